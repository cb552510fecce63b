/// How numbers are written for people: in tables on a terminal, notes and reports.
///
/// Four significant digits unless asked otherwise, but whole digits are never hidden: 12,345.6 is `12,346`, not `12,350`.
/// Thousands are separated by commas, a missing value is `–`, and nothing is ever `-0`. Files for programs are written
/// elsewhere, with full precision.
public enum NumberText {
  /// What stands for a value that is missing or undefined.
  public static let missing = "–"

  /// A whole number: `1,234,567`.
  public static func integer(_ value: Int) -> String {
    (value < 0 ? "-" : "") + grouped(String(value.magnitude))
  }

  /// Any number with `significantDigits` digits at least, zeros at the end dropped: `0.02`, `12.35`, `1,235`, `1.5e+16`.
  ///
  /// Below 1e-5 and from 1e15 it is written with an exponent.
  public static func number(_ value: Double, significantDigits: Int = 4) -> String {
    precondition((1...15).contains(significantDigits), "significant digits are 1 to 15")
    if let special = special(value) { return special }
    if value == 0 { return "0" }
    let exponent = decimalExponent(value)
    if exponent < -5 || exponent >= 15 { return scientific(value, significantDigits) }
    return droppingZeros(fixed(value, decimals: max(0, significantDigits - 1 - exponent)))
  }

  /// Exactly `decimals` decimals: `1,234.50`; money is written with two.
  public static func decimal(_ value: Double, decimals: Int) -> String {
    precondition((0...15).contains(decimals), "decimals are 0 to 15")
    if let special = special(value) { return special }
    if abs(value) >= 1e15 { return scientific(value, 4) }
    return fixed(value, decimals: decimals)
  }

  /// An amount of money, with cents below 1,000 and without from there: `12.50`, `1,234`.
  ///
  /// - Parameters:
  ///   - value: The amount.
  ///   - unit: Follows after a space where given: `12.50 EUR`.
  public static func money(_ value: Double, unit: String = "") -> String {
    // 999.995 rounds up to 1,000: decide on what would be written.
    let text = decimal(value, decimals: abs(value) < 999.995 ? 2 : 0)
    return unit.isEmpty || !value.isFinite ? text : text + " " + unit
  }

  /// A share as per cent: 0.4123 is `41.2%`; a share above zero that would round to it is `<0.1%`.
  public static func percent(_ share: Double, decimals: Int = 1) -> String {
    if let special = special(share) { return special }
    let smallest = powerOfTen(-decimals)
    if share > 0, share * 100 < smallest / 2 { return "<" + fixed(smallest, decimals: decimals) + "%" }
    return decimal(share * 100, decimals: decimals) + "%"
  }

  /// A difference, always with its sign: `+1.2`, `-3`, `0`.
  public static func signed(_ value: Double, significantDigits: Int = 4) -> String {
    let text = number(value, significantDigits: significantDigits)
    return value > 0 ? "+" + text : text
  }

  /// A difference with its sign and exactly `decimals` decimals: `+1.20`, `-3`, `0`.
  public static func signed(_ value: Double, decimals: Int) -> String {
    let text = decimal(value, decimals: decimals)
    return value > 0 && !isZero(text) ? "+" + text : text
  }

  /// How many decimals tell the ends of an interval apart: two digits of its width, and no more.
  ///
  /// An interval from 40.57 to 53.71 reads 41 to 54. Nil for a width of zero, which tells nothing, and for one that no
  /// decimals show.
  public static func decimals(telling low: Double, from high: Double) -> Int? {
    let width = abs(high - low)
    guard width > 0, width.isFinite else { return nil }
    let decimals = max(0, 1 - decimalExponent(width))
    return decimals > 6 ? nil : decimals
  }

