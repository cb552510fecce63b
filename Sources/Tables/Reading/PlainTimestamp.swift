/// The commonest form of a date: `2024-01-31`, with `T10:15:30` or ` 10:15:30` and `Z` or not.
///
/// A quick way for columns of millions of them; ``DateShape`` reads the same and all other forms.
enum PlainTimestamp {
  struct Scanned {
    var seconds: Double
    var end: UnsafePointer<UInt8>
    var hasTime: Bool
    var hasZone: Bool
  }

  /// The day that was read last: most rows of a log have the day of the row before.
  struct Day {
    /// The ten bytes of its text. No date begins with these.
    fileprivate var text = (UInt64.max, UInt16.max)
    fileprivate var seconds = 0.0
  }

  /// The date that starts at `start`; nil when another form stands there. Up to 24 bytes must be readable.
  @inline(__always)
  static func scan(_ start: UnsafePointer<UInt8>, _ last: inout Day) -> Scanned? {
    let raw = UnsafeRawPointer(start)
    let text = (raw.loadUnaligned(as: UInt64.self), raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self))
    if text != last.text {
      guard let (century, year, month) = pairs(start, like: date, at: (0, 16, 40)),
        let day = pair(start + 8),
        let days = CivilDay.since1970(year: century &* 100 &+ year, month: month, day: day)
      else { return nil }
      last = Day(text: text, seconds: Double(days &* 86_400))
    }
    var scanned = Scanned(seconds: last.seconds, end: start + 10, hasTime: false, hasZone: false)
    guard start[10] == UInt8(ascii: "T") || start[10] == UInt8(ascii: " ") else { return scanned }
    guard let (hour, minute, second) = pairs(start + 11, like: clock, at: (0, 24, 48)),
      hour < 24, minute < 60, second < 60
    else { return nil }
    scanned.seconds += Double(hour &* 3600 &+ minute &* 60 &+ second)
    scanned.hasTime = true
    // A branch lets the next cell begin before this byte is there: dates of a column have a zone, or have none.
    if _fastPath(start[19] == UInt8(ascii: "Z")) {
      scanned.hasZone = true
      scanned.end = start + 20
    } else {
      scanned.end = start + 19
    }
    return scanned
  }

  /// Eight bytes as a word, the first one lowest.
  private struct Form {
    /// Zeros where digits stand, and what stands between them.
    let marks: UInt64
    /// What a byte's distance from its mark can be raised by without getting its high bit: the less, the more it may be.
    let slack: UInt64
  }

  /// `0000-00-`
  @inline(__always)
  private static var date: Form { Form(marks: 0x2D30_302D_3030_3030, slack: 0x7F76_767F_7676_7676) }
  /// `00:00:00`
  @inline(__always)
  private static var clock: Form { Form(marks: 0x3030_3A30_303A_3030, slack: 0x7676_7F76_767F_7676) }

  /// The numbers of two digits that start at three bits of a word; nil where it has another form.
  @inline(__always)
  private static func pairs(
    _ start: UnsafePointer<UInt8>, like form: Form, at bits: (UInt64, UInt64, UInt64)
  ) -> (Int, Int, Int)? {
    let digits = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian &- form.marks
    // The lowest byte out of place has its high bit in one of the two, whatever is carried from there.
    guard (digits | (digits &+ form.slack)) & 0x8080_8080_8080_8080 == 0 else { return nil }
    let numbers = digits &* 10 &+ digits >> 8
    func number(_ bit: UInt64) -> Int { Int(truncatingIfNeeded: numbers >> bit & 0xFF) }
    return (number(bits.0), number(bits.1), number(bits.2))
  }

  /// The number that two digits make.
  @inline(__always)
  private static func pair(_ digits: UnsafePointer<UInt8>) -> Int? {
    let (tens, ones) = (digits[0] &- UInt8(ascii: "0"), digits[1] &- UInt8(ascii: "0"))
    return tens <= 9 && ones <= 9 ? Int(tens) &* 10 &+ Int(ones) : nil
  }
}
