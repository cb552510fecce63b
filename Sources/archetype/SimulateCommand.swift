import ArgumentParser
import Workflows

struct SimulateCommand: WorkingCommand {
  static let examples = [
    Example(
      "archetype simulate events-journey/model.json --recover checkout=15%",
      "15% of those lost at checkout go on: before, after, difference"),
    Example("archetype simulate events-journey/model.json scenarios.yaml", "several scenarios from a file"),
    Example("archetype simulate events-journey/model.json --rank", "where recovering the lost would help most"),
    Example(
      "archetype simulate model.json --scale 'cart>checkout=1.2' --adoption 25%,100%",
      "a better step, adopted by some of the customers"),
    Example(
      "archetype simulate model.json --backtest 2025-04-01 --events events.csv",
      "whether such projections came true"),
  ]

  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Projects what improving touchpoints does to conversion and retention.",
    discussion: examples.text)

  @Argument(
    help: ArgumentHelp("The model.json that 'archetype journey' wrote.", valueName: "model"), completion: .file())
  var model: String?

  @Argument(help: ArgumentHelp("A YAML file of scenarios.", valueName: "scenarios"), completion: .file())
  var scenarios: String?

  @OptionGroup(title: "Scenario") var interventions: InterventionOptions
  @OptionGroup(title: "Projection") var projection: ProjectionFlags
  @OptionGroup(title: "Projection") var horizon: HorizonOptions
  @OptionGroup(title: "Projection") var seed: SeedOption
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Results") var output: OutputOptions
  @OptionGroup(title: "Screen") var terminalOptions: TerminalOptions

  func perform(on terminal: Terminal, show: (CommandOutput) throws(Failure) -> Void) throws {
    try show(SimulateWorkflow().run(request(), terminal: terminal))
  }

  func request() throws(Failure) -> SimulateRequest {
    guard let model, !model.isEmpty else { throw .noInput("archetype simulate") }
    var request = SimulateRequest(model: model)
    request.scenarios = scenarios
    interventions.apply(to: &request)
    try projection.apply(to: &request)
    horizon.apply(to: &request.frame)
    request.doubts += horizon.doubts
    request.seed = seed.seed
    request.reading = try reading.settings()
    request.output = try output.settings()
    try request.validate()
    return request
  }
}
