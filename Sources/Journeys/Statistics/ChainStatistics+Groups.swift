import LinearAlgebra

extension ChainStatistics {
  /// Totals of every cell, of all units and of each group.
  ///
  /// - Parameters:
  ///   - groups: The group of each unit, −1 = none; empty where there are no groups.
  ///   - groupCount: Number of groups.
  ///   - workers: Threads to use; any number gives the same result.
  /// - Returns: The totals of all units, then those of each group.
  public func cellTotals(groups: [Int32] = [], groupCount: Int = 0, workers: Workers) -> [[Double]] {
    precondition(groupCount == 0 || groups.count == unitCount, "Every unit has its group.")
    // Sums of weights are taken in one order; counts are whole, and in any order the same.
    let size = unitWeights.isEmpty ? max(1 << 12, (unitCount + 7) / 8) : max(1, unitCount)
    let blocks = Workers.blocks(of: unitCount, size: size)
    let pieces = workers.map(pieces: blocks.count) {
      cellTotals(of: blocks[$0], groups: groups, groupCount: groupCount)
    }
    // Units without a group are counted apart, so that all is the sum of the parts.
    var totals = [[Double]](repeating: [Double](repeating: 0, count: cellCount), count: groupCount + 1)
    for part in 0...groupCount {
      for cell in 0..<cellCount {
        let sum = pieces.reduce(0) { $0 + $1[part * cellCount + cell] }
        totals[0][cell] += sum
        if part > 0 { totals[part][cell] = sum }
      }
    }
    return totals
  }

  /// Totals of some units, group after group: those of units without a group first.
  private func cellTotals(of units: Range<Int>, groups: [Int32], groupCount: Int) -> [Double] {
    var totals = [Double](repeating: 0, count: cellCount * (groupCount + 1))
    totals.withUnsafeMutableBufferPointer { totals in
      cells.withUnsafeBufferPointer { cells in
        counts.withUnsafeBufferPointer { counts in
          if groupCount == 0, unitWeights.isEmpty {
            // Nothing tells units apart, and a loop over each would cost more than its entries.
            for entry in unitOffsets[units.lowerBound]..<unitOffsets[units.upperBound] {
              totals[Int(cells[entry])] += Double(counts[entry])
            }
            return
          }
          for unit in units {
            let base = groupCount == 0 ? 0 : Int(max(groups[unit], -1) + 1) * cellCount
            let weight = unitWeights.isEmpty ? 1 : unitWeights[unit]
            for entry in unitOffsets[unit]..<unitOffsets[unit + 1] {
              totals[base &+ Int(cells[entry])] += weight * Double(counts[entry])
            }
          }
        }
      }
    }
    return totals
  }
}
