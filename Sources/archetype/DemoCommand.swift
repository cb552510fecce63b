import ArgumentParser
import Workflows

struct DemoCommand: WorkingCommand {
  static let needsInput = false
  static let examples = [
    Example("archetype demo", "a sample shop in archetype-demo/, and four commands on it"),
    Example("archetype demo my-demo", "the same in my-demo/"),
  ]

  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Shows what can be done, on a sample shop.", discussion: examples.text)

  @Argument(
    help: ArgumentHelp(
      "The folder for the sample shop and the results; \(DemoRequest.standardFolder)/ by default.", valueName: "folder"),
    completion: .directory)
  var folder: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The same folder, as other commands take it.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @OptionGroup(title: "Screen") var terminalOptions: TerminalOptions

  func perform(on terminal: Terminal, show: (CommandOutput) throws(Failure) -> Void) throws {
    let request = try request()
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

  func request() throws(Failure) -> DemoRequest {
    if folder != nil, output != nil {
      throw .usage("the folder is named twice", hint: "leave out -o")
    }
    return DemoRequest(folder: folder ?? output ?? DemoRequest.standardFolder)
  }
}
