import LinearAlgebra
import TestSupport
import Testing

@testable import Journeys

struct RetentionElasticityTests {
  @Test func `a coin at every step by hand`() throws {
    // S = qⁿ⁺¹ at n + ½ steps, so that its elasticity is n + 1.
    let chain = SemiMarkovCase.coin(shares: [0, 1], stay: 0.7)
    let result = chain.elasticities(of: 4.5)
    #expect(isClose(try #require(result[1]), 5, relative: 1e-14))
    // Nobody is lost at the start; all pass it once.
    #expect(isClose(try #require(result[0]), 1, relative: 1e-14))
    #expect(result[2] == nil)
  }

  @Test(arguments: [20.0, 33.3, 90]) func `it is the derivative`(horizon: Double) throws {
    let chain = SemiMarkovCase.shop.chain
    let exact = chain.elasticities(of: horizon)
    for state in 1...3 {
      let change = 1e-5
      let moved = try [change, -change].map { change in
        let lapse = chain.edges.firstIndex { $0.from == state && $0.to == 4 }
        let exit = try #require(chain.lapseProbability(of: state))
        let rates = zip(chain.edges.indices, chain.probabilities).map { number, probability in
          guard chain.edges[number].from == state else { return probability }
          return number == lapse ? 1 - (1 - exit) * (1 + change) : probability * (1 + change)
        }
        let result = try #require(
          RetentionChain(stateCount: 5, edges: chain.edges, rates: rates, dwells: chain.dwells))
        let steps = RetentionCurve.steps(toReach: horizon, on: chain.dwells.grid)
        return RetentionCurve(result, stepCount: steps).survival(before: horizon)
      }
      let steps = RetentionCurve.steps(toReach: horizon, on: chain.dwells.grid)
      let survival = RetentionCurve(chain, stepCount: steps).survival(before: horizon)
      let slope = (moved[0] - moved[1]) / (2 * change * survival)
      #expect(isClose(try #require(exact[state]), slope, relative: 1e-7))
    }
  }

  @Test func `it is not defined where every contact is the last`() throws {
    let edges = [(0, 1), (1, 1), (1, 2), (1, 3), (2, 3)].map { ChainStatistics.Edge(from: $0.0, to: $0.1) }
    let dwells = DwellDistributions(
      edges: edges, stateCount: 4, cellTotals: [1, 0, 0, 1, 0, 1, 1, 0, 1, 0], grid: DwellGrid(step: 1, count: 2))
    let chain = try #require(RetentionChain(stateCount: 4, edges: edges, rates: [1, 2, 1, 1, 3], dwells: dwells))
    let result = chain.elasticities(of: 3)
    #expect(result[1] != nil && result[2] == nil && result[3] == nil)
  }

  @Test func `it is not defined where nobody is left`() throws {
    let edges = [(0, 1), (1, 2)].map { ChainStatistics.Edge(from: $0.0, to: $0.1) }
    let dwells = DwellDistributions(
      edges: edges, stateCount: 3, cellTotals: [1, 0, 1, 0], grid: DwellGrid(step: 1, count: 2))
    let chain = try #require(RetentionChain(stateCount: 3, edges: edges, rates: [5, 5], dwells: dwells))
    #expect(chain.elasticities(of: 2) == [nil, nil, nil])
  }
}
