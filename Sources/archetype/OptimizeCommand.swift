import ArgumentParser
import Workflows

struct OptimizeCommand: WorkingCommand {
  static let examples = [
    Example(
      "archetype optimize events-journey/model.json levers.yaml --budget 20000",
      "where 20,000 bring the most conversions"),
    Example(
      "archetype optimize model.json levers.yaml --budget 20000 --maximize value",
      "the most value; --value says what a conversion is worth"),
  ]

  static let configuration = CommandConfiguration(
    commandName: "optimize", abstract: "Finds where a budget helps most.", discussion: examples.text)

  @Argument(
    help: ArgumentHelp("The model.json that 'archetype journey' wrote.", valueName: "model"), completion: .file())
  var model: String?

  @Argument(help: ArgumentHelp("A YAML file of levers.", valueName: "levers"), completion: .file())
  var levers: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("The money to spend.", valueName: "money"))
  var budget: Amount?

  @Option(help: ArgumentHelp("What for: conversions, retained or value.", valueName: "goal"))
  var maximize = OptimizeRequest.Goal.conversions

  @OptionGroup(title: "Projection") var horizon: HorizonOptions
  @OptionGroup(title: "Projection") var seed: SeedOption
  @OptionGroup(title: "Results") var output: OutputOptions
  @OptionGroup(title: "Screen") var terminalOptions: TerminalOptions

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Threads to use; never changes a result.", valueName: "count"))
  var threads: Int?

  func perform(on terminal: Terminal, show: (CommandOutput) throws(Failure) -> Void) throws {
    try show(OptimizeWorkflow().run(request(), terminal: terminal))
  }

  func request() throws(Failure) -> OptimizeRequest {
    guard let model, !model.isEmpty else { throw .noInput("archetype optimize") }
    guard let levers else {
      throw .usage("there are no levers to spend on", hint: "name a file of them; archetype help scenarios shows one")
    }
    guard let budget else {
      throw .usage("there is no budget to spend", hint: "such as --budget 20000")
    }
    var request = OptimizeRequest(model: model, levers: levers, budget: budget.value)
    request.goal = maximize
    horizon.apply(to: &request.frame)
    request.doubts = [budget.doubt("--budget")].compactMap(\.self) + horizon.doubts
    request.seed = seed.seed
    request.threads = threads
    request.output = try output.settings()
    try request.validate()
    return request
  }
}

extension OptimizeRequest.Goal: ExpressibleByArgument {}
