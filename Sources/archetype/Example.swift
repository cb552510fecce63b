/// A command line to try and what it answers.
struct Example: Sendable {
  let command: String
  let answer: String

  init(_ command: String, _ answer: String) {
    self.command = command
    self.answer = answer
  }
}

extension [Example] {
  /// The examples as a help screen shows them.
  var text: String {
    map { "  \($0.command)\n      \($0.answer)" }.joined(separator: "\n")
  }
}
