/// Finds the cells of single rows in an input again.
struct RowAccess: Sendable {
  let source: ByteSource
  let dialect: Dialect
  let index: RowIndex
  let rowCount: Int
  let columnCount: Int

  /// The cells of a row after unquoting; missing ones of a short row are empty.
  func cells(ofRow row: Int) throws(TableError) -> [String] {
    precondition(row >= 0 && row < rowCount, "The row must be one of the table's.")
    guard let mark = index.mark(before: row) else { preconditionFailure("The first row is marked.") }
    let scanner = CellScanner(dialect)
    var length = 1 << 16
    while true {
      let isWhole = mark.offset + length >= source.count
      let buffer = BlockBuffer(source, capacity: length)
      try buffer.load(mark.offset..<mark.offset + length)
      let bytes = UnsafeBufferPointer(start: buffer.bytes, count: buffer.count)
      let records = SampleRecords(
        bytes, from: 0, isWhole: isWhole, scanner: scanner, limit: row - mark.row + 1)
      if records.records.count > row - mark.row {
        let cells = records.cells(of: row - mark.row).prefix(columnCount)
        let texts = cells.map { String(decoding: $0.text, as: UTF8.self) }
        return texts + Array(repeating: "", count: columnCount - texts.count)
      }
      if isWhole { throw .changedWhileReading(Place(file: source.name)) }
      length *= 4
    }
  }
}
