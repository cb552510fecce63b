import Workflows

extension Failure {
  /// The failure as standard error shows it, ending in a line break.
  func text(color: Bool) -> String {
    var text = Style.bold.applied(to: place + ":", color) + " " + message
    if repeats > 0 { text += " (and \(repeats) more like this)" }
    text += "\n"
    if let excerpt {
      text += "  \(excerpt)\n"
      if let caret {
        text += String(repeating: " ", count: caret + 2) + Style.red.applied(to: "^", color) + "\n"
      }
    }
    if let hint { text += Style.cyan.applied(to: "hint:", color) + " \(hint)\n" }
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
    hint = hint?.replacing("?; see", with: "? See").replacing(".; see", with: "; see")
  }

  private static func startingSmall(_ sentence: Substring) -> String {
    sentence.prefix(1).lowercased() + sentence.dropFirst()
  }
}

extension CommandOutput.Remark {
  /// The remark as standard error shows it, ending in a line break.
  func text(color: Bool) -> String {
    let label =
      switch severity {
      case .note: Style.bold.applied(to: "note:", color)
      case .warning: Style.yellow.applied(to: "warning:", color)
      }
    let advice = hint.map { Style.cyan.applied(to: "hint:", color) + " \($0)\n" } ?? ""
    return "\(label) \(message)\n\(advice)"
  }
}
