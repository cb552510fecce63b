/// Points in time written as plain numbers: counts since 1970, or the days of Excel.
struct EpochUnit {
  let order: DateColumn.Order
  let perSecond: Double
  /// Seconds from 1970-01-01 to where the count starts.
  let start: Double
  /// As people write it: "milliseconds since 1970".
  let name: String

  private static let all = [
    EpochUnit(order: .epochSeconds, perSecond: 1, start: 0, name: "seconds since 1970"),
    EpochUnit(order: .epochMilliseconds, perSecond: 1e3, start: 0, name: "milliseconds since 1970"),
    EpochUnit(order: .epochMicroseconds, perSecond: 1e6, start: 0, name: "microseconds since 1970"),
    EpochUnit(
      order: .excelDays, perSecond: 1 / 86_400, start: -2_209_161_600,
      name: "the days of Excel, counted from 1899-12-30"),
  ]

  /// 1990-01-01 and 2100-01-01.
  private static let range = 631_152_000.0...4_102_444_800.0

  /// The unit in which all values from `least` to `most` under a header that names a time lie between 1990 and 2100; nil
  /// when there is none. Days are of the size of many amounts, so for them the header has to name a date.
  static func detect(_ header: String, least: Double, most: Double) -> EpochUnit? {
    all.first {
      range.contains($0.seconds(least)) && range.contains($0.seconds(most))
        && ($0.order != .excelDays || TimeName.saysDate(header))
    }
  }

  /// Seconds since 1970-01-01; of days to the millisecond, which is what Excel keeps.
  func seconds(_ count: Double) -> Double {
    order == .excelDays ? (count / perSecond * 1e3).rounded() / 1e3 + start : count / perSecond + start
  }
}

/// Headers that name a point in time.
enum TimeName {
  private static let words: Set<String> = dates.union([
    "time", "ts", "epoch", "unixtime", "hora", "instant", "created", "updated", "visited", "occurred", "when",
    "momento", "instante", "seen", "at",
  ])
  /// Words that stand for nothing but a point in time.
  private static let dates: Set<String> = ["date", "datetime", "timestamp", "fecha"]

  /// Whether one of the words of a header says "time": `event_time`, `createdAt`, `Fecha (UTC)`.
  static func matches(_ header: String) -> Bool { !words.isDisjoint(with: parts(of: header)) }

  /// Whether one of them says "date": `order_date`, `Fecha (UTC)`.
  static func saysDate(_ header: String) -> Bool { !dates.isDisjoint(with: parts(of: header)) }

  /// The words of a header in lower case, parted by other characters than letters or by capitals.
  private static func parts(of header: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for scalar in header.unicodeScalars {
      let isUpper = scalar.value >= 0x41 && scalar.value <= 0x5A
      let isLetter = isUpper || (scalar.value >= 0x61 && scalar.value <= 0x7A)
      if !isLetter || (isUpper && wasLower) {
        words.append(word)
        word = ""
      }
      if isLetter { word.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value) | 0x20)) }
      wasLower = isLetter && !isUpper
    }
    return words + [word]
  }
}