  /// A difference between two shares in percentage points: `+2.1 pp`.
  public static func percentagePoints(_ difference: Double, decimals: Int = 1) -> String {
    if let special = special(difference) { return special }
    let text = decimal(difference * 100, decimals: decimals)
    return (difference > 0 && !isZero(text) ? "+" : "") + text + " pp"
  }

  /// A distance between two shares in percentage points, without a sign: `2.1 pp`.
  public static func points(_ distance: Double) -> String { decimal(abs(distance) * 100, decimals: 1) + " pp" }

  /// A p-value: `0.034`, `<0.001`.
  public static func probability(_ value: Double) -> String {
    value < 0.0005 ? "<0.001" : decimal(value, decimals: 3)
  }

  /// The numbers of one column, all with the same decimals, as many as the largest needs for `significantDigits`.
  ///
  /// Decimals that are zero in all of them are dropped: `["1", "12", "1,203"]`, `["0.50", "1.25"]`.
  public static func column(_ values: [Double], significantDigits: Int = 4) -> [String] {
    let finite = values.filter(\.isFinite)
    guard let largest = finite.map(abs).max(), largest > 0 else { return values.map { number($0) } }
    let exponent = decimalExponent(largest)
    if exponent < -5 || exponent >= 15 { return values.map { number($0, significantDigits: significantDigits) } }
    var decimals = max(0, significantDigits - 1 - exponent)
    let texts = finite.map { fixed($0, decimals: decimals) }
    let needed = texts.map { text in decimals - text.utf8.reversed().prefix { $0 == UInt8(ascii: "0") }.count }
    decimals = decimals == 0 ? 0 : max(0, needed.max() ?? 0)
    return values.map { decimal($0, decimals: decimals) }
  }
}

extension NumberText {
  private static func isZero(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
  }

  private static func special(_ value: Double) -> String? {
    if value.isNaN { return missing }
    if value.isInfinite { return value < 0 ? "-∞" : "∞" }
    return nil
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(exponent) { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }

  /// Exponent of the first digit: 0 for 1 up to 10, -1 for 0.1 up to 1.
  private static func decimalExponent(_ value: Double) -> Int {
    normalized(value).exponent
  }

  /// The value as mantissa × 10^exponent with the mantissa, unsigned, from 1 up to 10.
  private static func normalized(_ value: Double) -> (mantissa: Double, exponent: Int) {
    var exponent = 0
    var rest = abs(value)
    while rest >= 10 {
      rest /= 10
      exponent += 1
    }
    while rest < 1 {
      rest *= 10
      exponent -= 1
    }
    return (rest, exponent)
  }

  private static func fixed(_ value: Double, decimals: Int) -> String {
    let scaled = (abs(value) * powerOfTen(decimals)).rounded()
    // Beyond 2^63 there are no decimals to write, only digits that a Double does not hold.
    guard scaled < 9e18 else { return scientific(value, 4) }
    var digits = String(UInt64(scaled))
    if digits.utf8.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
    }
    let whole = grouped(String(digits.dropLast(decimals)))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return sign + (decimals == 0 ? whole : whole + "." + digits.suffix(decimals))
  }

  private static func scientific(_ value: Double, _ significantDigits: Int) -> String {
    var (mantissa, exponent) = normalized(value)
    if (mantissa * powerOfTen(significantDigits - 1)).rounded() >= powerOfTen(significantDigits) {
      mantissa /= 10
      exponent += 1
    }
    let digits = droppingZeros(fixed(mantissa, decimals: significantDigits - 1))
    return (value < 0 ? "-" : "") + digits + (exponent < 0 ? "e-" : "e+") + (abs(exponent) < 10 ? "0" : "")
      + String(abs(exponent))
  }

  private static func droppingZeros(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: ".")) else { return text }
    var result = text
    while result.last == "0" { result.removeLast() }
    if result.last == "." { result.removeLast() }
    return result
  }

  private static func grouped(_ digits: String) -> String {
    if digits.utf8.count < 4 { return digits }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }
}
