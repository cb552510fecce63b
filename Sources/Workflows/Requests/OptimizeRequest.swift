import Simulation

/// Everything `archetype optimize` was asked for.
public struct OptimizeRequest: Sendable, Equatable {
  /// What a budget is spent for.
  public typealias Goal = LeverObjective.Goal

  /// The tables that `--table` can print; the first is the headline.
  public static let tables = ["allocation", "frontier"]

  /// The model.json that `archetype journey` wrote.
  public var model: String
  /// A YAML file of levers.
  public var levers: String
  public var budget: Double
  public var goal: Goal = .conversions
  public var frame = ProjectionFrame(bootstraps: standardBootstraps)
  public var seed: UInt64 = 42
  public var threads: Int?
  public var output = OutputSettings()
  /// What may have been meant otherwise than it was read, to be said with the result.
  public var doubts: [CommandOutput.Remark] = []

  public init(model: String, levers: String, budget: Double) {
    self.model = model
    self.levers = levers
    self.budget = budget
  }

  private static let standardBootstraps = 200
  /// Beyond it differences of a cent are lost to the search.
  private static let largestBudget = 1e12

  /// Checks whatever shows without opening an input.
  ///
  /// - Throws: A usage failure with a hint.
  public func validate() throws(Failure) {
    if budget > Self.largestBudget, budget < .infinity {
      throw .usage(
        "--budget \(WrittenNumber.shown(budget)) is too large to be divided exactly",
        hint: "count in thousands or millions, in the file of levers too")
    }
    if !(budget >= 0 && budget < .infinity) {
      throw .usage(
        "--budget \(WrittenNumber.shown(budget)) is no amount of money to spend", hint: "such as --budget 20000")
    }
    try frame.validate(standardBootstraps: Self.standardBootstraps)
    try RequestChecks.threads(threads)
    try RequestChecks.standardInput([model, levers])
    try output.validate(tables: Self.tables)
  }
}

extension OptimizeRequest.Goal {
  /// What is counted, in words.
  var noun: String {
    switch self {
    case .conversions: "conversions"
    case .retained: "active customers at the end"
    case .value: "value"
    }
  }
}
