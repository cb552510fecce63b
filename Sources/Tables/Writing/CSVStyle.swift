/// What a CSV file should suit: any program, or Excel.
public enum CSVStyle: String, Sendable, CaseIterable {
  /// RFC 4180 with line feeds: comma, UTF-8, decimal point. Cells are left as they are.
  case plain
  /// The same with a byte-order mark and CR LF, and texts that Excel would run as formulas disarmed.
  case excel
  /// ``excel`` for a Spanish Excel: semicolon and decimal comma.
  case excelES = "excel-es"

  var delimiter: UInt8 { self == .excelES ? UInt8(ascii: ";") : UInt8(ascii: ",") }
  var decimalMark: UInt8 { self == .excelES ? UInt8(ascii: ",") : UInt8(ascii: ".") }
  var endsWithCarriageReturn: Bool { self != .plain }
  var byteOrderMark: [UInt8] { self == .plain ? [] : [0xEF, 0xBB, 0xBF] }

  /// Whether a text that starts like a formula gets a leading apostrophe.
  ///
  /// Source: CWE-1236, improper neutralization of formula elements in a CSV file.
  var disarmsFormulas: Bool { self != .plain }
}

/// Whether a byte can belong to something that a formula computes: no sign, blank or other mark.
func isOperand(_ byte: UInt8) -> Bool {
  isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
}

/// Whether a spreadsheet could take a text that starts with this byte for a formula.
func startsFormula(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D, 0x00: true
  default: false
  }
}
