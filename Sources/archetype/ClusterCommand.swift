import ArgumentParser
import Workflows

struct ClusterCommand: WorkingCommand {
  static let examples = [
    Example(
      "archetype cluster Datasets/cdnow/customers.csv",
      "prints the archetypes; everything else goes to customers-cluster/"),
    Example("archetype cluster customers.csv -k 5", "five archetypes, and how stable they are"),
    Example(
      "archetype cluster customers.csv -k 2...12 --exclude age,notes", "the best of 2 to 12, two columns left out"),
    Example("archetype cluster customers.csv -o archetypes.xlsx", "one workbook with a sheet for each table"),
    Example("cat customers.csv | archetype cluster - --format json", "everything for a script, on standard output"),
  ]

  static let configuration = CommandConfiguration(
    commandName: "cluster", abstract: "Finds archetypes in a customer table.", discussion: examples.text)

  @Argument(
    help: ArgumentHelp("The table: a row a customer; - reads standard input.", valueName: "file"),
    completion: .file())
  var file: String?

  @OptionGroup(title: "Search") var search: SearchOptions
  @OptionGroup(title: "Search") var seed: SeedOption
  @OptionGroup(title: "Columns") var columns: ColumnOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Results") var output: OutputOptions
  @OptionGroup(title: "Screen") var terminalOptions: TerminalOptions

  func perform(on terminal: Terminal, show: (CommandOutput) throws(Failure) -> Void) throws {
    try show(ClusterWorkflow().run(request(), terminal: terminal))
  }

  func request() throws(Failure) -> ClusterRequest {
    guard let file else { throw .noInput("archetype cluster") }
    var request = ClusterRequest(input: file)
    try search.apply(to: &request)
    columns.apply(to: &request)
    request.seed = seed.seed
    request.reading = try reading.settings()
    request.output = try output.settings()
    try request.validate()
    return request
  }
}
