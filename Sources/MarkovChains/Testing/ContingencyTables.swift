import Glibc

/// Independent tables of counts, one a context: do the columns depend on the rows, given the context?
///
/// Only rows and columns with counts are kept, and only cells above 0.
struct ContingencyTables: Sendable {
  struct Cell: Sendable {
    let row: Int
    let column: Int
    let count: Double
  }

  struct Table: Sendable {
    let rowTotals: [Double]
    let columnTotals: [Double]
    let total: Double
    let cells: [Cell]

    /// Rows and columns are any numbers; they are renumbered from 0 by rising number.
    init(_ entries: [(row: Int, column: Int, count: Double)]) {
      let rows = Array(Set(entries.map(\.row))).sorted()
      let columns = Array(Set(entries.map(\.column))).sorted()
      let rowPlaces = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
      let columnPlaces = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
      var rowTotals = [Double](repeating: 0, count: rows.count)
      var columnTotals = [Double](repeating: 0, count: columns.count)
      cells = entries.map { Cell(row: rowPlaces[$0.row]!, column: columnPlaces[$0.column]!, count: $0.count) }
      for cell in cells {
        rowTotals[cell.row] += cell.count
        columnTotals[cell.column] += cell.count
      }
      total = rowTotals.reduce(0, +)
      (self.rowTotals, self.columnTotals) = (rowTotals, columnTotals)
    }

    var isComparable: Bool { rowTotals.count > 1 && columnTotals.count > 1 }

    var cellCount: Int { rowTotals.count * columnTotals.count }

    var degreesOfFreedom: Int { (rowTotals.count - 1) * (columnTotals.count - 1) }

    func expected(_ row: Int, _ column: Int) -> Double { rowTotals[row] / total * columnTotals[column] }
  }

  /// Tables that can show a dependence: two rows and two columns at least.
  let tables: [Table]

  /// First against last state of tuples, given the states between.
  init(_ tuples: TupleCounts) {
    precondition(tuples.length >= 2, "Tuples with two ends are compared.")
    let bits = UInt64(tuples.bitsPerState)
    let middle = tuples.mask(states: tuples.length - 1)
    let last = tuples.mask(states: 1)
    let contexts = tuples.codes.map { ($0 & middle) >> bits }
    // Stable in codes within a context, whatever the sort does with equal keys.
    let order = contexts.indices.sorted { (contexts[$0], $0) < (contexts[$1], $1) }
    let top = bits * UInt64(tuples.length - 1)
    var tables: [Table] = []
    var place = 0
    while place < order.count {
      var end = place + 1
      while end < order.count, contexts[order[end]] == contexts[order[place]] { end += 1 }
      let table = Table(
        order[place..<end].map {
          (Int(tuples.codes[$0] >> top), Int(tuples.codes[$0] & last), Double(tuples.counts[$0]))
        })
      if table.isComparable { tables.append(table) }
      place = end
    }
    self.tables = tables
  }

  /// Groups against destinations, given the state left.
  init(_ groups: [TransitionCounts]) {
    let n = groups.first?.stateCount ?? 0
    precondition(groups.allSatisfy { $0.stateCount == n }, "Groups are counted between the same states.")
    tables = (0..<n).compactMap { i in
      var entries: [(row: Int, column: Int, count: Double)] = []
      for (g, group) in groups.enumerated() {
        for (j, count) in group.counts.row(i).enumerated() where count > 0 { entries.append((g, j, count)) }
      }
      let table = Table(entries)
      return table.isComparable ? table : nil
    }
  }

  /// Σ (rows − 1)(columns − 1).
  var degreesOfFreedom: Int { tables.reduce(0) { $0 + $1.degreesOfFreedom } }

  /// G = 2 Σ n ln(n / expected), the likelihood ratio.
  var likelihoodRatio: Double {
    var sum = 0.0
    for table in tables {
      for cell in table.cells { sum += cell.count * log(cell.count / table.expected(cell.row, cell.column)) }
    }
    return max(2 * sum, 0)
  }

  /// X² = Σ (n − expected)² / expected, by Pearson.
  var pearson: Double {
    var sum = 0.0
    for table in tables {
      // A cell without counts adds what is expected of it: everything that the others do not take up.
      var unseen = table.total
      for cell in table.cells {
        let expected = table.expected(cell.row, cell.column)
        sum += (cell.count - expected) * (cell.count - expected) / expected
        unseen -= expected
      }
      if table.cells.count < table.cellCount { sum += max(unseen, 0) }
    }
    return sum
  }

  /// Whether the χ² distribution is no guide: a cell expected below 1, or over a fifth of them below 5.
  ///
  /// Source: Cochran (1954).
  var hasSmallExpectedCounts: Bool {
    var (cells, small) = (0, 0)
    for table in tables {
      for row in table.rowTotals.indices {
        for column in table.columnTotals.indices {
          let expected = table.expected(row, column)
          if expected < 1 { return true }
          cells += 1
          if expected < 5 { small += 1 }
        }
      }
    }
    return 5 * small > cells
  }
}
