import LinearAlgebra
import MarkovChains
import Testing

@testable import Journeys

struct ChainStatisticsTests {
  // Three customers, the second without a journey; the third makes two.
  private let journeys = ChainSequences(
    space: StateSpace(.conversion, touchpoints: ["ad", "visit"]),
    sequences: Sequences([[0, 1, 2, 2, 3], [0, 2, 4], [0, 2]], stateCount: 5),
    dwells: [0, 0, 1, 3, 2, 0, 0, 0, 0, 0], units: [0, 2, 2])

  private func statistics(threads: Int = 1) -> ChainStatistics {
    ChainStatistics(
      journeys, dwellGrid: DwellGrid(step: 1, count: 4), unitCount: 3, workers: Workers(count: threads))
  }

  @Test func `steps are counted by customer, edge and dwell`() {
    let result = statistics()
    let edges = [(0, 1), (0, 2), (1, 2), (2, 2), (2, 3), (2, 4)]
    #expect(result.edges == edges.map { ChainStatistics.Edge(from: $0.0, to: $0.1) })
    #expect(result.unitOffsets == [0, 4, 4, 6])
    #expect(result.cells == [0, 9, 15, 18, 4, 20])
    #expect(result.counts == [1, 1, 1, 1, 2, 1])
  }

  @Test func `totals are sums over customers under their weights`() {
    let result = statistics()
    #expect(result.edgeTotals(ofCells: result.cellTotals()) == [1, 2, 1, 1, 1, 1])
    let weighted = result.cellTotals(weights: [0.5, 7, 2])
    #expect(result.edgeTotals(ofCells: weighted) == [0.5, 4, 0.5, 0.5, 0.5, 2])
    let counts = result.transitionCounts(edgeTotals: result.edgeTotals(ofCells: weighted))
    #expect(counts.counts[0, 2] == 4 && counts.counts[2, 4] == 2 && counts.total == 8)
  }

  @Test func `any number of threads counts the same`() {
    #expect(statistics(threads: 1) == statistics(threads: 3))
  }

  @Test func `without dwells there is one bucket`() {
    let plain = ChainSequences(space: journeys.space, sequences: journeys.sequences, units: [0, 2, 2])
    let result = ChainStatistics(plain, dwellGrid: DwellGrid(window: 3), unitCount: 3, workers: Workers(count: 1))
    #expect(result.dwellGrid == .none && result.cellCount == 6)
  }

  @Test func `weighted journeys are units of their own`() {
    let weighted = ChainSequences(
      space: journeys.space, sequences: journeys.sequences, units: [0, 2, 2], weights: [10, 1, 5])
    let result = ChainStatistics(weighted, dwellGrid: .none, unitCount: 3, workers: Workers(count: 1))
    #expect(result.unitWeights == [10, 1, 5])
    #expect(result.edgeTotals(ofCells: result.cellTotals()) == [10, 6, 10, 10, 10, 1])
  }

  @Test func `dwells go to the nearest step`() {
    let grid = DwellGrid(window: 32)
    #expect(grid.step == 1 && grid.count == 33)
    #expect([0, 0.49, 0.5, 31.6, 32, 99].map { grid.bucket(of: $0) } == [0, 0, 1, 32, 32, 32])
    #expect(DwellGrid.none.bucket(of: 5) == 0)
  }
}
