import LinearAlgebra

/// Amounts that units add to cells: what is summed up again under other weights.
public struct UnitEntries: Sendable {
  public let cellCount: Int
  /// Where each unit's entries begin, and at last where the last one's end.
  public let offsets: [Int]
  public let cells: [UInt32]
  public let amounts: [Double]

  public init(cellCount: Int, offsets: [Int], cells: [UInt32], amounts: [Double]) {
    precondition(offsets.first == 0 && offsets.last == cells.count, "Offsets span all entries.")
    precondition(cells.count == amounts.count, "Every entry has its amount.")
    precondition(cells.allSatisfy { Int($0) < cellCount }, "Entries lie in cells.")
    self.cellCount = cellCount
    self.offsets = offsets
    self.cells = cells
    self.amounts = amounts
  }

  /// Number of units.
  public var unitCount: Int { offsets.count - 1 }

  /// The counts of a chain, by edge and dwell.
  public init(cellsOf statistics: ChainStatistics) {
    self.init(
      cellCount: statistics.cellCount, offsets: statistics.unitOffsets, cells: statistics.cells,
      amounts: statistics.counts.map { Double($0) })
  }

  /// The counts of a chain, by edge alone.
  public init(edgesOf statistics: ChainStatistics) {
    guard statistics.dwellGrid.count > 1 else {
      self.init(cellsOf: statistics)
      return
    }
    let buckets = UInt32(statistics.dwellGrid.count)
    var offsets = [0]
    var cells: [UInt32] = []
    var amounts: [Double] = []
    offsets.reserveCapacity(statistics.unitCount + 1)
    cells.reserveCapacity(statistics.cells.count)
    amounts.reserveCapacity(statistics.cells.count)
    for unit in 0..<statistics.unitCount {
      for entry in statistics.unitOffsets[unit]..<statistics.unitOffsets[unit + 1] {
        let edge = statistics.cells[entry] / buckets
        if cells.count > offsets[unit], cells[cells.count - 1] == edge {
          amounts[amounts.count - 1] += Double(statistics.counts[entry])
        } else {
          cells.append(edge)
          amounts.append(Double(statistics.counts[entry]))
        }
      }
      offsets.append(cells.count)
    }
    self.init(cellCount: statistics.edges.count, offsets: offsets, cells: cells, amounts: amounts)
  }
}
