/// Writes an instant as a date, without any calendar library; what is written when is said at ``DateStyle``.
struct DateBytes {
  /// Between day and time: `T`, or a space for Excel.
  let separator: UInt8
  let writesZone: Bool

  init(isForExcel: Bool) {
    separator = UInt8(ascii: isForExcel ? " " : "T")
    writesZone = !isForExcel
  }

  /// Seconds to either side of 1970 that are still a date: some 31,000 years.
  static let range = -1e12...1e12

  /// Appends the date; nothing for NaN, nor for what is too far away to be one.
  func append(_ seconds: Double, _ style: DateStyle, to buffer: inout ByteBuffer) {
    guard Self.range.contains(seconds) else { return }
    let milliseconds = Int((seconds * 1000).rounded())
    let (day, rest) = milliseconds.flooringQuotient(86_400_000)
    let date = Day(daysSince1970: day)
    if date.year < 0 { buffer.append(UInt8(ascii: "-")) }
    buffer.append(digits: UInt64(date.year.magnitude), count: max(4, digitCount(UInt64(date.year.magnitude))))
    buffer.append(UInt8(ascii: "-"))
    buffer.append(digits: UInt64(date.month), count: 2)
    buffer.append(UInt8(ascii: "-"))
    buffer.append(digits: UInt64(date.day), count: 2)
    if style == .day { return }
    buffer.append(separator)
    buffer.append(digits: UInt64(rest / 3_600_000), count: 2)
    buffer.append(UInt8(ascii: ":"))
    buffer.append(digits: UInt64(rest / 60_000 % 60), count: 2)
    buffer.append(UInt8(ascii: ":"))
    buffer.append(digits: UInt64(rest / 1000 % 60), count: 2)
    if rest % 1000 != 0 {
      buffer.append(UInt8(ascii: "."))
      buffer.append(digits: UInt64(rest % 1000), count: 3)
    }
    if style == .utcTime, writesZone { buffer.append(UInt8(ascii: "Z")) }
  }
}

extension DateBytes {
  /// A day of the Gregorian calendar, continued backwards before 1582 as ISO 8601 does.
  struct Day: Equatable {
    let year: Int
    let month: Int
    let day: Int

    /// Counts days from 1 March of year 0, so that a leap day ends a year, and 400 years (146,097 days) as one cycle.
    init(daysSince1970: Int) {
      let (cycle, dayOfCycle) = (daysSince1970 + 719_468).flooringQuotient(146_097)
      // Every fourth year of a cycle has a day more, every hundredth not, the last again.
      let yearOfCycle = (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
      let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
      // March to July and August to December have 153 days each: (153 m + 2) / 5 is the day on which month m begins.
      let monthFromMarch = (5 * dayOfYear + 2) / 153
      day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
      month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
      year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
    }
  }
}

extension Int {
  /// Quotient rounded down and the remainder, never negative.
  fileprivate func flooringQuotient(_ divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
