import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Results of chain tests")
struct ChainTestResultTests {
  // Four transitions around each middle state: far too few for the χ² distribution.
  private let few = Sequences(
    [[0, 1, 0], [0, 1, 1], [1, 1, 0], [1, 0, 1], [0, 0, 1], [1, 0, 0], [0, 0, 0]], stateCount: 2)

  @Test("small expected counts are simulated when a simulation is given, the same for the same seed")
  func simulated() throws {
    let plain = try ChainTests.markovProperty(few, simulation: nil)
    #expect(!plain.isSimulated && plain.pValue == plain.chiSquaredPValue)
    let first = try ChainTests.markovProperty(few, simulation: TestSimulation(replicates: 499, seed: 5))
    #expect(first.isSimulated && first.pValue == first.simulatedPValue)
    #expect(first.chiSquaredPValue == plain.chiSquaredPValue)
    let second = try ChainTests.markovProperty(few, simulation: TestSimulation(replicates: 499, seed: 5))
    #expect(first == second)
  }

  @Test("no replicates leave the χ² distribution")
  func noReplicates() throws {
    let result = try ChainTests.markovProperty(few, simulation: TestSimulation(replicates: 0, seed: 5))
    #expect(!result.isSimulated)
  }
}
