import LinearAlgebra

/// Totals of cells under the random weights of a batch of replicates, group by group.
public struct ResampledTotals: Sendable {
  public let groupCount: Int
  public let cellCount: Int
  /// Group × cell, each with the replicates of the batch; group 0 is that of units without one.
  let sums: [UnitWeights.Lanes]

  /// Totals in one replicate of the batch: all units, then each group.
  public func totals(ofLane lane: Int) -> [[Double]] {
    var all = [Double](repeating: 0, count: cellCount)
    var groups: [[Double]] = []
    for group in 0...groupCount {
      let totals = (0..<cellCount).map { sums[group * cellCount + $0][lane] }
      for (cell, total) in totals.enumerated() { all[cell] += total }
      if group > 0 { groups.append(totals) }
    }
    return [all] + groups
  }
}

/// Sums the entries of units again under random weights.
public struct UnitResampling: Sendable {
  /// Tables over the same units, which share weights.
  public let tables: [UnitEntries]
  /// For each unit its group from 1, 0 for none; empty where there are no groups.
  public let groups: [Int32]
  public let groupCount: Int
  public let weights: UnitWeights

  public init(_ tables: [UnitEntries], groups: [Int32] = [], groupCount: Int = 0, weights: UnitWeights) {
    precondition(tables.allSatisfy { $0.unitCount == weights.unitCount }, "Tables are over the units that are weighed.")
    precondition(groups.isEmpty || groups.count == weights.unitCount, "Every unit has its group.")
    precondition(groups.allSatisfy { $0 >= 0 && Int($0) <= groupCount }, "Groups are numbered from 1.")
    self.tables = tables
    self.groups = groups
    self.groupCount = groups.isEmpty ? 0 : groupCount
    self.weights = weights
  }

  /// Totals of every table in the replicates of a batch, `UnitWeights.lanes` of them.
  ///
  /// O(units + entries), about 5 ns for each replicate and unit or entry on one thread. The sums are taken in the order of
  /// units, so that batches can be shared among threads.
  public func totals(ofBatch batch: Int) -> [ResampledTotals] {
    var sums = tables.map { [UnitWeights.Lanes](repeating: .zero, count: (groupCount + 1) * $0.cellCount) }
    var block = [UnitWeights.Lanes](repeating: .zero, count: UnitWeights.blockSize)
    for number in 0..<weights.blockCount {
      weights.fill(&block, block: number, batch: batch)
      for place in tables.indices { add(&sums[place], tables[place], block, weights.units(ofBlock: number)) }
    }
    return zip(tables, sums).map { ResampledTotals(groupCount: groupCount, cellCount: $0.cellCount, sums: $1) }
  }

  /// Totals of a table as observed: all units, then each group.
  public func observedTotals(of table: UnitEntries) -> [[Double]] {
    var totals = [[Double]](repeating: [Double](repeating: 0, count: table.cellCount), count: groupCount + 1)
    for unit in 0..<weights.unitCount {
      let weight = weights.shapes.isEmpty ? 1 : weights.shapes[unit]
      let group = groups.isEmpty ? 0 : Int(groups[unit])
      for entry in table.offsets[unit]..<table.offsets[unit + 1] {
        let amount = weight * table.amounts[entry]
        totals[0][Int(table.cells[entry])] += amount
        if group > 0 { totals[group][Int(table.cells[entry])] += amount }
      }
    }
    return totals
  }

  private func add(
    _ sums: inout [UnitWeights.Lanes], _ table: UnitEntries, _ weights: [UnitWeights.Lanes], _ units: Range<Int>
  ) {
    sums.withUnsafeMutableBufferPointer { sums in
      table.cells.withUnsafeBufferPointer { cells in
        table.amounts.withUnsafeBufferPointer { amounts in
          for (k, unit) in units.enumerated() {
            let weight = weights[k]
            let base = groups.isEmpty ? 0 : Int(groups[unit]) * table.cellCount
            for entry in table.offsets[unit]..<table.offsets[unit + 1] {
              sums[base &+ Int(cells[entry])] += weight * amounts[entry]
            }
          }
        }
      }
    }
  }
}
