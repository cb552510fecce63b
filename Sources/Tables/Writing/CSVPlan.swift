/// What is the same for every row of a table that is written as CSV.
struct CSVPlan: Sendable {
  let table: ResultTable
  let style: CSVStyle
  let numbers: NumberBytes
  let dates: DateBytes
  /// The levels of each column that has levels, ready to copy.
  private(set) var levels: [RenderedLevels?] = []
  private let delimiter: UInt8
  private let disarmsFormulas: Bool
  private let endsWithCarriageReturn: Bool
  /// A line with nothing on it would be no row, so the empty cell of a lone column is quoted.
  private let quotesEmptyCells: Bool

  init(_ table: ResultTable, style: CSVStyle) {
    self.table = table
    self.style = style
    numbers = NumberBytes(decimalMark: style.decimalMark)
    dates = DateBytes(isForExcel: style != .plain)
    delimiter = style.delimiter
    disarmsFormulas = style.disarmsFormulas
    endsWithCarriageReturn = style.endsWithCarriageReturn
    quotesEmptyCells = table.columns.count == 1
    for (index, column) in table.columns.enumerated() {
      guard case .levels(_, let texts) = column.values else {
        levels.append(nil)
        continue
      }
      levels.append(RenderedLevels(texts, plan: self, isLastColumn: index == table.columns.count - 1))
    }
  }

  /// Appends a text, disarmed and quoted as the style asks, and counts it if a spreadsheet could take it for a formula.
  @inline(__always)
  func appendText(_ text: UnsafeBufferPointer<UInt8>, to cells: inout ByteBuffer, formulaLike: inout Int) {
    // Signs alone, such as the dash of an empty cell, compute nothing.
    guard let first = text.first, startsFormula(first), text.contains(where: { isOperand($0) }) else {
      return appendQuoted(text, to: &cells)
    }
    formulaLike += 1
    appendQuoted(text, to: &cells, prefix: disarmsFormulas ? UInt8(ascii: "'") : nil)
  }

  /// Appends a cell as it is, in quotes where it holds a delimiter, a quote or a line end.
  @inline(__always)
  func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, to cells: inout ByteBuffer, prefix: UInt8? = nil) {
    var needsQuotes = false
    for byte in text {
      let isSpecial = byte == delimiter || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
      needsQuotes = needsQuotes || isSpecial
    }
    if needsQuotes { cells.append(UInt8(ascii: "\"")) }
    if let prefix { cells.append(prefix) }
    if needsQuotes {
      for byte in text {
        if byte == UInt8(ascii: "\"") { cells.append(byte) }
        cells.append(byte)
      }
      cells.append(UInt8(ascii: "\""))
    } else {
      cells.append(text)
    }
  }

  /// Ends the cell that began at `start`, with a delimiter or, in the last column, a line end.
  @inline(__always)
  func endCell(startedAt start: Int, isLastColumn: Bool, in cells: inout ByteBuffer) {
    if quotesEmptyCells, cells.count == start { cells.append("\"\"") }
    guard isLastColumn else { return cells.append(delimiter) }
    if endsWithCarriageReturn { cells.append(0x0D) }
    cells.append(0x0A)
  }
}

/// The levels of a column as cells, rendered once and then copied row by row.
struct RenderedLevels: Sendable {
  /// The cells one after the other, each with its end; the first is the empty cell.
  let bytes: [UInt8]
  /// Where each cell starts, and where the last ends: levels + 2.
  let starts: [Int]
  let isFormulaLike: [Bool]

  init(_ levels: [String], plan: CSVPlan, isLastColumn: Bool) {
    var cells = ByteBuffer()
    var starts = [0]
    var isFormulaLike: [Bool] = []
    for var level in [""] + levels {
      var count = 0
      level.withUTF8 { plan.appendText($0, to: &cells, formulaLike: &count) }
      plan.endCell(startedAt: starts[starts.count - 1], isLastColumn: isLastColumn, in: &cells)
      starts.append(cells.count)
      isFormulaLike.append(count > 0)
    }
    bytes = Array(cells.bytes)
    self.starts = starts
    self.isFormulaLike = isFormulaLike
  }
}
