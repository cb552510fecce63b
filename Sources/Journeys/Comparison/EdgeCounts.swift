/// How often each unit took each edge, whatever the dwell.
struct EdgeCounts: Sendable {
  /// Number of edges.
  let edgeCount: Int
  /// Where each unit's entries begin, and at last where the last one's end.
  private(set) var offsets: [Int] = [0]
  /// Edge of each entry, rising within a unit.
  private(set) var edges: [UInt32] = []
  private(set) var counts: [UInt32] = []

  var unitCount: Int { offsets.count - 1 }

  /// The units of a chain that `isWanted`, without those that took no edge; `units` become their numbers.
  init(_ statistics: ChainStatistics, where isWanted: (Int) -> Bool, units: inout [Int]) {
    edgeCount = statistics.edges.count
    edges.reserveCapacity(statistics.cells.count)
    counts.reserveCapacity(statistics.cells.count)
    let buckets = UInt32(statistics.dwellGrid.count)
    for unit in 0..<statistics.unitCount where isWanted(unit) {
      let range = statistics.unitOffsets[unit]..<statistics.unitOffsets[unit + 1]
      guard !range.isEmpty else { continue }
      var last = UInt32.max
      for entry in range {
        let edge = statistics.cells[entry] / buckets
        if edge == last {
          counts[counts.count - 1] += UInt32(statistics.counts[entry])
        } else {
          edges.append(edge)
          counts.append(UInt32(statistics.counts[entry]))
          last = edge
        }
      }
      offsets.append(edges.count)
      units.append(unit)
    }
  }

  /// Offsets, edges and counts in place.
  @inline(__always)
  func withEntries(
    _ body: (UnsafeBufferPointer<Int>, UnsafeBufferPointer<UInt32>, UnsafeBufferPointer<UInt32>) -> Void
  ) {
    offsets.withUnsafeBufferPointer { offsets in
      edges.withUnsafeBufferPointer { edges in counts.withUnsafeBufferPointer { body(offsets, edges, $0) } }
    }
  }
}
