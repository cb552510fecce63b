import ArgumentParser
import Workflows

struct InspectCommand: WorkingCommand {
  static let examples = [
    Example("archetype inspect Datasets/cdnow/customers.csv", "columns, types, missing cells, and what would be used"),
    Example("archetype inspect export.csv --clean > clean.csv", "plain CSV, every text as it was read"),
    Example("archetype inspect export.csv --typed > typed.csv", "plain CSV with canonical numbers and ISO dates"),
  ]

  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Shows what is in a table and how it would be read.",
    discussion: examples.text)

  @Argument(help: ArgumentHelp("The table; - reads standard input.", valueName: "file"), completion: .file())
  var file: String?

  @Flag(help: "Write the table as plain CSV, every text as it was read.")
  var clean = false

  @Flag(help: "Write the table as plain CSV with canonical numbers and ISO dates.")
  var typed = false

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Results") var printing: PrintingOptions
  @OptionGroup(title: "Screen") var terminalOptions: TerminalOptions

  func perform(on terminal: Terminal, show: (CommandOutput) throws(Failure) -> Void) throws {
    try show(InspectWorkflow().run(request(), terminal: terminal))
  }

  func request() throws(Failure) -> InspectRequest {
    guard let file else { throw .noInput("archetype inspect") }
    if clean, typed {
      throw .usage("--clean and --typed contradict each other", hint: "leave out one of the two")
    }
    var request = InspectRequest(input: file)
    request.view = clean ? .clean : typed ? .typed : .findings
    request.reading = try reading.settings()
    request.output.destination = .none
    printing.apply(to: &request.output)
    try request.validate()
    return request
  }
}
