import ArgumentParser
import Workflows

struct GenerateEventsCommand: WorkingCommand {
  static let needsInput = false
  static let examples = [
    Example("archetype generate events", "contacts of 3,000 customers of 3 archetypes, in generated-events/"),
    Example("archetype generate events --customers 100000 --touchpoints 30", "more of them, and more touchpoints"),
    Example(
      "archetype generate events --stages awareness,decision,purchase --days 60", "only up to the purchase, two months"),
  ]

  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Makes an event log and the chain behind each archetype.",
    usage: "archetype generate events [<options>]", discussion: examples.text)

  @OptionGroup(title: "Events") var events: EventOptions
  @OptionGroup(title: "Events") var seed: SeedOption
  @OptionGroup(title: "Results") var files: FileOptions
  @OptionGroup(title: "Screen") var terminalOptions: TerminalOptions

  func perform(on terminal: Terminal, show: (CommandOutput) throws(Failure) -> Void) throws {
    try show(GenerateEventsWorkflow().run(request(), terminal: terminal))
  }

  func request() throws(Failure) -> GenerateEventsRequest {
    var request = GenerateEventsRequest()
    try events.apply(to: &request)
    request.seed = seed.seed
    request.output = files.settings()
    try request.validate()
    return request
  }
}

/// Flags of `generate events` about what is made.
struct EventOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp("Customers.", valueName: "count"))
  var customers = 3000

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Kinds of contact, the purchase included.", valueName: "count"))
  var touchpoints = 12

  @Option(
    help: ArgumentHelp(
      "Stages to have touchpoints of, such as awareness,decision,purchase; all seven by default.", valueName: "names"))
  var stages: [String] = []

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Groups with chains of their own.", valueName: "count"))
  var archetypes = 3

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Length of the observed window; what comes later is not seen.", valueName: "days"))
  var days = 180

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Contacts of one journey are closer together than this.", valueName: "time"))
  var inactiveAfter = "30d"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Typical time to the next contact; by default 36h, or a tenth of a short --inactive-after.", valueName: "time"))
  var dwell: String?

  @Option(help: ArgumentHelp("How the time to the next contact varies.", valueName: "law"))
  var dwellLaw = GenerateEventsRequest.DwellLaw.exponential

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Share of customers who come back after each silence, such as 10%.", valueName: "share"))
  var returning = "0.1"

  func apply(to request: inout GenerateEventsRequest) throws(Failure) {
    request.customers = customers
    request.touchpoints = touchpoints
    if !stages.isEmpty { request.stages = NameList.names(in: stages) }
    request.archetypes = archetypes
    request.days = days
    request.inactiveAfter = try TimeSpan(parsing: inactiveAfter, flag: "--inactive-after")
    if let dwell { request.dwell = try TimeSpan(parsing: dwell, flag: "--dwell") }
    request.dwellLaw = dwellLaw
    request.returningShare = try GenerateEventsRequest.returningShare(parsing: returning)
  }
}

extension GenerateEventsRequest.DwellLaw: ExpressibleByArgument {}
