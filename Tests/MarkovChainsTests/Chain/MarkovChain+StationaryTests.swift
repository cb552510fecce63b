import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Stationary distributions")
struct MarkovChainStationaryTests {
  private let tolerance = 1e-13

  @Test("exact fractions give the same, nearly separate classes included", arguments: ChainReference.homogeneous)
  func reference(_ expected: HomogeneousReference) throws {
    let chain = try MarkovChain(Matrix(expected.probabilities))
    let found = chain.stationaryDistributions
    #expect(found.count == expected.stationary.count)
    for (distribution, exact) in zip(found, expected.stationary) {
      #expect(areClose(distribution, exact, relative: tolerance))
    }
    #expect((chain.stationaryDistribution == nil) == (expected.stationary.count > 1))
    for (state, steps) in chain.meanRecurrenceSteps.enumerated() {
      let share = expected.stationary.map { $0[state] }.reduce(0, +)
      #expect(isClose(steps ?? .nan, share > 0 ? 1 / share : .nan, relative: tolerance))
    }
  }

  @Test("Land of Oz: .4 .2 .4")
  func landOfOz() throws {
    let oz = try MarkovChain(Matrix([[0.5, 0.25, 0.25], [0.5, 0, 0.5], [0.25, 0.25, 0.5]]))
    #expect(areClose(try #require(oz.stationaryDistribution), [0.4, 0.2, 0.4], relative: tolerance))
  }

  @Test("rain in Alofi: half of the days are dry")
  func rain() throws {
    let estimate = TransitionEstimate(TransitionCounts(Rain.sequence))
    let distribution = try #require(try MarkovChain(estimate.probabilities).stationaryDistribution)
    #expect(areClose(distribution, [0.5008870570322769, 0.26936560802291254, 0.22974733494481003], relative: 1e-12))
  }

  @Test("a stationary distribution sums to 1 and is the same a step later, for random chains", arguments: 1...5)
  func laws(seed: Int) throws {
    let chain = try RandomChain.irreducible(seed: UInt64(seed), states: 30 * seed)
    let distribution = try #require(chain.stationaryDistribution)
    #expect(isClose(distribution.reduce(0, +), 1, relative: tolerance))
    #expect(areClose(chain.distribution(after: 1, from: distribution), distribution, relative: tolerance))
  }
}
