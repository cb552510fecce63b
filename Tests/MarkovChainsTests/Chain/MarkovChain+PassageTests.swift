import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Passage times")
struct MarkovChainPassageTests {
  @Test("exact fractions give the same, and none where arrival is not certain", arguments: ChainReference.homogeneous)
  func reference(_ expected: HomogeneousReference) throws {
    let found = try MarkovChain(Matrix(expected.probabilities)).meanPassageSteps()
    for (row, exact) in zip(found, expected.steps) {
      #expect(areClose(row.map { $0 ?? .nan }, exact.map { $0 ?? .nan }, relative: 1e-13))
    }
  }

  @Test("returns are those of the stationary distribution, for random chains", arguments: 1...3)
  func returns(seed: Int) throws {
    let chain = try RandomChain.irreducible(seed: UInt64(seed), states: 12 * seed)
    let passages = chain.meanPassageSteps()
    for (i, steps) in chain.meanRecurrenceSteps.enumerated() {
      #expect(isClose(try #require(passages[i][i]), try #require(steps), relative: 1e-12))
    }
  }
}
