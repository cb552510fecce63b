/// Something worth explaining that is not a command.
struct HelpTopic: Sendable {
  let name: String
  let summary: String
  /// Paragraphs between blank lines, filled to the terminal; lines that begin with two blanks stay as they are.
  let text: String

  static let all = [archetypes, verdict, journeys, scenarios, files, formats, seeds, exitCodes]

  /// How to ask for each topic, a line a topic.
  static var list: String {
    all.map { topic in
      let command = "archetype help \(topic.name)"
      return "  " + command + String(repeating: " ", count: max(1, 28 - command.count)) + topic.summary
    }.joined(separator: "\n")
  }
}
