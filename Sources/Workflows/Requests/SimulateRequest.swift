import Simulation

/// Everything `archetype simulate` was asked for.
public struct SimulateRequest: Sendable, Equatable {
  /// The kinds of intervention.
  public typealias Kind = Intervention.Kind

  /// An intervention as it was written on the command line.
  public struct WrittenIntervention: Sendable, Equatable {
    public var kind: Kind
    public var text: String

    public init(_ kind: Kind, _ text: String) {
      self.kind = kind
      self.text = text
    }
  }

  /// The tables that `--table` can print; the first is the headline.
  public static let tables = ["projection", "retention", "touchpoints", "changes", "ranking", "backtest"]

  /// The model.json that `archetype journey` wrote.
  public var model: String
  /// A YAML file of scenarios.
  public var scenarios: String?
  /// One scenario, in the order written.
  public var interventions: [WrittenIntervention] = []
  /// What the scenario of the command line is called.
  public var name: String?
  /// Archetypes it concerns, as the model calls them; empty for all.
  public var archetypes: [String] = []
  /// Shares of customers who live in the changed world, such as `25%`; empty leaves it to the scenarios.
  public var adoption: [String] = []
  public var costPerPeriod = 0.0
  public var costOnce = 0.0
  public var frame = ProjectionFrame(bootstraps: standardBootstraps)
  /// Weights of archetypes, such as `1=40%`; empty as observed.
  public var mix: [String] = []
  /// A year, as a share.
  public var discountRate = 0.0
  public var ranks = false
  public var explains = false
  /// The day from which on the model is tested against what happened.
  public var backtest: String?
  /// The log for that.
  public var events: String?
  public var seed: UInt64 = 42
  public var reading = ReadingSettings()
  public var output = OutputSettings()
  /// What may have been meant otherwise than it was read, to be said with the result.
  public var doubts: [CommandOutput.Remark] = []

  public init(model: String) {
    self.model = model
  }

  private static let standardBootstraps = 1000

  /// Checks whatever shows without opening an input.
  ///
  /// - Throws: A usage failure with a hint.
  public func validate() throws(Failure) {
    if scenarios == nil, interventions.isEmpty, !ranks, backtest == nil {
      throw .usage(
        "there is nothing to try",
        hint: "such as --recover checkout=15%, a file of scenarios, --rank or --backtest DATE")
    }
    if scenarios != nil, !interventions.isEmpty {
      throw .usage(
        "scenarios come from a file or from options, not both", hint: "write the interventions into the file")
    }
    if scenarios == nil, interventions.isEmpty, !adoption.isEmpty {
      throw .usage(
        "--adoption belongs to a scenario, and there is none", hint: "such as --recover checkout=15%; --rank takes all")
    }
    if scenarios == nil, interventions.isEmpty, explains {
      throw .usage("--explain shows what a scenario changes, and there is none", hint: "such as --recover checkout=15%")
    }
    if interventions.isEmpty, !archetypes.isEmpty || costPerPeriod != 0 || costOnce != 0 || name != nil {
      throw .usage(
        "--archetypes, --cost, --cost-once and --name belong to a scenario of options",
        hint: "write archetypes, cost and name into the file of scenarios")
    }
    try frame.validate(standardBootstraps: Self.standardBootstraps)
    for (cost, flag) in [(costPerPeriod, "--cost"), (costOnce, "--cost-once")]
    where !(cost >= 0 && cost < 1e15) {
      throw .usage("\(flag) \(WrittenNumber.shown(cost)) is no cost", hint: "give an amount of money from 0 on")
    }
    if !(discountRate > -1 && discountRate < 1) {
      throw .usage(
        "--discount-rate \(WrittenNumber.shown(discountRate)) is no yearly rate below 100%",
        hint: discountRate >= 2 && discountRate < 100
          ? "write \(WrittenNumber.shown(discountRate))% or \(WrittenNumber.shown(discountRate / 100))"
          : "such as 5% or 0.05")
    }
    if (backtest == nil) != (events == nil) {
      throw .usage("--backtest and --events belong together", hint: "--backtest 2026-03-01 --events events.csv")
    }
    _ = try adoptionShares()
    for intervention in interventions { _ = try Self.parsed(intervention) }
    try RequestChecks.standardInput([model, scenarios, events])
    try reading.validate()
    try output.validate(tables: Self.tables)
    if let table = output.table, !filledTables.contains(table) {
      throw .usage(
        "there is no table '\(table)' in this run", hint: "there are \(filledTables.joined(separator: ", "))")
    }
  }

  /// The tables that this run fills.
  private var filledTables: [String] {
    Self.tables.filter { table in
      switch table {
      case "ranking": ranks
      case "backtest": backtest != nil
      default: scenarios != nil || !interventions.isEmpty
      }
    }
  }

  /// A yearly rate such as `5%` or `0.05`.
  public static func rate(_ text: String) throws(Failure) -> Double {
    guard let rate = Share.parsed(text) else {
      throw .usage(
        "--discount-rate '\(text)' is no yearly rate", hint: WrittenNumber.withoutComma(text) ?? "such as 5% or 0.05")
    }
    return rate
  }

  /// The adoptions to try, as shares; empty leaves it to the scenarios.
  func adoptionShares() throws(Failure) -> [Double] {
    let shares = try adoption.map { (text) throws(Failure) in
      guard let share = Share.parsed(text), share >= 0, share <= 1 else {
        throw .usage(
          "--adoption '\(text)' is no share between 0% and 100%", hint: "such as 25%,50%,100%, with points for decimals"
        )
      }
      return share
    }
    for (place, share) in shares.enumerated() where shares[..<place].contains(share) {
      throw .usage("--adoption has \(adoption[place]) twice", hint: "give every share once")
    }
    return shares
  }

  /// An intervention of the command line, or what is wrong with its text.
  static func parsed(_ written: WrittenIntervention) throws(Failure) -> Intervention {
    do throws(InterventionTextError) {
      return try Intervention(written.kind, text: written.text)
    } catch {
      throw Failure(error, option: written.kind.rawValue)
    }
  }
}
