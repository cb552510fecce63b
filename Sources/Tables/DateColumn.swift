/// Points in time, one a row.
public struct DateColumn: Sendable {
  /// How the dates of the column are written. A column has one order.
  public enum Order: String, Sendable {
    /// `2024-04-03`, also with `/`, a time and a zone.
    case yearMonthDay
    /// `20240403`.
    case compact
    /// `3/4/2024` is the third of April.
    case dayMonthYear
    /// `4/3/2024` is the third of April.
    case monthDayYear
    case epochSeconds, epochMilliseconds, epochMicroseconds
  }

  /// Seconds since 1970-01-01T00:00:00 UTC, one a row; NaN = missing. A time without a zone is taken as UTC.
  public let seconds: [Double]
  /// Whether no cell has a time of day.
  public let isDateOnly: Bool
  public let order: Order

  public init(seconds: [Double], isDateOnly: Bool, order: Order) {
    self.seconds = seconds
    self.isDateOnly = isDateOnly
    self.order = order
  }
}
