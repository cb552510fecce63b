/// Finds the cells of single rows in an input again.
struct RowAccess: Sendable {
  let source: ByteSource
  /// Bytes of the byte-order mark.
  let textOffset: Int
  let dialect: Dialect
  let index: RowIndex
  let rowCount: Int
  let columnCount: Int

  /// The cells of a row after unquoting; missing ones of a short row are empty.
  func cells(ofRow row: Int) throws(TableError) -> [String] {
    let (buffer, records, place) = try records(upTo: row)
    return withExtendedLifetime(buffer) {
      let texts = records.cells(of: place).prefix(columnCount).map { String(decoding: $0.text, as: UTF8.self) }
      return texts + Array(repeating: "", count: columnCount - texts.count)
    }
  }

  /// Where a cell starts; in a row too short to have it, where the row ends.
  func place(ofRow row: Int, column: Int) throws(TableError) -> Place {
    let (buffer, records, place) = try records(upTo: row)
    let scanner = CellScanner(dialect)
    var cell = buffer.bytes + records.records[place].offset
    for _ in 0..<column {
      let scanned = scanner.scan(cell, end: buffer.bytes + buffer.count)
      guard scanned.terminator == .delimiter else { break }
      cell = scanned.next
    }
    return try PlaceFinder(source: source, textOffset: textOffset).place(at: buffer.start + (cell - buffer.bytes))
  }

  /// The records from the last mark to a row, which is the one at `place`; they point into the buffer.
  private func records(
    upTo row: Int
  ) throws(TableError) -> (buffer: BlockBuffer, records: SampleRecords, place: Int) {
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
      if records.records.count > row - mark.row { return (buffer, records, row - mark.row) }
      if isWhole { throw .changedWhileReading(Place(file: source.name)) }
      length *= 4
    }
  }
}
