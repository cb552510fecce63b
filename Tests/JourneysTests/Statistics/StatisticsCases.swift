import LinearAlgebra

@testable import Journeys

/// Statistics to write and read.
enum StatisticsCases {
  /// Two customers, one edge, no dwells: all of its bytes can be told by hand.
  static let smallest = JourneyStatistics(
    chains: [
      JourneyStatistics.Chain(
        .plain,
        ChainStatistics(
          stateCount: 2, edges: [ChainStatistics.Edge(from: 0, to: 1)], dwellGrid: .none, unitOffsets: [0, 1, 1],
          cells: [0], counts: [5]))
    ], archetypes: [1, -1], values: [])

  /// Both chains of many customers.
  static func drawn(units: Int, seed: UInt64, values: Bool = true) -> JourneyStatistics {
    var stream = RandomStream(seed: seed, path: 9)
    let chains = [(StateSpace.Chain.conversion, 17), (.retention, 16)].map { kind, stateCount in
      JourneyStatistics.Chain(kind, statistics(units: units, stateCount: stateCount, &stream))
    }
    return JourneyStatistics(
      chains: chains, archetypes: (0..<units).map { _ in Int32(stream.index(below: 5)) - 1 },
      values: values ? (0..<units).map { _ in 100 * stream.uniform() } : [])
  }

  private static func statistics(units: Int, stateCount: Int, _ stream: inout RandomStream) -> ChainStatistics {
    var edges: [ChainStatistics.Edge] = []
    for from in 0..<stateCount - 2 {
      for to in 1..<stateCount where stream.uniform() < 0.8 { edges.append(ChainStatistics.Edge(from: from, to: to)) }
    }
    let grid = DwellGrid(window: 30)
    var offsets = [0]
    var cells: [UInt32] = []
    var counts: [UInt16] = []
    for _ in 0..<units {
      let wanted = Int(5 * stream.exponential())
      let found = Set((0..<wanted).map { _ in UInt32(stream.index(below: edges.count * grid.count)) })
      for cell in found.sorted() {
        cells.append(cell)
        counts.append(stream.uniform() < 0.9 ? 1 : UInt16(stream.index(below: 400)) + 1)
      }
      offsets.append(cells.count)
    }
    return ChainStatistics(
      stateCount: stateCount, edges: edges, dwellGrid: grid, unitOffsets: offsets, cells: cells, counts: counts)
  }
}
