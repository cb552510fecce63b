import ArgumentParser
import Synchronization
import Workflows

/// Improvements of a scenario on the command line.
struct InterventionOptions: ParsableArguments {
  /// An improvement with its place on the command line: options of different kinds apply in the order written.
  struct Written: Sendable {
    static let next = Atomic<Int>(0)

    let place: Int
    let text: String

    init(_ text: String) {
      place = Self.next.add(1, ordering: .relaxed).oldValue
      self.text = text
    }
  }

  @Option(
    help: ArgumentHelp(
      "A share of those lost at a touchpoint goes on, such as checkout=15%, or checkout=15%:purchase.",
      valueName: "change"), transform: Written.init)
  var recover: [Written] = []

  @Option(
    help: ArgumentHelp("A probability times a factor, such as 'demo>purchase=1.10'.", valueName: "change"),
    transform: Written.init)
  var scale: [Written] = []

  @Option(
    help: ArgumentHelp("A probability plus points, such as 'demo>purchase=0.05'.", valueName: "change"),
    transform: Written.init)
  var add: [Written] = []

  @Option(
    help: ArgumentHelp("A probability set to a value, such as 'demo>purchase=0.40'.", valueName: "change"),
    transform: Written.init)
  var set: [Written] = []

  @Option(
    help: ArgumentHelp("A share of arrivals comes elsewhere instead, such as 'phone>chat=30%'.", valueName: "change"),
    transform: Written.init)
  var reroute: [Written] = []

  @Option(
    help: ArgumentHelp("Customers go on as if the touchpoint were not there.", valueName: "touchpoint"),
    transform: Written.init)
  var remove: [Written] = []

  @Option(
    help: ArgumentHelp(
      "The mean score rises, such as support=0.5; for models with emotion bands.", valueName: "change"),
    transform: Written.init)
  var lift: [Written] = []

  @Option(
    help: ArgumentHelp("Where journeys begin, such as mail=50%,ad=50%.", valueName: "shares"), transform: Written.init)
  var start: [Written] = []

  @Option(help: ArgumentHelp("What the scenario is called.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("Archetypes it concerns, such as 1,3; all by default.", valueName: "archetypes"))
  var archetypes: [String] = []

  @Option(
    parsing: .unconditional, help: ArgumentHelp("What it costs in each period.", valueName: "money"))
  var cost: Amount?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("What it costs once, at the beginning.", valueName: "money"))
  var costOnce: Amount?

  func apply(to request: inout SimulateRequest) {
    let written: [(SimulateRequest.WrittenIntervention, Int)] = [
      (recover, .recover), (scale, .scale), (add, .add), (set, .set), (reroute, .reroute), (remove, .remove),
      (lift, .lift), (start, .start),
    ].flatMap { (list: [Written], kind: SimulateRequest.Kind) in
      list.map { (SimulateRequest.WrittenIntervention(kind, $0.text), $0.place) }
    }
    request.interventions = written.sorted { $0.1 < $1.1 }.map(\.0)
    request.name = name
    request.archetypes = archetypes
    request.costPerPeriod = cost?.value ?? 0
    request.costOnce = costOnce?.value ?? 0
    request.doubts += [cost?.doubt("--cost"), costOnce?.doubt("--cost-once")].compactMap(\.self)
  }
}

/// Flags of `simulate` about what is projected.
struct ProjectionFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp("Shares of customers who live in the changed world, such as 25%,50%,100%.", valueName: "shares"))
  var adoption: [String] = []

  @Option(help: ArgumentHelp("The weights of archetypes, such as 1=40%,2=60%.", valueName: "shares"))
  var mix: [String] = []

  @Option(help: ArgumentHelp("What money loses in a year, such as 5%.", valueName: "rate"))
  var discountRate: String?

  @Flag(help: "Try recovering 10% of the lost at every touchpoint.")
  var rank = false

  @Flag(help: "Print the probabilities that change.")
  var explain = false

  @Option(help: ArgumentHelp("Fit before this day and compare with what happened from it on.", valueName: "date"))
  var backtest: String?

  @Option(help: ArgumentHelp("The event log for --backtest.", valueName: "file"), completion: .file())
  var events: String?

  func apply(to request: inout SimulateRequest) throws(Failure) {
    request.adoption = NameList.names(in: adoption)
    request.mix = NameList.names(in: mix)
    if let discountRate { request.discountRate = try SimulateRequest.rate(discountRate) }
    request.ranks = rank
    request.explains = explain
    request.backtest = backtest
    request.events = events
  }
}

/// Flags of `simulate` and `optimize` about time, size and money.
struct HorizonOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Length of a period; 30d by default.", valueName: "length"))
  var period: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How far ahead, in whole periods; 12m by default.", valueName: "length")
  )
  var horizon: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Customers who begin a journey in each period; as observed by default.", valueName: "count"))
  var customers: Amount?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What a conversion is worth; as observed by default.", valueName: "money"))
  var value: Amount?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What each later contact is worth; as observed by default.", valueName: "money"))
  var laterValue: Amount?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Resamples of customers behind the intervals, 1000 to simulate and 200 to optimize; 0 for none.",
      valueName: "count"))
  var bootstrap: Int?

  @Option(help: ArgumentHelp("How sure intervals are, in percent.", valueName: "percent"))
  var level = 95.0

  @Option(
    help: ArgumentHelp("The statistics of the model; statistics.bin beside it by default.", valueName: "file"),
    completion: .file())
  var statistics: String?

  /// What of it may have been meant otherwise than it was read.
  var doubts: [CommandOutput.Remark] {
    [customers?.doubt("--customers"), value?.doubt("--value"), laterValue?.doubt("--later-value")].compactMap(\.self)
  }

  func apply(to frame: inout ProjectionFrame) {
    frame.period = period
    frame.horizon = horizon
    frame.customers = customers?.value
    frame.value = value?.value
    frame.laterValue = laterValue?.value
    if let bootstrap { frame.bootstraps = bootstrap }
    frame.level = level
    frame.statistics = statistics
  }
}

extension Amount: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
