/// What a projection is of.
public struct ProjectionOptions: Sendable {
  /// How many begin a journey in each period.
  public enum Arrivals: Sendable, Equatable {
    /// As many journeys as were observed, to the period. Of those who convert, the observed share does so for the first
    /// time and is followed from there.
    case observed
    /// So many customers. All who convert do so for the first time.
    case customers(Double)
  }

  /// Length of a period, above 0, in the unit of the model's times.
  public var periodLength: Double
  /// Number of periods up to the horizon, at least 1.
  public var periodCount: Int
  /// As observed by default.
  public var arrivals = Arrivals.observed
  /// Weight of each archetype among arrivals, not negative and not all 0; nil as observed. Of those who arrive, as many are
  /// followed as were.
  public var mix: [Double]?
  /// Money; nil as observed.
  public var valuePerConversion: Double?
  /// Money for every contact after the first conversion; nil as observed at each touchpoint.
  public var valuePerLaterContact: Double?
  /// What money loses from one period to the next: (1 + yearly rate)^(periods to the year, inverted) − 1.
  public var discountRatePerPeriod = 0.0
  /// Replicates of the bootstrap of customers; 0 gives no intervals.
  public var replicates = 1000
  /// Coverage of intervals, above 0 and below 1.
  public var level = 0.95
  /// Where the bootstrap begins.
  public var seed: UInt64 = 42

  public init(periodLength: Double, periodCount: Int) {
    precondition(periodLength > 0 && periodLength < .infinity && periodCount >= 1, "There is a period to project.")
    self.periodLength = periodLength
    self.periodCount = periodCount
  }
}
