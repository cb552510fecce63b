/// How the bytes of an input stand for characters.
public enum Encoding: String, Sendable, CaseIterable {
  /// Also plain ASCII, and UTF-8 with a byte order mark.
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  /// What Excel writes in Western Europe; ISO 8859-1 is read as it.
  case windows1252 = "windows-1252"
}

/// The character between the whole and the fractional digits of a number.
public enum DecimalMark: String, Sendable, CaseIterable {
  /// `1234.5`
  case point = "."
  /// `1234,5`
  case comma = ","

  /// The mark as a byte.
  var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
}

/// How a quote inside a quoted cell is written.
public enum QuoteEscape: String, Sendable {
  /// `"He said ""yes"""`, as RFC 4180 has it.
  case doubled
  /// `"He said \"yes\""`.
  case backslash
}

/// The characters that end the lines of a file.
public enum LineEnding: String, Sendable {
  case lf, crlf, cr, mixed
}

/// How the cells of a file are laid out.
public struct Dialect: Sendable, Equatable {
  /// The byte between two cells.
  public var delimiter: UInt8
  /// The byte around cells that hold delimiters, quotes or line ends.
  public var quote: UInt8
  /// How a quote inside a quoted cell is written.
  public var escape: QuoteEscape
  /// The decimal mark that numbers of the file certainly use; nil where no cell shows one.
  public var decimalMark: DecimalMark?
  /// What ends the lines.
  public var lineEnding: LineEnding
  /// Physical lines before the header: `sep=;`, comments, titles and blank lines.
  public var preambleLineCount: Int
  /// Whether the first record names the columns.
  public var hasHeader: Bool

  public init(
    delimiter: UInt8, quote: UInt8 = UInt8(ascii: "\""), escape: QuoteEscape = .doubled,
    decimalMark: DecimalMark? = nil, lineEnding: LineEnding = .lf, preambleLineCount: Int = 0,
    hasHeader: Bool = true
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape
    self.decimalMark = decimalMark
    self.lineEnding = lineEnding
    self.preambleLineCount = preambleLineCount
    self.hasHeader = hasHeader
  }
}
