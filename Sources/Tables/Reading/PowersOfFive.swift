/// The first 128 bits of 5^q for q in −64...64, the constants of Eisel–Lemire conversion.
///
/// Each entry is 5^q scaled by a power of two into [2^127, 2^128). Positive powers are truncated. Negative ones
/// are truncated below −27; from −27 on, where the reciprocal decides ties, they are rounded up.
/// Computed once with integer arithmetic.
///
/// Source: Lemire, "Number parsing at a gigabyte per second" (2021), section 5.
struct PowersOfFive: @unchecked Sendable {
  static let exponents = -64...64
  static let shared = PowersOfFive()

  /// The high and low word of the entry for q are at 2(q + 64) and 2(q + 64) + 1. Never written after `init`.
  let words: UnsafePointer<UInt64>

  private init() {
    let words = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * Self.exponents.count)
    for q in Self.exponents {
      let entry = q < 0 ? Self.reciprocal(ofPower: -q) : Self.power(q)
      words[2 * (q + 64)] = UInt64(truncatingIfNeeded: entry >> 64)
      words[2 * (q + 64) + 1] = UInt64(truncatingIfNeeded: entry)
    }
    self.words = UnsafePointer(words)
  }

  subscript(q: Int) -> UInt128 {
    UInt128(words[2 * (q + 64)]) << 64 | UInt128(words[2 * (q + 64) + 1])
  }

  private static func power(_ q: Int) -> UInt128 {
    var exact = WideInteger(1)
    for _ in 0..<q { exact.multiply(by: 5) }
    return exact.leading128
  }

  private static func reciprocal(ofPower n: Int) -> UInt128 {
    var divisor = WideInteger(1)
    for _ in 0..<n { divisor.multiply(by: 5) }
    // Long division of a power of two, bit by bit: 1/5^n starts with a one after bitWidth − 1 zeros.
    var remainder = WideInteger(1)
    for _ in 0..<(divisor.bitWidth - 1) { remainder.double() }
    var quotient: UInt128 = 0
    for _ in 0..<128 {
      remainder.double()
      quotient <<= 1
      if remainder >= divisor {
        remainder.subtract(divisor)
        quotient |= 1
      }
    }
    return n <= 27 ? quotient + 1 : quotient
  }
}

/// A natural number below 2^256, enough for 5^64 doubled.
private struct WideInteger: Comparable {
  private var low: UInt128
  private var high: UInt128 = 0

  init(_ value: UInt128) { low = value }

  var bitWidth: Int { high > 0 ? 256 - high.leadingZeroBitCount : 128 - low.leadingZeroBitCount }

  /// The number moved to have 128 bits, lower ones cut off.
  var leading128: UInt128 {
    high > 0
      ? high << high.leadingZeroBitCount | low >> (128 - high.leadingZeroBitCount)
      : low << low.leadingZeroBitCount
  }

  mutating func multiply(by factor: UInt128) {
    let product = low.multipliedFullWidth(by: factor)
    high = high * factor + product.high
    low = product.low
  }

  mutating func double() {
    high = high << 1 | low >> 127
    low <<= 1
  }

  mutating func subtract(_ other: WideInteger) {
    let difference = low.subtractingReportingOverflow(other.low)
    low = difference.partialValue
    high -= other.high + (difference.overflow ? 1 : 0)
  }

  static func < (left: WideInteger, right: WideInteger) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
