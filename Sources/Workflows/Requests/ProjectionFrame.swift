/// How far a projection reaches, for how many customers, what they are worth, and how its intervals come about.
public struct ProjectionFrame: Sendable, Equatable {
  /// Such as `30d`; nil is 30 days, or the inactivity window where times are plain numbers.
  public var period: String?
  /// Such as `12m`; nil is twelve months, or twelve periods.
  public var horizon: String?
  /// Customers who begin a journey in each period; nil as observed.
  public var customers: Double?
  /// Money for a conversion; nil as observed.
  public var value: Double?
  /// Money for each later contact; nil as observed.
  public var laterValue: Double?
  /// Resamples of customers; 0 leaves intervals out.
  public var bootstraps: Int
  /// In percent.
  public var level = 95.0
  /// The statistics.bin beside the model; nil finds it by the model's name.
  public var statistics: String?

  public init(bootstraps: Int) {
    self.bootstraps = bootstraps
  }

  /// That resamples are too few for the level, where they are.
  var resamplingDoubt: CommandOutput.Remark? { IntervalRequest.doubt(resamples: bootstraps, level: level) }

  /// - Parameter standardBootstraps: The count to name in a hint.
  /// - Throws: A usage failure with a hint.
  func validate(standardBootstraps: Int) throws(Failure) {
    try RequestChecks.resamples(bootstraps, standard: standardBootstraps)
    try RequestChecks.level(level)
    if let customers, !(customers > 0 && customers < 1e15) {
      throw .usage(
        "--customers \(WrittenNumber.shown(customers)) is no number of customers",
        hint: "leave it out for as many as observed")
    }
    for (value, flag) in [(value, "--value"), (laterValue, "--later-value")] {
      if let value, !(abs(value) < 1e15) {
        throw .usage(
          "\(flag) \(WrittenNumber.shown(value)) is no amount of money", hint: "leave it out for values as observed")
      }
    }
    if let period { _ = try TimeSpan.period(period) }
    if let horizon { _ = try TimeSpan.horizon(horizon) }
  }
}
