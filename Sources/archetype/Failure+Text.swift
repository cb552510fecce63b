import Workflows

extension Failure {
  /// The failure as standard error shows it, ending in a line break.
  func text(on stream: Terminal.Stream) -> String {
    let emphasis = stream.emphasis
    var text = emphasis.bold(Terminal.harmless(place) + ":") + " " + Terminal.harmless(message)
    if repeats > 0 { text += " (and \(repeats) more like this)" }
    text += "\n"
    if let excerpt {
      text += "  \(Terminal.harmless(excerpt))\n"
      if let caret {
        text += String(repeating: " ", count: caret + 2) + emphasis.red("^") + "\n"
      }
    }
    if let hint { text += emphasis.cyan("hint:") + " \(Terminal.harmless(hint))\n" }
    return text
  }

  /// `customers.csv:118:4`, or `error` where no file is wrong.
  private var place: String {
    guard let file else { return "error" }
    return ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
  }

  /// An error that nobody foresaw.
  init(unexpected error: any Error) {
    self.init(
      kind: .unexpected, message: "something unforeseen went wrong: \(error)",
      hint: "this is a mistake in archetype; please report it with the command line")
  }

  /// A complaint of the argument parser, such as `Unknown option '--sede'. Did you mean '--seed'?`
  init(parserMessage: String, path: String) {
    var sentences = parserMessage.split(separator: ". ", maxSplits: 1).map(Self.startingSmall)
    let message = sentences.isEmpty ? "the command line is wrong" : sentences.removeFirst()
    self = .usage(message, hint: (sentences + ["see \(path) --help"]).joined(separator: sentences.isEmpty ? "" : "; "))
    if let comma = Self.commaHint(parserMessage) { hint = comma }
    hint = hint?.replacing("?; see", with: "? See").replacing(".; see", with: "; see")
  }

  /// How to write the number of `The value '20,000' is invalid for '--budget <money>'`; nil for other complaints.
  private static func commaHint(_ message: String) -> String? {
    guard message.contains("is invalid for") else { return nil }
    return message.split(separator: "'").dropFirst().first.flatMap { WrittenNumber.plainly(String($0)) }
  }

  private static func startingSmall(_ sentence: Substring) -> String {
    sentence.prefix(1).lowercased() + sentence.dropFirst()
  }
}

extension CommandOutput.Remark {
  /// The remark as standard error shows it, ending in a line break.
  func text(on stream: Terminal.Stream) -> String {
    let emphasis = stream.emphasis
    let label =
      switch severity {
      case .note: emphasis.bold("note:")
      case .warning: emphasis.yellow("warning:")
      }
    return label + stream.wrapped(Terminal.harmless(message), after: severity == .note ? "note: " : "warning: ")
      + (hint.map { emphasis.cyan("hint:") + stream.wrapped(Terminal.harmless($0), after: "hint: ") } ?? "")
  }
}

extension Terminal.Stream {
  /// A text that follows a label, filled to the width of a terminal and whole elsewhere; ends in a line break.
  fileprivate func wrapped(_ text: String, after label: String) -> String {
    guard isInteractive else { return " \(text)\n" }
    let lines = (label + text).wrappedParagraphs(to: width)
    return String(lines.dropFirst(label.count - 1)) + "\n"
  }
}
