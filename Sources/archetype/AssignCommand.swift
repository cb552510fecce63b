import ArgumentParser
import Workflows

struct AssignCommand: WorkingCommand {
  static let examples = [
    Example(
      "archetype assign customers-cluster/model.json Datasets/cdnow/customers.csv",
      "after 'archetype cluster' on that table: its archetypes again, row by row"),
    Example("archetype assign model.json new.csv -o this-week", "assignments of new customers, in this-week/"),
    Example("archetype assign model.json - < new.csv > out.csv", "as a filter"),
  ]

  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Tells which archetype each new customer belongs to.",
    discussion: examples.text)

  @Argument(
    help: ArgumentHelp("The model.json that 'archetype cluster' wrote.", valueName: "model"), completion: .file())
  var model: String?

  @Argument(
    help: ArgumentHelp("The table, with the columns of the model; - reads standard input.", valueName: "file"),
    completion: .file())
  var file: String?

  @Option(help: ArgumentHelp("The column that names a customer.", valueName: "name"))
  var id: String?

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Results") var output: OutputOptions
  @OptionGroup(title: "Screen") var terminalOptions: TerminalOptions

  func perform(on terminal: Terminal, show: (CommandOutput) throws(Failure) -> Void) throws {
    try show(AssignWorkflow().run(request(), terminal: terminal))
  }

  func request() throws(Failure) -> AssignRequest {
    guard let model, let file else { throw .noInput("archetype assign") }
    var request = AssignRequest(model: model, input: file)
    request.identifier = id
    request.reading = try reading.settings()
    request.output = try output.settings()
    try request.validate()
    return request
  }
}
