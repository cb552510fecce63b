import CXlsxWriter

/// The cell formats of a workbook.
struct SheetFormats {
  let header: UnsafeMutablePointer<lxw_format>?
  let day: UnsafeMutablePointer<lxw_format>?
  let time: UnsafeMutablePointer<lxw_format>?

  init(_ book: UnsafeMutablePointer<lxw_workbook>, _ functions: UnsafePointer<xlsxwriter_functions>) {
    let library = functions.pointee
    header = library.workbook_add_format(book)
    library.format_set_bold(header)
    day = library.workbook_add_format(book)
    library.format_set_num_format(day, "yyyy-mm-dd")
    time = library.workbook_add_format(book)
    library.format_set_num_format(time, "yyyy-mm-dd hh:mm:ss")
  }
}

/// Writes one table to one sheet, row by row, as the library's constant memory asks.
struct SheetWriter {
  private(set) var shortenedCells = 0

  private let sheet: UnsafeMutablePointer<lxw_worksheet>
  private let formats: SheetFormats
  private let functions: UnsafePointer<xlsxwriter_functions>
  private let numbers = NumberBytes(decimalMark: UInt8(ascii: "."))

  /// Excel's longest text, in UTF-16 units.
  static let longestText = 32_767
  private static let rowsPerBlock = 1024

  init(
    _ sheet: UnsafeMutablePointer<lxw_worksheet>, formats: SheetFormats,
    _ functions: UnsafePointer<xlsxwriter_functions>
  ) {
    self.sheet = sheet
    self.formats = formats
    self.functions = functions
  }

  mutating func write(_ table: ResultTable) {
    let lastColumn = lxw_col_t(table.columns.count - 1)
    for (index, column) in table.columns.enumerated() {
      let width = columnWidth(column)
      _ = functions.pointee.worksheet_set_column(sheet, lxw_col_t(index), lxw_col_t(index), width, nil)
    }
    functions.pointee.worksheet_freeze_panes(sheet, 1, 0)
    _ = functions.pointee.worksheet_autofilter(sheet, 0, 0, lxw_row_t(table.rowCount), lastColumn)
    for (index, column) in table.columns.enumerated() {
      write(column.name, at: Cell(row: 0, column: lxw_col_t(index)), formats.header)
    }
    var start = 0
    while start < table.rowCount {
      let rows = start..<min(start + Self.rowsPerBlock, table.rowCount)
      let copies = table.columns.map { Self.copiedTexts($0, rows) }
      for row in rows {
        for (index, column) in table.columns.enumerated() {
          let cell = Cell(row: lxw_row_t(row + 1), column: lxw_col_t(index))
          write(column.values, row: row, copy: copies[index].isEmpty ? "" : copies[index][row - start], at: cell)
        }
      }
      start = rows.upperBound
    }
  }

  private struct Cell {
    let row: lxw_row_t
    let column: lxw_col_t
  }

  private mutating func write(_ values: ResultColumn.Values, row: Int, copy: String, at cell: Cell) {
    switch values {
    case .integers(let values): write(values[row], at: cell)
    case .numbers(let values, let style): write(values[row], style, at: cell)
    case .texts(let values): write(values[row], at: cell)
    case .levels(let codes, let levels): if codes[row] >= 0 { write(levels[Int(codes[row])], at: cell) }
    case .flags(let values):
      _ = functions.pointee.worksheet_write_boolean(sheet, cell.row, cell.column, values[row] ? 1 : 0, nil)
    case .dates(let values, let style): write(values[row], style, at: cell)
    case .copied(let cells):
      switch cells.typed {
      case .numbers(let values) where !values[row].isNaN: write(values[row], .shortest, at: cell)
      case .dates(let values, let style) where !values[row].isNaN: write(values[row], style, at: cell)
      case .none, .numbers, .dates: write(copy, at: cell)
      }
    }
  }

  /// Excel keeps 15 digits: a longer integer is an identifier, and stays whole only as text.
  private mutating func write(_ value: Int, at cell: Cell) {
    if value.magnitude < 1_000_000_000_000_000 {
      _ = functions.pointee.worksheet_write_number(sheet, cell.row, cell.column, Double(value), nil)
    } else {
      write(String(value), at: cell)
    }
  }

