/// Something worth explaining that is not a command.
struct HelpTopic: Sendable {
  let name: String
  let summary: String
  /// Paragraphs between blank lines, filled to the terminal; lines that begin with two blanks stay as they are.
  let text: String

  static let all = [archetypes, verdict, formats, seeds, exitCodes]
}
