import Reporting
import Tables

/// Times and lengths of time as people read them, in the unit of the table.
struct TimeText {
  /// Whether times are instants, in seconds since 1970, and no plain numbers.
  let areInstants: Bool

  /// `2026-06-30`, or the number.
  func day(_ time: Double) -> String { areInstants ? DateColumn.dayText(time) : NumberText.number(time) }

  /// `30 days`, `12 hours`, `10 seconds`, or the number.
  func length(_ time: Double) -> String {
    guard areInstants else { return NumberText.number(time) }
    for (unit, name) in [(TimeSpan.Unit.days, "day"), (.hours, "hour"), (.minutes, "minute"), (.seconds, "second")]
    where time >= unit.seconds || unit == .seconds {
      let amount = NumberText.number(time / unit.seconds, significantDigits: 3)
      return "\(amount) \(name)\(amount == "1" ? "" : "s")"
    }
    return NumberText.number(time)
  }

  /// A length as an option takes it, rounded up: `30d`.
  func option(_ time: Double) -> String {
    areInstants
      ? "\(Int((time / TimeSpan.Unit.days.seconds).rounded(.up)))d" : NumberText.number(time).filter { $0 != "," }
  }
}
