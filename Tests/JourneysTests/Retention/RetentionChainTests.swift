import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@testable import Journeys

struct RetentionChainTests {
  private let grid = DwellGrid(step: 1, count: 3)

  private func chain(_ stateCount: Int, _ edges: [(Int, Int, Double)]) -> RetentionChain? {
    let list = edges.map { ChainStatistics.Edge(from: $0.0, to: $0.1) }
    let cells = [Double](edges.map { _ in [0, 1, 1] }.joined())
    return RetentionChain(
      stateCount: stateCount, edges: list, rates: edges.map(\.2),
      dwells: DwellDistributions(edges: list, stateCount: stateCount, cellTotals: cells, grid: grid))
  }

  // States: 0 start, 1 buy, 2 visit, 3 lapsed.
  @Test func `rows of rates become probabilities`() throws {
    let result = try #require(chain(4, [(0, 1, 10), (1, 2, 6), (1, 3, 2), (2, 1, 1), (2, 3, 4)]))
    #expect(result.probabilities == [1, 0.75, 0.25, 0.2, 0.8])
    #expect(result.lapseProbability(of: 1) == 0.25 && result.lapseProbability(of: 0) == 0)
    #expect(result.lapseProbability(of: 3) == nil)
    #expect(result.removedStates.isEmpty && result.openRate == 0)
  }

  // States: 0 start, 1 buy, 2 visit, 3 call, 4 mail, 5 never seen, 6 lapsed.
  @Test func `states without a way to the end are left out and the ways into them are open`() throws {
    let result = try #require(
      chain(7, [(0, 1, 10), (1, 2, 2), (1, 3, 3), (1, 6, 5), (2, 2, 4), (3, 4, 1), (3, 1, 1), (4, 2, 7)]))
    #expect(result.removedStates == [2, 4])
    #expect(result.probabilities == [1, 0, 0.375, 0.625, 0, 0, 1, 0])
    // From buy to visit, and from call to mail; what follows among those left out is not counted.
    #expect(result.openRate == 3)
    #expect(result.lapseProbability(of: 2) == nil)
  }

  @Test func `there is no chain where the start does not lead to the end`() {
    #expect(chain(3, [(0, 1, 1), (1, 1, 5)]) == nil)
    #expect(chain(3, [(0, 1, 1), (1, 2, 0)]) == nil)
    #expect(chain(3, []) == nil)
  }

  @Test func `statistics of a log make the chain`() throws {
    let space = StateSpace(.retention, touchpoints: ["buy", "visit"])
    let sequences = Sequences([[0, 1, 2, 3], [0, 1, 3], [0, 1, 2]], stateCount: 4)
    let journeys = ChainSequences(
      space: space, sequences: sequences, dwells: [0, 0, 2, 0, 0, 0, 0, 0, 0, 1], units: [0, 1, 2])
    let statistics = ChainStatistics(journeys, dwellGrid: grid, unitCount: 3, workers: Workers(count: 1))
    let result = try #require(RetentionChain(statistics, cellTotals: statistics.cellTotals()))
    #expect(areClose(result.probabilities, [1, 2 / 3.0, 1 / 3.0, 1], relative: 1e-15))
    #expect(result.dwells.shares == [1, 0, 0, 0, 0.5, 0.5, 1, 0, 0, 1, 0, 0])
    let weighted = try #require(
      RetentionChain(statistics, cellTotals: statistics.cellTotals(weights: [1, 2, 1])))
    #expect(weighted.probabilities == [1, 0.5, 0.5, 1])
  }
}
