/// How a level of a category, or a yes or no, reads in a name.
enum LevelPhrase {
  private static let longest = 32
  private static let affirmative: Set<String> = ["yes", "true", "1", "y", "t", "si", "s", "x", "on"]
  private static let negative: Set<String> = ["no", "false", "0", "n", "f", "off"]
  private static let states: Set<String> = ["is", "was", "es"]
  private static let prefixes: Set<String> = ["is", "was", "has", "had", "flag", "es", "tiene", "con"]
  /// Columns whose levels are names, which keep their capitals.
  private static let named: Set<String> = [
    "city", "country", "region", "state", "province", "store", "brand", "county", "town", "name", "ciudad", "pais",
    "provincia", "comunidad", "tienda", "marca", "municipio",
  ]

  /// The words for a level: `two year` for Contract "Two year", `partner` for Partner "Yes", `plan B` for plan "B".
  ///
  /// - Parameter isShared: Whether another column has a level of that name, so that one word alone does not say what is meant.
  static func phrase(level: String, feature: String, isShared: Bool) -> String {
    let words = FeatureWords(feature)
    let text = readable(level)
    let folded = withoutAccents(text.lowercased())
    if affirmative.contains(folded) { return phrase(holds: true, words) }
    if negative.contains(folded) { return phrase(holds: false, words) }
    let isClear = text.count(where: \.isLetter) >= 3 && (!isShared || text.contains(" "))
    let isName = words.all.contains { named.contains(withoutAccents($0)) }
    let cased = isName ? text : withLowerStart(text)
    return isClear && level != Preparation.missingLevel ? cased : "\(words.telling.joined(separator: " ")) \(text)"
  }

  /// The words for a flag that is set or not: `loyalty card`, `no loyalty card`, `not active`.
  static func phrase(holds: Bool, _ words: FeatureWords) -> String {
    if words.all.contains("churn") || words.all.contains("churned") { return holds ? "churned" : "stayed" }
    let rest = words.telling.filter { !prefixes.contains(withoutAccents($0)) }
    let text = (rest.isEmpty ? words.telling : rest).joined(separator: " ")
    if holds { return text }
    return words.all.first.map { states.contains($0) } ?? false ? "not \(text)" : "no \(text)"
  }

  /// One line of at most 32 characters, underscores as spaces.
  private static func readable(_ level: String) -> String {
    let plain = String(level.map { $0.isNewline || $0 == "\t" || $0 == "_" ? " " : $0 })
    return plain.count <= longest ? plain : plain.prefix(longest - 1) + "…"
  }

  /// `Two year` becomes `two year`; `DSL` and `iPhone` stay.
  private static func withLowerStart(_ text: String) -> String {
    let start = text.prefix(2)
    guard let first = start.first, first.isUppercase, start.last.map({ !$0.isUppercase }) ?? false else { return text }
    return first.lowercased() + text.dropFirst()
  }
}
