/// Where in an input something stands.
///
/// Lines are physical lines (ended by LF, CR or CR LF) and columns are characters, both counted from 1.
public struct Place: Sendable, Equatable {
  /// The name of the file, as messages print it.
  public var file: String
  /// From 1; nil where the whole file is meant.
  public var line: Int?
  /// In characters, from 1; nil where the whole line is meant.
  public var column: Int?
  /// The offending physical line, shortened around the column to fit a terminal, control characters replaced.
  public var excerpt: String?
  /// The offset of the offending character within `excerpt`, in characters from 0.
  public var caret: Int?

  public init(file: String, line: Int? = nil, column: Int? = nil, excerpt: String? = nil, caret: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.excerpt = excerpt
    self.caret = caret
  }
}
