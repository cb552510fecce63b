import ArgumentParser

/// What a command says when it is given nothing at all.
enum ShortHelp {
  /// The examples of a command that needs more words; nil for a command that can run without any.
  static func text(of command: ParsableCommand.Type, path: String) -> String? {
    let examples: [Example]
    switch command {
    case is Archetype.Type: examples = Archetype.examples
    case is GenerateCommand.Type: examples = GenerateCommand.examples
    case let working as any WorkingCommand.Type:
      guard working.needsInput else { return nil }
      examples = working.examples
    default: return nil
    }
    return "\(command.configuration.abstract)\n\n\(examples.text)\n\nEverything else: \(path) --help"
  }
}
