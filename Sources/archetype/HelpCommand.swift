import ArgumentParser
import Workflows

/// `archetype help`, `archetype help cluster` and `archetype help exit-codes`.
struct HelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explains a command or a topic.",
    discussion: "Topics:\n" + HelpTopic.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"),
    helpNames: [.short, .long])

  @Argument(
    help: ArgumentHelp("A command or one of the topics.", valueName: "name"),
    completion: .list(HelpTopic.all.map(\.name) + CommandTree.names(below: Archetype.self)))
  var path: [String] = []

  /// The text asked for, wrapped to a width.
  func text(columns: Int) throws(Failure) -> String {
    if path.count == 1, let topic = HelpTopic.all.first(where: { $0.name == path[0] }) {
      return topic.text.wrappedParagraphs(to: columns)
    }
    var command: ParsableCommand.Type = Archetype.self
    for (depth, name) in path.enumerated() {
      guard let child = CommandTree.child(of: command, named: name) else {
        let known = CommandTree.names(below: command) + (depth == 0 ? HelpTopic.all.map(\.name) : [])
        throw .usage(
          "there is no help on '\(name)'", hint: NearestNames.hint(for: name, among: known, kind: "topics"))
      }
      command = child
    }
    return Archetype.helpMessage(for: command, columns: columns)
  }
}
