import ArgumentParser
import Workflows

struct DemoCommand: WorkingCommand {
  static let needsInput = false
  static let examples = [
    Example("archetype demo", "a sample shop in archetype-demo/, and four commands that answer its questions"),
    Example("archetype demo my-demo", "the same in my-demo/"),
  ]

  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Shows what can be done, on a sample shop.", discussion: examples.text)

  @Argument(
    help: ArgumentHelp("The folder for the sample shop and the results.", valueName: "folder"),
    completion: .directory)
  var folder = DemoRequest.standardFolder

  @OptionGroup(title: "Screen") var terminalOptions: TerminalOptions

  func perform(on terminal: Terminal, show: (CommandOutput) throws(Failure) -> Void) throws {
    let request = DemoRequest(folder: folder)
    try show(DemoWorkflow().run(request, terminal: terminal))
    for step in DemoStep.all(request) {
      try show(CommandOutput(standardOutput: step.heading(on: terminal.output)))
      let parsed = try Archetype.parseAsRoot(step.words + ["--format", "table"])
      guard let command = parsed as? any WorkingCommand else { preconditionFailure("A step is a command.") }
      try command.perform(on: terminal) { (output) throws(Failure) in
        // The demonstration itself says what comes next.
        try show(output.withoutNextCommand)
      }
    }
    try show(CommandOutput(standardOutput: Array(DemoStep.ending(request, on: terminal.output).utf8)))
  }
}
