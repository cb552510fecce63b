import Reporting

/// What people write whose numbers have decimal commas.
public enum WrittenNumber {
  /// A warning about `20.000`, which is 20 here and twenty thousand to many; nil for amounts beyond doubt.
  ///
  /// - Parameter shown: What to call it in the warning.
  static func doubt(_ text: String, shown: String) -> CommandOutput.Remark? {
    let parts = text.drop { $0 == "+" || $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...3).contains(parts[0].count), parts[0].first != "0", parts[1].count == 3,
      parts.allSatisfy({ $0.allSatisfy(isDigit) }), let value = Double(text)
    else { return nil }
    return .init(
      .warning, "\(shown) was read as \(NumberText.number(value, significantDigits: 6)): a point sets off decimals",
      hint: choice(parts[0], parts[1]))
  }

  /// A warning about a factor of `+10%` or `10%`, which is a tenth here and a tenth more to many; nil for other factors.
  ///
  /// - Parameter shown: What to call it in the warning.
  static func factorDoubt(_ text: String, shown: String) -> CommandOutput.Remark? {
    let written = text.filter { $0 != " " }
    guard written.hasPrefix("+") || written.hasSuffix("%"), let factor = Share.parsed(written), factor > 0, factor < 1
    else {
      return nil
    }
    let number = { (value: Double) in NumberText.number(value, significantDigits: 6) }
    return .init(
      .warning, "\(shown) was read as a factor of \(number(factor)), which makes the probability smaller",
      hint: "write \(number(1 + factor)) for \(number(100 * factor))% more, \(number(factor)) for a factor beyond doubt"
    )
  }

  /// How to write a number that has a comma: `0.05` for `0,05`; nil for texts that are no such number.
  public static func withoutComma(_ text: String) -> String? {
    let number = text.hasSuffix("%") ? text.dropLast() : text[...]
    let groups = number.drop { $0 == "+" || $0 == "-" }.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1, groups.dropLast().allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }),
      let last = groups.last, last.first.map(isDigit) == true, last.allSatisfy({ isDigit($0) || $0 == "." })
    else { return nil }
    let joined = text.replacing(",", with: "")
    if groups.count > 2 || last.contains(".") { return "write \(joined), without commas" }
    guard last.count == 3, groups[0] != "0", !text.hasSuffix("%") else {
      return "write \(text.replacing(",", with: ".")), with a point"
    }
    return choice(groups[0], last)
  }

  /// How to write an amount of money: `20000` for `20 000 €` and `20k`, `1234.50` for `1.234,50`; nil for texts that are no
  /// such amount, and for those that are well written.
  public static func plainly(_ text: String) -> String? {
    var number = text.filter { !$0.isWhitespace && !"€$£".contains($0) }
    if number.last == "k" || number.last == "K", let thousands = Double(number.dropLast()), thousands < 1e9 {
      return "write \(NumberText.number(1000 * thousands, significantDigits: 12).filter { $0 != "," })"
    }
    let halves = number.split(separator: ",", omittingEmptySubsequences: false)
    let groups = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    if halves.count == 2, groups.count > 1, groups.dropFirst().allSatisfy({ $0.count == 3 }) {
      number = groups.joined() + "." + halves[1]
    }
    if let hint = withoutComma(number) { return hint }
    guard number != text, number.contains(where: isDigit), number.allSatisfy({ isDigit($0) || $0 == "." }),
      Double(number) != nil
    else { return nil }
    return doubt(number, shown: number)?.hint ?? "write \(number)"
  }

  /// How to write a number with three digits behind its mark, for either meaning of the mark.
  private static func choice(_ whole: Substring, _ last: Substring) -> String {
    var decimals = last
    while decimals.last == "0" { decimals.removeLast() }
    // Three decimals are beyond doubt with a fourth.
    let number = decimals.isEmpty ? "\(whole)" : "\(whole).\(decimals)\(decimals.count == 3 ? "0" : "")"
    return "write \(whole)\(last) for thousands, \(number) for decimals"
  }

  /// A number of the command line in a message: `20,000`, and `nan` as it was given.
  static func shown(_ value: Double) -> String { value.isFinite ? NumberText.number(value) : "\(value)" }

  static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
