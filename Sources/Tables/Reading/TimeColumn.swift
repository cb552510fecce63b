/// Points in time written as counts of seconds, milliseconds or microseconds since 1970.
struct EpochUnit {
  let order: DateColumn.Order
  let perSecond: Double
  /// As people write it: "milliseconds".
  let name: String

  private static let all = [
    EpochUnit(order: .epochSeconds, perSecond: 1, name: "seconds"),
    EpochUnit(order: .epochMilliseconds, perSecond: 1e3, name: "milliseconds"),
    EpochUnit(order: .epochMicroseconds, perSecond: 1e6, name: "microseconds"),
  ]

  /// 1990-01-01 and 2100-01-01.
  private static let seconds = 631_152_000.0...4_102_444_800.0

  /// The unit in which all values from `least` to `most` lie between 1990 and 2100; nil when there is none.
  static func detect(least: Double, most: Double) -> EpochUnit? {
    all.first { seconds.contains(least / $0.perSecond) && seconds.contains(most / $0.perSecond) }
  }
}

/// Headers that name a point in time.
enum TimeName {
  private static let words: Set<String> = [
    "time", "timestamp", "datetime", "date", "ts", "epoch", "unixtime", "fecha", "hora", "instant", "created",
    "updated",
    "visited", "occurred", "when", "momento", "instante", "seen", "at",
  ]

  /// Whether one of the words of a header says "time": `event_time`, `createdAt`, `Fecha (UTC)`.
  static func matches(_ header: String) -> Bool {
    var word = ""
    var wasLower = false
    for scalar in header.unicodeScalars {
      let isUpper = scalar.value >= 0x41 && scalar.value <= 0x5A
      let isLetter = isUpper || (scalar.value >= 0x61 && scalar.value <= 0x7A)
      if !isLetter || (isUpper && wasLower) {
        if words.contains(word) { return true }
        word = ""
      }
      if isLetter { word.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value) | 0x20)) }
      wasLower = isLetter && !isUpper
    }
    return words.contains(word)
  }
}
