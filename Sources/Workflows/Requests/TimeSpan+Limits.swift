import Reporting

extension TimeSpan {
  private static let mostDays = 36_525.0
  private static let plainPeriods = 1e-9...1e18

  /// The length that `--period` or `--inactive-after` names: at least a second and at most 100 years, or 1e-9 to 1e18 where
  /// it has no unit.
  ///
  /// - Throws: A usage failure for any other length, and for what is no length.
  static func period(_ text: String, flag: String = "--period") throws(Failure) -> TimeSpan {
    let span = try limited(text, flag: flag)
    let shortest = span.unit == nil ? plainPeriods.lowerBound : 1
    guard span.amount * (span.unit?.seconds ?? 1) >= shortest else {
      throw .usage(
        "\(flag) \(text) is shorter than \(span.unit == nil ? NumberText.number(shortest) : "a second")",
        hint: span.unit == nil ? "give it in the unit of the times" : "such as 7d, 30d or 12h")
    }
    return span
  }

  /// The length that `--horizon` names: at most 100 years, or 1e18 where it has no unit.
  ///
  /// - Throws: A usage failure for any other length, and for what is no length.
  static func horizon(_ text: String) throws(Failure) -> TimeSpan { try limited(text, flag: "--horizon") }

  private static func limited(_ text: String, flag: String) throws(Failure) -> TimeSpan {
    let span = try TimeSpan(parsing: text, flag: flag)
    guard let unit = span.unit else {
      guard span.amount <= plainPeriods.upperBound else {
        throw .usage(
          "\(flag) \(text) is longer than \(NumberText.number(plainPeriods.upperBound))",
          hint: "give it in the unit of the times")
      }
      return span
    }
    guard span.amount * unit.seconds <= mostDays * Unit.days.seconds else {
      throw .usage("\(flag) \(text) is longer than 100 years", hint: "such as 30d, 12m (months) or 1y")
    }
    return span
  }
}
