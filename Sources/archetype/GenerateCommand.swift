import ArgumentParser

struct GenerateCommand: ParsableCommand {
  static let examples = [
    GenerateCustomersCommand.examples[0],
    GenerateCustomersCommand.examples[2],
    GenerateEventsCommand.examples[0],
    GenerateEventsCommand.examples[1],
  ]

  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Makes synthetic tables with a known truth.",
    discussion: examples.text, subcommands: [GenerateCustomersCommand.self, GenerateEventsCommand.self])
}
