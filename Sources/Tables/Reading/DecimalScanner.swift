/// What was seen of a number besides its value; gathered by OR over a column.
struct NumberTraits: OptionSet, Sendable {
  let rawValue: UInt16

  static let fraction = NumberTraits(rawValue: 1 << 0)
  /// The mark in the cell can only be a decimal mark: `1.5`, `0.125`, `1234.567`.
  static let certainMark = NumberTraits(rawValue: 1 << 1)
  /// The mark could also group thousands: `1.234`.
  static let openMark = NumberTraits(rawValue: 1 << 2)
  static let exponent = NumberTraits(rawValue: 1 << 3)
  static let leadingZero = NumberTraits(rawValue: 1 << 4)
  /// An integer beyond 2^53, which a `Double` may round.
  static let beyondExact = NumberTraits(rawValue: 1 << 5)
  static let signed = NumberTraits(rawValue: 1 << 6)
  static let percent = NumberTraits(rawValue: 1 << 7)
  static let currency = NumberTraits(rawValue: 1 << 8)
  static let severalCurrencies = NumberTraits(rawValue: 1 << 9)
  /// Four or more digits before the mark or the end, ungrouped: the column hardly groups thousands.
  static let ungrouped = NumberTraits(rawValue: 1 << 10)
  static let grouped = NumberTraits(rawValue: 1 << 11)
  /// An open mark that is not the column's decimal mark, so that it was taken to group thousands.
  static let openGroup = NumberTraits(rawValue: 1 << 12)
  /// No number stands here; never gathered.
  static let none = NumberTraits(rawValue: 1 << 15)
}

/// A number that ends before `end`; none stands there when `traits` is `.none`.
struct ScannedDecimal {
  var value: Double
  var end: UnsafePointer<UInt8>
  var traits: NumberTraits
}

/// Reads numbers of the plain form `-12.5e3`, eight digits at a time.
struct DecimalScanner: @unchecked Sendable {
  private let conversion = DecimalConversion.shared
  private let powersOfTen: UnsafePointer<UInt64>

  private struct Powers: @unchecked Sendable {
    let values: UnsafePointer<UInt64>

    init() {
      let powers = UnsafeMutablePointer<UInt64>.allocate(capacity: 8)
      for exponent in 0..<8 { powers[exponent] = exponent == 0 ? 1 : powers[exponent - 1] * 10 }
      values = UnsafePointer(powers)
    }
  }

  private static let sharedPowers = Powers()

  init() {
    powersOfTen = Self.sharedPowers.values
  }

  /// The number that starts at `start`, `mark` being the decimal mark.
  ///
  /// Reads up to 8 bytes beyond the number's end, which must be readable. The caller looks at what follows.
  @inline(__always)
  func scan(_ start: UnsafePointer<UInt8>, mark: UInt8) -> ScannedDecimal {
    var position = start
    let isNegative = position.pointee == UInt8(ascii: "-")
    var traits: UInt16 = 0
    if isNegative || position.pointee == UInt8(ascii: "+") {
      position += 1
      traits = NumberTraits.signed.rawValue
    }
    let head = position
    var mantissa: UInt64 = 0
    scanDigits(&position, &mantissa)
    let headCount = position - head
    let startsWithZero = head.pointee == UInt8(ascii: "0")
    var digitCount = headCount
    var fractionCount = 0
    if position.pointee == mark {
      position += 1
      let fraction = position
      scanDigits(&position, &mantissa)
      fractionCount = position - fraction
      digitCount &+= fractionCount
      let isOpen = fractionCount == 3 && headCount > 0 && headCount <= 3 && !startsWithZero
      traits |= isOpen ? 0b101 : 0b011
    } else if startsWithZero && headCount > 1 {
      traits |= NumberTraits.leadingZero.rawValue
    } else if mantissa > 1 << 53 || headCount > 19 {
      traits |= NumberTraits.beyondExact.rawValue
    }
    if headCount > 3 { traits |= NumberTraits.ungrouped.rawValue }
    guard digitCount > 0 else { return nothing(at: start) }
    var exponent = -fractionCount
    var isLong = digitCount > 19
    if position.pointee | 0x20 == UInt8(ascii: "e") {
      guard let power = scanExponent(&position) else { return nothing(at: start) }
      exponent += power
      traits |= NumberTraits.exponent.rawValue
      isLong = isLong || abs(power) > 400
    }
    var value: Double
    if !isLong, let converted = conversion.convert(mantissa, exponent: exponent) {
      value = isNegative ? -converted : converted
    } else {
      let digits = UnsafeBufferPointer(start: start, count: position - start)
      guard let converted = conversion.convert(digits: digits, mark: mark) else { return nothing(at: start) }
      value = converted
    }
    return ScannedDecimal(value: value, end: position, traits: NumberTraits(rawValue: traits))
  }

  @inline(__always)
  private func nothing(at start: UnsafePointer<UInt8>) -> ScannedDecimal {
    ScannedDecimal(value: .nan, end: start, traits: .none)
  }

  /// Appends the digits at `position` to `mantissa`, which wraps around beyond 19 of them.
  @inline(__always)
  private func scanDigits(_ position: inout UnsafePointer<UInt8>, _ mantissa: inout UInt64) {
    while true {
      let word = UnsafeRawPointer(position).loadUnaligned(as: UInt64.self).littleEndian
      let digits = word ^ 0x3030_3030_3030_3030
      // The high bit of each byte that is no digit; a carry reaches later bytes only.
      let others = ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
      if others != 0 {
        let count = others.trailingZeroBitCount >> 3
        if count > 0 {
          let aligned = digits &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
          mantissa = mantissa &* powersOfTen[count] &+ Self.eightDigits(aligned)
          position += count
        }
        return
      }
      mantissa = mantissa &* 100_000_000 &+ Self.eightDigits(digits)
      position += 8
    }
  }

  /// The number whose eight digits are the bytes of `word`, the first digit lowest.
  @inline(__always)
  private static func eightDigits(_ word: UInt64) -> UInt64 {
    let pairs = word &* 10 &+ (word >> 8)
    let odd = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let even = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (odd &+ even) >> 32
  }

  /// The exponent after the `e` at `position`; nil without digits. Large ones are cut to ±99,999.
  private func scanExponent(_ position: inout UnsafePointer<UInt8>) -> Int? {
    var next = position + 1
    let isNegative = next.pointee == UInt8(ascii: "-")
    if isNegative || next.pointee == UInt8(ascii: "+") { next += 1 }
    let digits = next
    var power = 0
    while next.pointee &- UInt8(ascii: "0") <= 9 {
      power = min(power * 10 + Int(next.pointee &- UInt8(ascii: "0")), 99_999)
      next += 1
    }
    guard next > digits else { return nil }
    position = next
    return isNegative ? -power : power
  }
}
