import ArgumentParser
import Glibc
import Workflows

/// The commands by name, as the parser knows them.
enum CommandTree {
  static func names(below command: ParsableCommand.Type) -> [String] {
    command.configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  static func child(of command: ParsableCommand.Type, named name: String) -> ParsableCommand.Type? {
    command.configuration.subcommands.first { $0.configuration.commandName == name }
  }

  /// The command that the first arguments name, and the words that lead there, such as `archetype generate`.
  ///
  /// - Throws: A usage failure with the nearest names when a word should be a command and is none; the parser itself
  ///   would only call it unexpected.
  static func resolve(_ arguments: [String]) throws(Failure) -> (command: ParsableCommand.Type, path: String) {
    var command: ParsableCommand.Type = Archetype.self
    var path = "archetype"
    for argument in arguments {
      guard !command.configuration.subcommands.isEmpty, !argument.hasPrefix("-") else { break }
      guard let child = child(of: command, named: argument) else {
        if path == "archetype", isLikelyFile(argument) { throw .fileAsCommand(argument) }
        let known = names(below: command) + (path == "archetype" ? [Help.name] : [])
        throw .unknownName(
          argument, among: known, plural: "commands", message: "'\(argument)' is not a command of \(path)")
      }
      command = child
      path += " " + argument
    }
    return (command, path)
  }

  /// Whether a word is rather a file than the name of a command.
  private static func isLikelyFile(_ word: String) -> Bool {
    word.contains("/") || word.dropFirst().contains(".") || !word.isEmpty && access(word, F_OK) == 0
  }
}

extension Failure {
  /// There is a file where the name of a command should be.
  fileprivate static func fileAsCommand(_ path: String) -> Failure {
    let word = path.contains { $0 == " " || $0 == "'" } ? "FILE" : path
    return .usage(
      "'\(path)' is not a command of archetype",
      hint: "archetype cluster \(word) finds archetypes in a table, archetype inspect \(word) shows what is in it")
  }
}
