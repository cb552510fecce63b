import Testing

@testable import Journeys

struct EdgeCountsTests {
  @Test func `dwells are summed and units without steps left out`() {
    let edges = [(0, 1), (1, 0)].map { ChainStatistics.Edge(from: $0.0, to: $0.1) }
    let statistics = ChainStatistics(
      stateCount: 2, edges: edges, dwellGrid: DwellGrid(step: 1, count: 3), unitOffsets: [0, 3, 3, 5, 6],
      cells: [0, 2, 4, 1, 2, 5], counts: [1, 2, 3, 4, 5, 6])
    var units: [Int] = []
    let result = EdgeCounts(statistics, where: { $0 != 3 }, units: &units)
    #expect(units == [0, 2] && result.unitCount == 2 && result.edgeCount == 2)
    #expect(result.offsets == [0, 2, 3] && result.edges == [0, 1, 0] && result.counts == [3, 3, 9])
  }

  @Test func `one unit's edge is not added to another's`() {
    let edges = [ChainStatistics.Edge(from: 0, to: 0)]
    let statistics = ChainStatistics(
      stateCount: 1, edges: edges, dwellGrid: .none, unitOffsets: [0, 1, 2], cells: [0, 0], counts: [1, 2])
    var units: [Int] = []
    #expect(EdgeCounts(statistics, where: { _ in true }, units: &units).counts == [1, 2])
  }
}
