/// A date as it is written, before a column decided in which order its numbers stand.
struct DateShape {
  enum Form {
    case yearMonthDay, compact
    /// `a/b/year`.
    case slashed
    /// `15 Mar 2024`, `15 de marzo de 2024`, `March 15, 2024`.
    case monthName
  }

  let form: Form
  /// The numbers in the order of the cell, the year last for `.slashed`; year, month and day otherwise.
  private let numbers: (Int, Int, Int)
  let hasTime: Bool
  let hasZone: Bool
  /// Seconds since midnight UTC of the date; a zone is taken off.
  private let timeSeconds: Double

  /// Nil when the cell is a date in no order.
  init?(_ cell: UnsafeBufferPointer<UInt8>) {
    var cursor = ByteCursor(cell)
    guard let (form, numbers) = Self.scanDate(&cursor) else { return nil }
    self.form = form
    self.numbers = numbers
    if cursor.isAtEnd {
      hasTime = false
      hasZone = false
      timeSeconds = 0
    } else {
      guard let time = ClockTime(&cursor) else { return nil }
      hasTime = true
      hasZone = time.hasZone
      timeSeconds = time.seconds
    }
    guard seconds(dayFirst: true) != nil || seconds(dayFirst: false) != nil else { return nil }
  }

  /// Seconds since 1970-01-01T00:00:00 UTC; nil when there is no such day in that order.
  @inline(__always)
  func seconds(dayFirst: Bool) -> Double? {
    let (year, month, day) =
      switch form {
      case .yearMonthDay, .compact, .monthName: numbers
      case .slashed: dayFirst ? (numbers.2, numbers.1, numbers.0) : (numbers.2, numbers.0, numbers.1)
      }
    guard let days = CivilDay.since1970(year: year, month: month, day: day) else { return nil }
    return Double(days) * 86_400 + timeSeconds
  }

  @inline(__always)
  private static func scanDate(_ cursor: inout ByteCursor) -> (Form, (Int, Int, Int))? {
    let (first, firstCount) = cursor.number(maxDigits: 8)
    if firstCount == 8 {
      let year = first / 10_000
      // Other eight-digit numbers are more likely amounts or ids.
      guard year >= 1900, year <= 2100 else { return nil }
      return (.compact, (year, first / 100 % 100, first % 100))
    }
    if firstCount == 0 { return scanMonthFirst(&cursor).map { (.monthName, $0) } }
    guard firstCount == 4 || firstCount == 1 || firstCount == 2 else { return nil }
    let behindFirst = cursor
    guard let separator = cursor.next() else { return nil }
    if firstCount <= 2, separator == 0x20 || isLetter(separator) || cursor.isAtLetter {
      cursor = behindFirst
      return scanMonth(&cursor, behindDay: first).map { (.monthName, $0) }
    }
    guard separator == 0x2D || separator == 0x2F || separator == 0x2E else { return nil }
    let (second, secondCount) = cursor.number(maxDigits: 2)
    guard secondCount > 0, cursor.next() == separator else { return nil }
    let (third, thirdCount) = cursor.number(maxDigits: 4)
    if firstCount == 4 {
      return thirdCount == 1 || thirdCount == 2 ? (.yearMonthDay, (first, second, third)) : nil
    }
    return year(third, digits: thirdCount).map { (.slashed, (first, second, $0)) }
  }

  /// The rest of `15 Mar 2024`, `15-mar-24`, `15MAR2024` or `15 de marzo de 2024` behind the day.
  private static func scanMonth(_ cursor: inout ByteCursor, behindDay day: Int) -> (Int, Int, Int)? {
    let separator = cursor.separator()
    let hasOf = cursor.skip("de ")
    guard let month = MonthName.number(cursor.word()) else { return nil }
    if separator != UInt8(ascii: ".") { cursor.skip(UInt8(ascii: ".")) }
    cursor.skip(UInt8(ascii: ","))
    guard cursor.separator() == separator else { return nil }
    if hasOf, !cursor.skip("de "), !cursor.skip("del ") { return nil }
    let (written, digits) = cursor.number(maxDigits: 4)
    // Two digits alone behind a month make a code rather than a year.
    guard separator != nil || digits == 4 else { return nil }
    return namedYear(written, digits: digits).map { ($0, month, day) }
  }

  /// `March 15, 2024` or `Mar 15 2024`.
  private static func scanMonthFirst(_ cursor: inout ByteCursor) -> (Int, Int, Int)? {
    guard let month = MonthName.number(cursor.word()) else { return nil }
    cursor.skip(UInt8(ascii: "."))
    guard cursor.skip(0x20) else { return nil }
    let (day, dayDigits) = cursor.number(maxDigits: 2)
    guard dayDigits > 0 else { return nil }
    let hasComma = cursor.skip(UInt8(ascii: ","))
    guard cursor.skip(0x20) || hasComma else { return nil }
    let (year, digits) = cursor.number(maxDigits: 4)
    return digits == 4 ? namedYear(year, digits: digits).map { ($0, month, day) } : nil
  }

  /// A year beside the name of a month; other numbers of four digits there are rather those of invoices.
  private static func namedYear(_ written: Int, digits: Int) -> Int? {
    year(written, digits: digits).flatMap { $0 >= 1900 && $0 <= 2100 ? $0 : nil }
  }

  /// A year of four digits or two; nil for other counts of digits.
  private static func year(_ written: Int, digits: Int) -> Int? {
    switch digits {
    case 4: written
    // The pivot of POSIX: 69...99 are 1969...1999.
    case 2: written + (written < 69 ? 2000 : 1900)
    default: nil
    }
  }
}

/// Days of the Gregorian calendar.
enum CivilDay {
  /// Days from 1970-01-01; nil when the month or the day does not exist.
  @inline(__always)
  static func since1970(year: Int, month: Int, day: Int) -> Int? {
    guard month >= 1, month <= 12, day >= 1, day <= length(ofMonth: month, year: year) else { return nil }
    // Counting years from March puts the leap day at the end of the year.
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  @inline(__always)
  private static func length(ofMonth month: Int, year: Int) -> Int {
    if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
    return 30 + (month + (month >> 3)) % 2
  }
}
