import LinearAlgebra

/// Rows as points, and how complete each was.
public struct PreparedRows: Sendable {
  /// All rows, n × d; missing numbers hold their column's median.
  public let points: Matrix
  /// How much of a row there is.
  public enum Completeness: UInt8, Sendable {
    /// Complete enough to take part in fitting.
    case fitted
    /// Too many cells are missing: assigned on what it has.
    case partial
    /// Every cell is missing: belongs nowhere.
    case empty
  }

  /// One a row; nil when every row is fitted.
  public let completeness: [Completeness]?
  /// The columns of the missing cells of every row that is ``Completeness/partial``, by row.
  let missingColumns: [Int: [Int]]

  /// How complete row `i` is.
  public func completeness(of i: Int) -> Completeness { completeness?[i] ?? .fitted }

  /// The rows that take part in fitting, nil for all.
  public var fittedRows: [Int]? {
    completeness.map { all in all.indices.filter { all[$0] == .fitted } }
  }
}

extension Preparation {
  /// Turns the columns of a table into points.
  ///
  /// Cost: O(n·d), blocks of rows on all workers.
  ///
  /// - Parameters:
  ///   - table: the columns of this preparation, in its order (see ``Preparation/columns``).
  ///   - workers: Threads to use; any number gives the same result.
  /// - Throws: ``PreparationError/missingCell(column:row:)`` when missing cells were declared an error.
  public func apply(
    _ table: [FeatureColumn], workers: Workers = Workers()
  ) throws(PreparationError) -> PreparedRows {
    precondition(table.count == columns.count, "A table brings every prepared column.")
    let n = table.first?.rowCount ?? 0
    let d = dimension
    let readers = zip(columns, table).map { ColumnReader($0, $1) }
    let blocks = Workers.blocks(of: n, size: blockRows)
    var incomplete: [[IncompleteRow]] = []
    let points = Matrix(rows: n, columns: d) { target in
      nonisolated(unsafe) let target = target
      incomplete = workers.map(pieces: blocks.count) { piece in
        fill(blocks[piece], from: readers, into: target.baseAddress!)
      }
    }
    let rows = incomplete.flatMap { $0 }
    if missing == .error, let first = rows.first, let column = first.columns.first {
      throw .missingCell(column: columns[column].name, row: first.row)
    }
    return PreparedRows(points: points, incomplete: rows, columns: columns.count, dropping: missing == .drop)
  }

  private func fill(
    _ rows: Range<Int>, from readers: [ColumnReader], into target: UnsafeMutablePointer<Double>
  ) -> [IncompleteRow] {
    let d = dimension
    var missing: [Int: [Int]] = [:]
    // A few rows at a time, whose points stay in cache until their last column is written.
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: chunkRows) {
      let few = start..<min(start + chunkRows, rows.upperBound)
      var offset = 0
      for (place, reader) in readers.enumerated() {
        reader.fill(few, into: target + offset, stride: d) { missing[$0, default: []].append(place) }
        offset += reader.column.width
      }
    }
    return missing.keys.sorted().map { IncompleteRow(row: $0, columns: missing[$0]!) }
  }
}

/// A row with missing cells.
struct IncompleteRow: Sendable {
  let row: Int
  let columns: [Int]
}

extension PreparedRows {
  fileprivate init(points: Matrix, incomplete: [IncompleteRow], columns: Int, dropping: Bool) {
    self.points = points
    var completeness: [Completeness]?
    var missingColumns: [Int: [Int]] = [:]
    for row in incomplete where dropping || 2 * row.columns.count > columns {
      if completeness == nil {
        completeness = [Completeness](repeating: .fitted, count: points.rowCount)
      }
      completeness![row.row] = row.columns.count == columns ? .empty : .partial
      missingColumns[row.row] = row.columns
    }
    self.completeness = completeness
    self.missingColumns = missingColumns
  }
}

/// Reads one column of a table as features.
private struct ColumnReader: Sendable {
  let column: Preparation.Column
  private let table: FeatureColumn
  /// For every code of the table's column, shifted by one: the place of its level among the features, or -1.
  private let places: [Int]

  init(_ column: Preparation.Column, _ table: FeatureColumn) {
    precondition(column.name == table.name, "Columns come in the order of their preparation.")
    self.column = column
    self.table = table
    if case .categories(_, let levels) = table.values, let category = column.category {
      // Levels are bytes: strings that Unicode calls equal may have been told apart when the preparation was fitted.
      var known: [[UInt8]: Int] = [:]
      for (place, level) in category.levels.enumerated() { known[Array(level.utf8)] = place }
      let other = known[Array(Preparation.otherLevel.utf8)] ?? -1
      places =
        [known[Array(Preparation.missingLevel.utf8)] ?? other] + levels.map { known[Array($0.utf8)] ?? other }
    } else {
      places = []
    }
  }

  /// Writes the features of `rows` to `target` (that of row 0), `stride` apart, and reports missing cells.
  func fill(
    _ rows: Range<Int>, into target: UnsafeMutablePointer<Double>, stride: Int, missing: (Int) -> Void
  ) {
    switch (table.values, column.number, column.category) {
    case (.numbers(let values), let number?, _):
      let absent = Preparation.feature(number.median, number)
      values.withUnsafeBufferPointer { values in
        for i in rows {
          if values[i].isNaN {
            missing(i)
            target[i &* stride] = absent
          } else {
            target[i &* stride] = Preparation.feature(values[i], number)
          }
        }
      }
    case (.categories(let codes, _), _, let category?):
      for i in rows {
        let code = Int(codes[i])
        if code < 0 { missing(i) }
        let place = places[code + 1]
        for (level, share) in category.shares.enumerated() {
          target[i &* stride &+ level] = ((level == place ? 1 : 0) - share) * category.scale
        }
      }
    default:
      preconditionFailure("A column is a number or a category, as it was when the preparation was fitted.")
    }
  }
}
