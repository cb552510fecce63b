import Glibc

/// The rows without any value at the end of a table, such as `;;;` from a spreadsheet whose empty rows were formatted.
struct BlankTail {
  private static let chunkBytes = 1 << 12

  /// Where the rows before them end; the end of the input where there are none.
  let start: Int
  let rowCount: Int

  /// Looks for lines of delimiters and blanks alone, from the end of `source` up to `first`.
  ///
  /// No quote is among them, so that none of these lines can lie within a quoted cell. Reads as much as it finds, and a
  /// little more.
  init(_ source: ByteSource, from first: Int, delimiter: UInt8) throws(TableError) {
    var start = source.count
    var rowCount = 0
    /// The line being read, backwards: whether it has a delimiter, and whether anything else follows it.
    var hasDelimiter = false
    var end = source.count
    let chunk = try ByteSource.allocate(Self.chunkBytes, name: source.name)
    defer { free(chunk) }
    search: while end > first {
      let length = min(Self.chunkBytes, end - first)
      try source.read(at: end - length, length: length, into: chunk)
      for place in stride(from: length - 1, through: 0, by: -1) {
        switch chunk[place] {
        case 0x0A, 0x0D:
          rowCount += hasDelimiter ? 1 : 0
          start = end - length + place + 1
          hasDelimiter = false
        case delimiter: hasDelimiter = true
        case 0x20, 0x09: continue
        default: break search
        }
      }
      end -= length
    }
    // A table of blank rows alone begins with one.
    if end <= first, hasDelimiter { (start, rowCount) = (first, rowCount + 1) }
    self.start = rowCount > 0 ? max(start, first) : source.count
    self.rowCount = rowCount
  }
}
