import ArgumentParser

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Makes synthetic customers with a known truth.",
    discussion: GenerateCustomersCommand.examples.text,
    subcommands: [GenerateCustomersCommand.self, GenerateEventsCommand.self])
}
