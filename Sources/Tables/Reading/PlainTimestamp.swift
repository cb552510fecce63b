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

  /// The date that starts at `start`; nil when another form stands there. Up to 24 bytes must be readable.
  @inline(__always)
  static func scan(_ start: UnsafePointer<UInt8>) -> Scanned? {
    guard start[4] == UInt8(ascii: "-"), start[7] == UInt8(ascii: "-"),
      let century = pair(start), let year = pair(start + 2), let month = pair(start + 5), let day = pair(start + 8),
      let days = CivilDay.since1970(year: century &* 100 &+ year, month: month, day: day)
    else { return nil }
    var scanned = Scanned(seconds: Double(days &* 86_400), end: start + 10, hasTime: false, hasZone: false)
    guard start[10] == UInt8(ascii: "T") || start[10] == UInt8(ascii: " ") else { return scanned }
    guard start[13] == UInt8(ascii: ":"), start[16] == UInt8(ascii: ":"),
      let hour = pair(start + 11), let minute = pair(start + 14), let second = pair(start + 17),
      hour < 24, minute < 60, second < 60
    else { return nil }
    scanned.seconds += Double(hour &* 3600 &+ minute &* 60 &+ second)
    scanned.hasZone = start[19] == UInt8(ascii: "Z")
    scanned.end = start + (scanned.hasZone ? 20 : 19)
    scanned.hasTime = true
    return scanned
  }

  /// The number that two digits make.
  @inline(__always)
  private static func pair(_ digits: UnsafePointer<UInt8>) -> Int? {
    let (tens, ones) = (digits[0] &- UInt8(ascii: "0"), digits[1] &- UInt8(ascii: "0"))
    return tens <= 9 && ones <= 9 ? Int(tens) &* 10 &+ Int(ones) : nil
  }
}
