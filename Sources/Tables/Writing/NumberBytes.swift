import Glibc

/// Writes numbers as decimal digits; what is written when is said at ``NumberStyle``.
///
/// Rounding is exact. The scaled number is rounded by its fraction, which a Double holds exactly below 2^52, and where the
/// fraction is a half, the rounding error of the scaling, which a fused multiply-add gives exactly, decides.
struct NumberBytes {
  let decimalMark: UInt8

  private static let largestPower = 22
  /// Powers of ten that a Double holds exactly.
  private let powers: [Double]
  private let wholePowers: [UInt64]

  init(decimalMark: UInt8) {
    self.decimalMark = decimalMark
    var powers = [1.0]
    for _ in 0..<Self.largestPower { powers.append(powers[powers.count - 1] * 10) }
    self.powers = powers
    wholePowers = (0...19).map { exponent in (0..<exponent).reduce(1) { power, _ in power * 10 } }
  }

  /// Appends the number; nothing for NaN.
  @inline(__always)
  func append(_ value: Double, _ style: NumberStyle, to buffer: inout ByteBuffer) {
    guard value.isFinite else {
      if !value.isNaN { buffer.append(value < 0 ? "-inf" : "inf") }
      return
    }
    switch style {
    case .shortest: appendShortest(value, to: &buffer)
    case .significant(let digits): appendSignificant(value, digits, to: &buffer)
    case .decimals(let decimals): appendDecimals(value, decimals, to: &buffer)
    }
  }

  private func appendShortest(_ value: Double, to buffer: inout ByteBuffer) {
    let magnitude = abs(value)
    if magnitude < 1e16, Double(Int(value)) == value {
      buffer.append(decimal: Int(value))
      return
    }
    // At most 15 digits read back to one Double only, so if six decimals do, no other spelling is shorter.
    let scaled = magnitude * 1e6
    if scaled < 1e15, magnitude >= 1e-4 {
      let rounded = Int(scaled + 0.5)
      if Double(rounded) / 1e6 == magnitude {
        layOut(Decimal(digits: UInt64(rounded), decimals: 6), isNegative: value < 0, to: &buffer)
        return
      }
    }
    var description = value.description
    let decimal = description.withUTF8 { Decimal(parsing: $0) }
    layOut(decimal, isNegative: value < 0, to: &buffer)
  }

  @inline(__always)
  private func appendSignificant(_ value: Double, _ digits: Int, to buffer: inout ByteBuffer) {
    precondition((1...14).contains(digits), "significant digits are 1 to 14")
    if value == 0 {
      buffer.append(UInt8(ascii: "0"))
      return
    }
    let magnitude = abs(value)
    // 1233/4096 is just above log10(2): the exponent of the first digit is this or one more.
    var decimals = digits - 1 - ((Int(magnitude.exponent) * 1233) >> 12)
    guard abs(decimals) < Self.largestPower else {
      layOut(roundedByLibrary(magnitude, digits), isNegative: value < 0, to: &buffer)
      return
    }
    var rounded = scaledAndRounded(magnitude, decimals)
    if Double(rounded) >= powers[digits] {
      decimals -= 1
      rounded = scaledAndRounded(magnitude, decimals)
    }
    layOut(Decimal(digits: UInt64(rounded), decimals: decimals), isNegative: value < 0, to: &buffer)
  }

  @inline(__always)
  private func appendDecimals(_ value: Double, _ decimals: Int, to buffer: inout ByteBuffer) {
    precondition((0...9).contains(decimals), "decimals are 0 to 9")
    let magnitude = abs(value)
    guard magnitude * powers[decimals] < 1e15 else { return appendShortest(value, to: &buffer) }
    let rounded = scaledAndRounded(magnitude, decimals)
    let decimal = Decimal(digits: UInt64(rounded), decimals: decimals)
    layOut(decimal, isNegative: value < 0 && rounded > 0, to: &buffer, mayHaveExponent: false)
  }