  private mutating func write(_ value: Double, _ style: NumberStyle, at cell: Cell) {
    if value.isNaN { return }
    if value.isInfinite { return write(value < 0 ? "-inf" : "inf", at: cell) }
    var rounded = value
    if style != .shortest {
      var buffer = ByteBuffer(capacity: 32)
      numbers.append(value, style, to: &buffer)
      rounded = Double(String(decoding: buffer.bytes, as: UTF8.self)) ?? value
    }
    _ = functions.pointee.worksheet_write_number(sheet, cell.row, cell.column, rounded, nil)
  }

  /// Excel counts days from 1900 and believes in 29 February 1900: what it cannot count is written as text.
  private mutating func write(_ seconds: Double, _ style: DateStyle, at cell: Cell) {
    let serial = seconds / 86_400 + 25_569
    if serial >= 61, serial < 2_958_466 {
      let format = style == .day ? formats.day : formats.time
      _ = functions.pointee.worksheet_write_number(
        sheet, cell.row, cell.column, style == .day ? serial.rounded(.down) : serial, format)
    } else {
      var buffer = ByteBuffer(capacity: 32)
      DateBytes(isForExcel: true).append(seconds, style, to: &buffer)
      write(String(decoding: buffer.bytes, as: UTF8.self), at: cell)
    }
  }

  private mutating func write(_ text: String, at cell: Cell, _ format: UnsafeMutablePointer<lxw_format>? = nil) {
    if text.isEmpty { return }
    var shown = text
    if shown.utf8.count > Self.longestText, shown.utf16.count > Self.longestText {
      shown = prefix(of: shown, utf16Count: Self.longestText - 1) + "…"
      shortenedCells += 1
    }
    if shown.utf8.contains(where: { $0 == 0 || $0 == 0xEF }) {
      shown = String(String.UnicodeScalarView(shown.unicodeScalars.map(Self.allowedInXML)))
    }
    if shown.utf8.contains(UInt8(ascii: "_")) { shown = Self.escapingEscapes(shown) }
    _ = functions.pointee.worksheet_write_string(sheet, cell.row, cell.column, shown, format)
  }

  /// In a workbook `_x0041_` stands for the character 41: where a text says so itself, its first `_` is written as one.
  private static func escapingEscapes(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      let following = bytes[(index + 1)...]
      if byte == UInt8(ascii: "_"), following.first == UInt8(ascii: "x"), following.count >= 6,
        following.dropFirst().prefix(4).allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
        following.dropFirst(5).first == UInt8(ascii: "_")
      {
        result += Array("_x005F".utf8)
      }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// XML has no place for these three; a NUL would end the text besides.
  private static func allowedInXML(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.value == 0 || scalar.value == 0xFFFE || scalar.value == 0xFFFF ? "\u{FFFD}" : scalar
  }

  /// The copied cells of some rows as texts; nothing for other columns.
  private static func copiedTexts(_ column: ResultColumn, _ rows: Range<Int>) -> [String] {
    guard case .copied(let cells) = column.values else { return [] }
    var texts: [String] = []
    texts.reserveCapacity(rows.count)
    cells.send(rows) { texts.append(String(decoding: $0, as: UTF8.self)) }
    return texts
  }

  /// Characters that show the header beside its filter button and the longest of the first cells, within reason.
  private func columnWidth(_ column: ResultColumn) -> Double {
    let sample = 0..<min(200, column.rowCount)
    let widest: Int
    switch column.values {
    case .integers(let values): widest = values[sample].reduce(0) { max($0, String($1).utf8.count) }
    case .numbers: widest = 10
    case .texts(let values): widest = values[sample].reduce(0) { max($0, $1.count) }
    case .levels(_, let levels): widest = levels.prefix(200).reduce(0) { max($0, $1.count) }
    case .flags: widest = 5
    case .dates(_, let style): widest = style == .day ? 10 : 19
    case .copied: widest = Self.copiedTexts(column, sample).reduce(0) { max($0, $1.count) }
    }
    return Double(min(60, max(8, column.name.count + 3, widest + 1)))
  }
}
