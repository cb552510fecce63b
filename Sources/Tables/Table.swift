/// A table read from an input: typed columns of equal length.
public struct Table: Sendable {
  /// The file name, as messages print it.
  public let name: String
  /// The file name without folder and extension; `stdin` for standard input.
  public let stem: String
  /// 0 for an input that has a header only.
  public let rowCount: Int
  /// The columns that were read, in the order of the file, without the key.
  public let columns: [Column]
  /// The key column, if one was asked for.
  public let key: KeyColumn?
  /// What was assumed or repaired, in the order of columns.
  public let notices: [Notice]
  /// How the file is laid out.
  public let dialect: Dialect
  /// How its bytes stand for characters.
  public let encoding: Encoding
  /// A 64-bit digest of the input's bytes, in hexadecimal.
  public let digest: String
  let rows: RowAccess

  /// The column of that name, compared byte by byte.
  public func column(named name: String) -> Column? {
    columns.first { $0.name.utf8.elementsEqual(name.utf8) }
  }

  /// The cells of a row as they were read, after unquoting; those that a short row lacks are empty.
  ///
  /// Reads some of the input again: cheap for a few rows.
  public func cells(ofRow row: Int) throws(TableError) -> [String] { try rows.cells(ofRow: row) }

  /// Where a cell stands, for an error about it.
  ///
  /// Reads the input up to it again.
  public func place(ofRow row: Int, column: Int) throws(TableError) -> Place {
    try rows.place(ofRow: row, column: column)
  }

  /// Up to `limit` different cells of every column read that are not missing, from the first rows, as they were read.
  public func examples(limit: Int = 3) throws(TableError) -> [[String]] {
    var examples = [[String]](repeating: [], count: columns.count)
    for row in 0..<min(rowCount, 100) {
      let wanting = columns.indices.filter { examples[$0].count < limit && !columns[$0].isMissing(row) }
      // A row is read once for all columns: there may be thousands.
      guard !wanting.isEmpty else { continue }
      let cells = try cells(ofRow: row)
      for position in wanting {
        let cell = cells[columns[position].position]
        if !examples[position].contains(where: { $0.utf8.elementsEqual(cell.utf8) }) { examples[position].append(cell) }
      }
    }
    return examples
  }
}
