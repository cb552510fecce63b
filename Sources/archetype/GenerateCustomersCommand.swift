import ArgumentParser
import Workflows

struct GenerateCustomersCommand: WorkingCommand {
  static let needsInput = false
  static let examples = [
    Example("archetype generate customers", "1,000 customers of 4 archetypes, in generated-customers/"),
    Example("archetype generate customers --rows 100000 --features 16", "more of them, and more columns"),
    Example("archetype generate customers --overlap 0.3 --missing 0.02", "harder: blurred groups, missing cells"),
  ]

  static let configuration = CommandConfiguration(
    commandName: "customers", abstract: "Makes a customer table and the archetype of each row.",
    usage: "archetype generate customers [<options>]", discussion: examples.text)

  @OptionGroup(title: "Customers") var customers: CustomerOptions
  @OptionGroup(title: "Customers") var seed: SeedOption
  @OptionGroup(title: "Results") var files: FileOptions
  @OptionGroup(title: "Screen") var terminalOptions: TerminalOptions

  func perform(on terminal: Terminal, show: (CommandOutput) throws(Failure) -> Void) throws {
    try show(GenerateCustomersWorkflow().run(request(), terminal: terminal))
  }

  func request() throws(Failure) -> GenerateCustomersRequest {
    var request = GenerateCustomersRequest()
    customers.apply(to: &request)
    request.seed = seed.seed
    request.output = files.settings()
    try request.validate()
    return request
  }
}

/// Flags of `generate customers` about what is made.
struct CustomerOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp("Customers.", valueName: "count"))
  var rows = 1000

  @Option(parsing: .unconditional, help: ArgumentHelp("Columns of numbers.", valueName: "count"))
  var features = 6

  @Option(parsing: .unconditional, help: ArgumentHelp("Columns of categories.", valueName: "count"))
  var categories = 2

  @Option(parsing: .unconditional, help: ArgumentHelp("Groups that the customers come from.", valueName: "count"))
  var archetypes = 4

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How much the groups run into each other: 0 not at all, 1 fully.", valueName: "share"))
  var overlap = 0.05

  @Option(parsing: .unconditional, help: ArgumentHelp("Share of blank cells.", valueName: "share"))
  var missing = 0.0

  func apply(to request: inout GenerateCustomersRequest) {
    request.rows = rows
    request.features = features
    request.categories = categories
    request.archetypes = archetypes
    request.overlap = overlap
    request.missingShare = missing
  }
}
