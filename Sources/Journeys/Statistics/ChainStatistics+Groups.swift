extension ChainStatistics {
  /// Totals of every cell, of all units and of each group.
  ///
  /// - Parameters:
  ///   - groups: The group of each unit, −1 = none; empty where there are no groups.
  ///   - groupCount: Number of groups.
  /// - Returns: The totals of all units, then those of each group.
  public func cellTotals(groups: [Int32], groupCount: Int) -> [[Double]] {
    guard groupCount > 0 else { return [cellTotals()] }
    precondition(groups.count == unitCount, "Every unit has its group.")
    var totals = [[Double]](repeating: [Double](repeating: 0, count: cellCount), count: groupCount + 2)
    for unit in 0..<unitCount {
      // Units without a group are counted apart, so that all is the sum of the parts.
      let group = groups[unit] < 0 ? groupCount + 1 : Int(groups[unit]) + 1
      let weight = unitWeights.isEmpty ? 1 : unitWeights[unit]
      for entry in unitOffsets[unit]..<unitOffsets[unit + 1] {
        totals[group][Int(cells[entry])] += weight * Double(counts[entry])
      }
    }
    for group in 1...groupCount + 1 {
      for cell in 0..<cellCount { totals[0][cell] += totals[group][cell] }
    }
    return Array(totals.dropLast())
  }
}
