/// Running text, broken into lines.
public struct Paragraph: Sendable, Equatable {
  public let text: String

  public init(_ text: String) {
    self.text = text
  }

  /// The text in lines of at most `width` columns, joined by line feeds, without one at the end.
  ///
  /// Words stand one space apart; a word wider than the line stands alone on one. A line feed in the text starts a new
  /// line, an empty line stays empty.
  ///
  /// - Parameters:
  ///   - width: Columns of a line, those of `first` and `hanging` included.
  ///   - first: Written before the first line, for example `"hint: "`.
  ///   - hanging: Written before every other line; nil indents by the width of `first`.
  public func wrapped(width: Int, first: String = "", hanging: String? = nil) -> String {
    let indent = hanging ?? String(repeating: " ", count: displayWidth(first))
    var lines: [String] = []
    for source in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = lines.isEmpty ? first : indent
      var isFresh = true
      for word in source.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init) {
        if !isFresh, displayWidth(line) + 1 + displayWidth(word) > width {
          lines.append(line)
          line = indent
          isFresh = true
        }
        line += isFresh ? word : " " + word
        isFresh = false
      }
      while isFresh, line.last == " " { line.removeLast() }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }
}
