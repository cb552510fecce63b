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
    /// `3 Apr 2024`, `3 de abril de 2024` or `April 3, 2024`: months by their names, in English or Spanish.
    case monthName
    /// Numbers since 1970, by their unit.
    case epochSeconds, epochMilliseconds, epochMicroseconds
    /// Days since 1899-12-30, and fractions of days, as Excel keeps them.
    case excelDays
  }

  /// Seconds since 1970-01-01T00:00:00 UTC, one a row; NaN = missing. A time without a zone is taken as UTC.
  public let seconds: [Double]
  /// Whether no cell has a time of day.
  public let isDateOnly: Bool
  /// How the dates of the column are written.
  public let order: Order

  public init(seconds: [Double], isDateOnly: Bool, order: Order) {
    self.seconds = seconds
    self.isDateOnly = isDateOnly
    self.order = order
  }

  /// The instant that a text such as `2026-06-30` or `2026-06-30T12:00:00Z` names, and whether it is a whole day; nil
  /// for other texts, and for dates that do not begin with the year.
  public static func instant(_ text: String) -> (seconds: Double, isDay: Bool)? {
    let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: ByteSource.padding)
    return bytes.withUnsafeBufferPointer { buffer in
      guard let shape = DateShape(UnsafeBufferPointer(rebasing: buffer[..<text.utf8.count])),
        shape.form == .yearMonthDay, let seconds = shape.seconds(dayFirst: false)
      else { return nil }
      return (seconds, !shape.hasTime)
    }
  }

  /// The orders in which a text is a date; empty for other texts.
  public static func orders(of text: String) -> [Order] {
    let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: ByteSource.padding)
    return bytes.withUnsafeBufferPointer { buffer in
      guard let shape = DateShape(UnsafeBufferPointer(rebasing: buffer[..<text.utf8.count])) else { return [] }
      switch shape.form {
      case .yearMonthDay: return [.yearMonthDay]
      case .compact: return [.compact]
      case .monthName: return [.monthName]
      case .slashed:
        return (shape.seconds(dayFirst: true) == nil ? [] : [.dayMonthYear])
          + (shape.seconds(dayFirst: false) == nil ? [] : [.monthDayYear])
      }
    }
  }

  /// `2026-06-30` for an instant in seconds since 1970.
  public static func dayText(_ seconds: Double) -> String {
    guard DateBytes.range.contains(seconds) else { return "" }
    let day = DateBytes.Day(daysSince1970: Int((seconds / 86_400).rounded(.down)))
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(day.year)-\(padded(day.month))-\(padded(day.day))"
  }
}
