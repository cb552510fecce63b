import ArgumentParser
import Workflows

struct JourneyCommand: WorkingCommand {
  static let examples = [
    Example(
      "archetype journey Datasets/synthetic-journeys/events.csv --conversion purchase",
      "what each touchpoint is worth; everything else goes to events-journey/"),
    Example(
      "archetype journey events.csv --conversion purchase --archetypes customers-cluster/assignments.csv",
      "a chain for each archetype, and whether they really differ"),
    Example("archetype journey events.csv --conversion order --state stage", "the same between stages"),
    Example("archetype journey paths.csv --paths", "from aggregated paths with their conversions"),
    Example("archetype journey status.csv --absorbing churned", "a customer's monthly status as a chain"),
  ]

  static let configuration = CommandConfiguration(
    commandName: "journey",
    abstract: "Estimates how customers move between touchpoints, and what each touchpoint is worth.",
    discussion: examples.text)

  @Argument(
    help: ArgumentHelp("The event log: a row a contact; - reads standard input.", valueName: "file"),
    completion: .file())
  var file: String?

  @OptionGroup(title: "Input") var log: LogOptions
  @OptionGroup(title: "Journeys") var cutting: CuttingOptions
  @OptionGroup(title: "Estimate") var estimate: EstimateOptions
  @OptionGroup(title: "Estimate") var seed: SeedOption
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Results") var output: OutputOptions
  @OptionGroup(title: "Screen") var terminalOptions: TerminalOptions

  func perform(on terminal: Terminal, show: (CommandOutput) throws(Failure) -> Void) throws {
    try show(JourneyWorkflow().run(request(), terminal: terminal))
  }

  func request() throws(Failure) -> JourneyRequest {
    guard let file else { throw .noInput("archetype journey") }
    var request = JourneyRequest(input: file)
    try log.apply(to: &request)
    try cutting.apply(to: &request)
    try estimate.apply(to: &request)
    request.seed = seed.seed
    request.reading = try reading.settings()
    request.output = try output.settings()
    try request.validate()
    return request
  }
}
