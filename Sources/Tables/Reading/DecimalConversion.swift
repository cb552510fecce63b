/// Turns decimal digits into the nearest `Double`, ties to even.
///
/// Three ways, each exact: a product or quotient of two exact doubles (Clinger), 128-bit powers of five
/// (Eisel–Lemire), and `Double(_: String)`, which is exact and knows no locale, for what is left.
struct DecimalConversion: @unchecked Sendable {
  static let shared = DecimalConversion()

  private let powersOfFive: UnsafePointer<UInt64>
  /// 10^0 ... 10^22, all exact.
  private let powersOfTen: UnsafePointer<Double>

  private init() {
    powersOfFive = PowersOfFive.shared.words
    let powers = UnsafeMutablePointer<Double>.allocate(capacity: 23)
    var power = 1.0
    for exponent in 0...22 {
      powers[exponent] = power
      power *= 10
    }
    powersOfTen = UnsafePointer(powers)
  }

  /// `mantissa` · 10^`exponent`; nil where only ``convert(digits:)`` is certain.
  @inline(__always)
  func convert(_ mantissa: UInt64, exponent: Int) -> Double? {
    if mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      let exact = Double(Int64(bitPattern: mantissa))
      return exponent < 0 ? exact / powersOfTen[-exponent] : exact * powersOfTen[exponent]
    }
    guard exponent >= -64, exponent <= 64, mantissa != 0 else { return mantissa == 0 ? 0 : nil }
    return eiselLemire(mantissa, exponent: exponent)
  }

  /// `mantissa` · 10^`exponent` by one 64 × 128 bit product.
  ///
  /// The product of the normalized mantissa and 5^exponent has enough right bits to round at 53; a second
  /// multiplication refines it where the first leaves the rounding open. All results are normal numbers, because
  /// the exponents are small.
  ///
  /// Source: Lemire (2021), algorithm 1; Mushtak & Lemire (2022) for why no further fallback is needed.
  @inline(__always)
  private func eiselLemire(_ mantissa: UInt64, exponent: Int) -> Double {
    let shift = mantissa.leadingZeroBitCount
    let normalized = mantissa &<< UInt64(truncatingIfNeeded: shift)
    let entry = 2 &* (exponent &+ 64)
    var (high, low) = normalized.multipliedFullWidth(by: powersOfFive[entry])
    if high & 0x1FF == 0x1FF {
      let second = normalized.multipliedFullWidth(by: powersOfFive[entry &+ 1]).high
      low = low &+ second
      if low < second { high &+= 1 }
    }
    let topBit = high >> 63
    let keep = topBit &+ 9
    var significand = high &>> keep
    // floor(exponent · log2(10)), exact in this range.
    var power = ((217706 &* exponent) >> 16) &+ 63 &+ Int(topBit) &- shift &+ 1023
    if low <= 1, exponent >= -4, exponent <= 23, significand & 3 == 1, significand &<< keep == high {
      significand &= ~1
    }
    significand = (significand &+ (significand & 1)) >> 1
    if significand >= 1 << 53 {
      significand = 1 << 52
      power &+= 1
    }
    return Double(bitPattern: UInt64(truncatingIfNeeded: power) &<< 52 | significand & ((1 << 52) - 1))
  }

  /// A number of any length, such as `-12.5e-300`; nil when it is too large for a `Double`.
  ///
  /// `digits` must hold nothing but an optional sign, digits with at most one `mark`, and an optional exponent.
  func convert(digits: UnsafeBufferPointer<UInt8>, mark: UInt8) -> Double? {
    let text = String(decoding: digits.map { $0 == mark ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}
