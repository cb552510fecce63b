extension String {
  /// The text with its paragraphs filled to a width.
  ///
  /// A paragraph is a run of lines between blank lines. Lines that begin with two blanks are examples or tables and
  /// stay as they are.
  func wrappedParagraphs(to columns: Int) -> String {
    var lines: [String] = []
    var words: [Substring] = []
    func fill() {
      var line = ""
      for word in words {
        if line.isEmpty {
          line = String(word)
        } else if line.count + 1 + word.count <= columns {
          line += " " + word
        } else {
          lines.append(line)
          line = String(word)
        }
      }
      if !line.isEmpty { lines.append(line) }
      words = []
    }
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.hasPrefix("  ") {
        fill()
        lines.append(String(line))
      } else {
        words += line.split(separator: " ")
      }
    }
    fill()
    return lines.joined(separator: "\n")
  }
}
