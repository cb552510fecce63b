/// The time of day after a date: `T10:15:30.5+02:00`, ` 3:45 PM`, ` 10:15 UTC`.
struct ClockTime {
  /// Since midnight UTC; outside 0..<86400 when a zone moves it to another day.
  let seconds: Double
  let hasZone: Bool

  /// Consumes the rest of the cell; nil when it is no time.
  init?(_ cursor: inout ByteCursor) {
    // Web servers and SAS write a colon between the day and the hour.
    guard let mark = cursor.next(),
      mark == 0x20 || mark | 0x20 == UInt8(ascii: "t") || mark == UInt8(ascii: ",") || mark == UInt8(ascii: ":")
    else { return nil }
    if mark == UInt8(ascii: ",") { cursor.skip(0x20) }
    guard let (hour, minute, second) = Self.scanClock(&cursor) else { return nil }
    var hours = hour
    if let isAfternoon = Self.scanHalfDay(&cursor) {
      guard hour >= 1, hour <= 12 else { return nil }
      hours = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard hours <= 23 || (hours == 24 && minute == 0 && second == 0), minute <= 59, second < 61 else { return nil }
    guard let zone = Self.scanZone(&cursor), cursor.isAtEnd else { return nil }
    hasZone = zone.isGiven
    seconds = Double(hours * 3600 + minute * 60 - zone.seconds) + second
  }

  /// `HH:MM[:SS[.fff]]` or `HHMM[SS]`.
  private static func scanClock(_ cursor: inout ByteCursor) -> (Int, Int, Double)? {
    let (hour, hourCount) = cursor.number(maxDigits: 6)
    if hourCount == 6 { return (hour / 10_000, hour / 100 % 100, Double(hour % 100) + cursor.fraction()) }
    if hourCount == 4 { return (hour / 100, hour % 100, 0) }
    guard hourCount == 1 || hourCount == 2, cursor.skip(UInt8(ascii: ":")) else { return nil }
    let (minute, minuteCount) = cursor.number(maxDigits: 2)
    guard minuteCount == 2 else { return nil }
    guard cursor.skip(UInt8(ascii: ":")) else { return (hour, minute, 0) }
    let (second, secondCount) = cursor.number(maxDigits: 2)
    return secondCount == 2 ? (hour, minute, Double(second) + cursor.fraction()) : nil
  }

  /// True for PM, false for AM, nil for a clock of 24 hours.
  private static func scanHalfDay(_ cursor: inout ByteCursor) -> Bool? {
    let before = cursor
    cursor.skipBlank()
    if let half = cursor.next().map({ $0 | 0x20 }), half == UInt8(ascii: "a") || half == UInt8(ascii: "p") {
      cursor.skip(UInt8(ascii: "."))
      cursor.skipBlank()
      if cursor.next().map({ $0 | 0x20 }) == UInt8(ascii: "m") {
        cursor.skip(UInt8(ascii: "."))
        return half == UInt8(ascii: "p")
      }
    }
    cursor = before
    return nil
  }

  /// `Z`, `±HH`, `±HHMM`, `±HH:MM`, ` UTC`, ` GMT` or nothing; nil for anything else.
  private static func scanZone(_ cursor: inout ByteCursor) -> (seconds: Int, isGiven: Bool)? {
    if cursor.isAtEnd { return (0, false) }
    cursor.skip(0x20)
    guard let mark = cursor.next() else { return nil }
    switch mark {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"): return (0, true)
    case UInt8(ascii: "U"): return cursor.skip(UInt8(ascii: "T")) && cursor.skip(UInt8(ascii: "C")) ? (0, true) : nil
    case UInt8(ascii: "G"): return cursor.skip(UInt8(ascii: "M")) && cursor.skip(UInt8(ascii: "T")) ? (0, true) : nil
    case UInt8(ascii: "+"), UInt8(ascii: "-"): break
    default: return nil
    }
    var (hour, count) = cursor.number(maxDigits: 4)
    var minute = 0
    if count == 4 {
      (hour, minute) = (hour / 100, hour % 100)
    } else if count == 2, cursor.skip(UInt8(ascii: ":")) {
      (minute, count) = cursor.number(maxDigits: 2)
    }
    guard count == 2 || count == 4, hour <= 15, minute <= 59 else { return nil }
    let seconds = hour * 3600 + minute * 60
    return (mark == UInt8(ascii: "-") ? -seconds : seconds, true)
  }
}

/// Steps through the bytes of a cell.
struct ByteCursor {
  private var position: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>

  /// A cursor before the first byte that is not blank.
  init(_ cell: UnsafeBufferPointer<UInt8>) {
    let trimmed =
      cell.first.map { isDigit($0) } == true && cell.last.map { $0 > 0x20 && $0 < 0x80 } == true
      ? cell : Blank.trim(cell)
    guard let base = trimmed.baseAddress else { preconditionFailure("A cell has an address.") }
    position = base
    end = base + trimmed.count
  }

  var isAtEnd: Bool { position == end }

  mutating func next() -> UInt8? {
    guard position < end else { return nil }
    defer { position += 1 }
    return position.pointee
  }

  /// Steps over a byte if it comes next.
  @discardableResult
  mutating func skip(_ byte: UInt8) -> Bool {
    guard position < end, position.pointee == byte else { return false }
    position += 1
    return true
  }

  /// Steps over a text of lower-case letters and blanks if it comes next, in any case.
  @discardableResult
  mutating func skip(_ text: StaticString) -> Bool {
    guard end - position >= text.utf8CodeUnitCount,
      (0..<text.utf8CodeUnitCount).allSatisfy({ position[$0] | 0x20 == text.utf8Start[$0] })
    else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  /// Steps over the blank, dash, slash or point that may stand between the parts of a date; nil where there is none.
  mutating func separator() -> UInt8? {
    guard position < end else { return nil }
    switch position.pointee {
    case 0x20, UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."): return next()
    default: return nil
    }
  }

  /// Steps over a blank, also one that does not break, as some programs write it before PM.
  mutating func skipBlank() {
    if skip(0x20) { return }
    let before = position
    if !(skip(0xC2) && skip(0xA0)) {
      position = before
      if !(skip(0xE2) && skip(0x80) && skip(0xAF)) { position = before }
    }
  }

  var isAtLetter: Bool { position < end && isLetter(position.pointee) }

  /// The letters from the position on.
  mutating func word() -> UnsafeBufferPointer<UInt8> {
    let start = position
    while isAtLetter { position += 1 }
    return UnsafeBufferPointer(start: start, count: position - start)
  }

  /// The number at the position and how many digits it has; stops after `maxDigits`.
  mutating func number(maxDigits: Int) -> (value: Int, count: Int) {
    var value = 0
    var count = 0
    while count < maxDigits, position < end, isDigit(position.pointee) {
      value = value * 10 + Int(position.pointee - UInt8(ascii: "0"))
      position += 1
      count += 1
    }
    return (value, count)
  }

  /// The value of `.25` or `,25` at the position; 0 without one. Digits beyond the ninth are skipped.
  mutating func fraction() -> Double {
    let before = position
    guard skip(UInt8(ascii: ".")) || skip(UInt8(ascii: ",")) else { return 0 }
    guard position < end, isDigit(position.pointee) else {
      position = before
      return 0
    }
    let (digits, count) = number(maxDigits: 9)
    while position < end, isDigit(position.pointee) { position += 1 }
    var scale = 1
    for _ in 0..<count { scale *= 10 }
    return Double(digits) / Double(scale)
  }
}
