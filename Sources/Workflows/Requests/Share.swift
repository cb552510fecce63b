/// Shares as people write them, on the command line and in files.
enum Share {
  /// `15%`, `15 %` or `0.15`; nil for anything else.
  static func parsed(_ text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    var digits = isPercent ? text.dropLast() : text[...]
    while digits.last == " " { digits.removeLast() }
    guard digits.allSatisfy({ "+-.0123456789eE".contains($0) }), let value = Double(digits), value.isFinite else {
      return nil
    }
    return isPercent ? value / 100 : value
  }
}
