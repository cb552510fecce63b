/// A number that a projection gives, for each period and up to the horizon.
public enum Metric: String, Sendable, CaseIterable {
  /// Share of journeys that convert; the same in every period.
  case conversionRate = "conversion_rate"
  /// Journeys that convert, in a period or up to the horizon.
  case conversions
  /// Share of customers not yet lapsed so many periods after their first conversion.
  case retention
  /// Customers who converted since the projection began and have not lapsed, when a period ends.
  case activeCustomers = "active_customers"
  /// Money from first conversions and later contacts, in a period or up to the horizon.
  case revenue
  /// Revenue up to the horizon, discounted.
  case presentValue = "present_value"
}

/// Where each metric is in a list of numbers.
public struct MetricLayout: Sendable, Equatable {
  /// Periods up to the horizon.
  public let periodCount: Int

  /// A metric, in a period from 1 or, with nil, up to the horizon.
  public struct Key: Sendable, Hashable {
    /// What is given.
    public let metric: Metric
    /// From 1; nil up to the horizon.
    public let period: Int?

    public init(_ metric: Metric, period: Int? = nil) {
      self.metric = metric
      self.period = period
    }
  }

  public init(periodCount: Int) { self.periodCount = periodCount }

  /// All numbers, in their order.
  public var keys: [Key] {
    [Key(.conversionRate), Key(.conversions), Key(.revenue), Key(.presentValue)]
      + [Metric.retention, .activeCustomers, .revenue].flatMap { metric in
        (1...periodCount).map { Key(metric, period: $0) }
      }
  }

  /// Number of numbers.
  public var count: Int { 4 + 3 * periodCount }

  /// The place of a number. Conversions of a period are those up to the horizon by the number of periods, and have none;
  /// retention and active customers at the horizon are those of the last period.
  public func place(_ metric: Metric, period: Int? = nil) -> Int? {
    switch (metric, period) {
    case (.conversionRate, nil): 0
    case (.conversions, nil): 1
    case (.revenue, nil): 2
    case (.presentValue, nil): 3
    case (.retention, let period): 3 + (period ?? periodCount)
    case (.activeCustomers, let period): 3 + periodCount + (period ?? periodCount)
    case (.revenue, .some(let period)): 3 + 2 * periodCount + period
    default: nil
    }
  }
}