  /// The integer nearest to magnitude × 10^decimals, the even one of two equally near; the product is below 2^52.
  @inline(__always)
  private func scaledAndRounded(_ magnitude: Double, _ decimals: Int) -> Int {
    let power = powers[abs(decimals)]
    let scaled = decimals >= 0 ? magnitude * power : magnitude / power
    let whole = Int(scaled)
    let fraction = scaled - Double(whole)
    if fraction != 0.5 { return fraction > 0.5 ? whole + 1 : whole }
    let error =
      decimals >= 0 ? (-scaled).addingProduct(magnitude, power) : magnitude.addingProduct(-scaled, power)
    if error != 0 { return error > 0 ? whole + 1 : whole }
    return whole.isMultiple(of: 2) ? whole : whole + 1
  }

  /// The slow way, for magnitudes whose power of ten is not an exact Double.
  private func roundedByLibrary(_ magnitude: Double, _ digits: Int) -> Decimal {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
      let length = withVaList([CInt(digits - 1), magnitude]) { vsnprintf(text.baseAddress, text.count, "%.*e", $0) }
      return text.withMemoryRebound(to: UInt8.self) {
        Decimal(parsing: UnsafeBufferPointer(rebasing: $0[..<Int(length)]))
      }
    }
  }

  @inline(__always)
  private func layOut(
    _ decimal: Decimal, isNegative: Bool, to buffer: inout ByteBuffer, mayHaveExponent: Bool = true
  ) {
    var digits = decimal.digits
    var decimals = decimal.decimals
    while digits != 0, digits % 10 == 0 {
      digits /= 10
      decimals -= 1
    }
    if digits == 0 { decimals = 0 }
    if isNegative { buffer.append(UInt8(ascii: "-")) }
    let count = digitCount(digits)
    let exponent = count - 1 - decimals
    if mayHaveExponent, exponent < -4 || exponent >= 16 {
      appendScientific(digits, count, exponent, to: &buffer)
    } else if decimals <= 0 {
      buffer.append(digits: digits, count: count)
      for _ in 0..<(-decimals) { buffer.append(UInt8(ascii: "0")) }
    } else {
      let divisor = wholePower(decimals)
      let whole = digits / divisor
      buffer.append(digits: whole, count: digitCount(whole))
      buffer.append(decimalMark)
      buffer.append(digits: digits - whole * divisor, count: decimals)
    }
  }

  private func appendScientific(_ digits: UInt64, _ count: Int, _ exponent: Int, to buffer: inout ByteBuffer) {
    let divisor = wholePower(count - 1)
    buffer.append(digits: digits / divisor, count: 1)
    if count > 1 {
      buffer.append(decimalMark)
      buffer.append(digits: digits % divisor, count: count - 1)
    }
    buffer.append(UInt8(ascii: "e"))
    buffer.append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    if abs(exponent) < 10 { buffer.append(UInt8(ascii: "0")) }
    buffer.append(decimal: abs(exponent))
  }

  /// 10^exponent, or 10^19 where that would not fit: everything written has fewer digits, so its quotient is 0 as well.
  @inline(__always)
  private func wholePower(_ exponent: Int) -> UInt64 {
    wholePowers[min(exponent, 19)]
  }
}

/// The number digits ÷ 10^decimals.
private struct Decimal {
  var digits: UInt64
  var decimals: Int

  init(digits: UInt64, decimals: Int) {
    self.digits = digits
    self.decimals = decimals
  }

  /// Reads `-1.25e-07`, leaving out the sign; at most 19 digits.
  init(parsing text: UnsafeBufferPointer<UInt8>) {
    digits = 0
    decimals = 0
    var exponent = 0
    var exponentIsNegative = false
    var seenMark = false
    var seenExponent = false
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if seenExponent {
          exponent = exponent * 10 + Int(byte & 0x0F)
        } else {
          digits = digits * 10 + UInt64(byte & 0x0F)
          if seenMark { decimals += 1 }
        }
      case UInt8(ascii: "."): seenMark = true
      case UInt8(ascii: "e"): seenExponent = true
      case UInt8(ascii: "-"): exponentIsNegative = seenExponent
      default: break
      }
    }
    decimals += exponentIsNegative ? exponent : -exponent
  }
}
