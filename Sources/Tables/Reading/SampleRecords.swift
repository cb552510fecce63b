/// The first records of an input, cut under one dialect.
struct SampleRecords {
  /// One record: its cells are `cells[firstCell..<firstCell + cellCount]`.
  struct Record {
    let firstCell: Int
    let cellCount: Int
    /// Offset of its first byte in the sample.
    let offset: Int
    /// Offset after its line end.
    let end: Int
    var isUnterminated = false
  }

  struct Cell {
    let text: UnsafeBufferPointer<UInt8>
    let isQuoted: Bool
    let hasTail: Bool
  }

  private(set) var records: [Record] = []
  private(set) var cells: [Cell] = []
  private(set) var hasUnterminatedQuote = false
  /// Whether the first record, which is then the only one, has a quote that is never closed.
  var isFirstUnterminated: Bool { hasUnterminatedQuote && records.first?.isUnterminated == true }
  /// Texts with escapes taken off, which cells point into.
  private let texts = TextKeeper()

  /// Cuts `sample` from `offset` on into at most `limit` records. Blank lines are no records.
  ///
  /// A last record that the sample may have cut off is left out unless `isWhole`.
  init(
    _ sample: UnsafeBufferPointer<UInt8>, from offset: Int, isWhole: Bool, scanner: CellScanner, limit: Int
  ) {
    guard let base = sample.baseAddress else { return }
    let end = base + sample.count
    var position = base + offset
    var unescaped: [UInt8] = []
    while position < end, records.count < limit {
      if position.pointee == 0x0A || position.pointee == 0x0D {
        position += 1
        continue
      }
      let start = position
      let firstCell = cells.count
      var cell = scanner.scan(position, end: end)
      while true {
        var text = cell.content
        if cell.isRaw {
          scanner.unescape(cell.content, into: &unescaped)
          text = texts.keep(unescaped)
        }
        cells.append(Cell(text: text, isQuoted: cell.isQuoted, hasTail: cell.hasTail))
        guard cell.terminator == .delimiter else { break }
        cell = scanner.scan(cell.next, end: end)
      }
      position = cell.next
      if cell.terminator == .inputEnd && (!isWhole || cell.isUnterminated) {
        hasUnterminatedQuote = cell.isUnterminated
        if !(records.isEmpty && isWhole) {
          cells.removeLast(cells.count - firstCell)
          break
        }
      }
      records.append(
        Record(
          firstCell: firstCell, cellCount: cells.count - firstCell, offset: start - base,
          end: position - base, isUnterminated: cell.isUnterminated))
    }
  }

  subscript(record: Int, column: Int) -> Cell { cells[records[record].firstCell + column] }

  /// The cells of a record.
  func cells(of record: Int) -> ArraySlice<Cell> {
    let record = records[record]
    return cells[record.firstCell..<record.firstCell + record.cellCount]
  }
}

/// Keeps texts at addresses that do not move.
private final class TextKeeper {
  private var kept: [UnsafeMutableBufferPointer<UInt8>] = []

  func keep(_ text: [UInt8]) -> UnsafeBufferPointer<UInt8> {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count + ByteSource.padding)
    copy.initialize(repeating: 0)
    for (index, byte) in text.enumerated() { copy[index] = byte }
    kept.append(copy)
    return UnsafeBufferPointer(rebasing: copy[..<text.count])
  }

  deinit {
    for copy in kept { copy.deallocate() }
  }
}
