import ArgumentParser
import Workflows

/// `archetype help`, `archetype help cluster` and `archetype help exit-codes`.
///
/// Answered before the parser, which adds a command `help` of its own that knows no topics.
enum Help {
  static let name = "help"

  /// The text on a command or topic, filled to a width; that of the whole program for an empty path.
  ///
  /// - Throws: A usage failure with the nearest names.
  static func text(on path: [String], columns: Int) throws(Failure) -> String {
    if path.count == 1, let topic = HelpTopic.all.first(where: { $0.name == path[0] }) {
      return topic.text.wrappedParagraphs(to: columns)
    }
    var command: ParsableCommand.Type = Archetype.self
    for (depth, name) in path.enumerated() {
      guard let child = CommandTree.child(of: command, named: name) else {
        let known = CommandTree.names(below: command) + (depth == 0 ? HelpTopic.all.map(\.name) : [])
        throw .unknownName(name, among: known, plural: "topics", message: "there is no help on '\(name)'")
      }
      command = child
    }
    return Archetype.helpMessage(for: command, columns: columns)
  }
}
