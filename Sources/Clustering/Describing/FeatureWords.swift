/// A column name taken apart into words.
struct FeatureWords: Sendable, Equatable {
  /// Every word, in lower case but for codes such as `Q6`.
  let all: [String]
  /// The words that say what is measured: without units, time windows and kinds of aggregate, unless nothing else is left.
  let telling: [String]

  /// Takes apart snake_case, kebab-case, camelCase, dots and spaces.
  ///
  /// `FeatureWords("avgOrderValue_12m").telling // == ["order", "value"]`
  init(_ name: String) {
    let words = Self.split(name)
    all = words
    let folded = words.map(withoutAccents)
    let linkedUnit = Self.linkedUnit(in: folded)
    let kept = words.indices.filter { place in
      let word = folded[place]
      if let unit = linkedUnit, place == unit || place == unit + 1 { return true }
      if Self.untelling.contains(word) || Self.isWindow(word) { return false }
      let isNumber = word.allSatisfy(\.isNumber)
      return !(isNumber && place + 1 < folded.count && Self.units.contains(folded[place + 1]))
    }
    telling = kept.isEmpty ? words : kept.map { words[$0] }
  }

  /// Whether the name counts something: `n_orders`, `num_visits`.
  var isCount: Bool {
    all.contains { Self.counting.contains(withoutAccents($0)) }
  }

  private static let units: Set<String> = [
    "d", "day", "days", "dia", "dias", "week", "weeks", "semana", "semanas", "month", "months", "mes", "meses", "year",
    "years", "ano", "anos", "hour", "hours", "hora", "horas", "minute", "minutes", "mins", "minutos", "seconds", "secs",
    "segundos", "eur", "euro", "euros", "usd", "gbp", "dollars", "pct", "percent", "percentage", "porcentaje", "km",
    "kg",
  ]
  private static let counting: Set<String> = ["n", "num", "number", "count", "cnt", "nr", "numero", "cantidad"]
  private static let untelling: Set<String> = units.union(counting).union([
    "sum", "suma", "avg", "average", "mean", "media", "medio", "promedio", "last", "past", "ultimo", "ultima",
    "ultimos", "ultimas", "of", "the", "in", "per", "de", "del", "la", "el", "los", "las", "en", "por",
  ])

  /// Words that tie a unit to what it measures.
  static let links: Set<String> = ["on", "in", "per", "de", "en", "por"]

  /// The place of a unit without which the rest would begin with a link: `minutes` of `minutes on site`.
  private static func linkedUnit(in words: [String]) -> Int? {
    let isTelling = { (word: String) in !untelling.contains(word) && !isWindow(word) }
    guard let unit = words.firstIndex(where: { units.contains($0) || isTelling($0) }), units.contains(words[unit]),
      unit + 1 < words.count, links.contains(words[unit + 1])
    else { return nil }
    // In `12 months in store` the number came first; a link with nothing telling after it ties nothing.
    return words[(unit + 2)...].contains(where: isTelling) ? unit : nil
  }

  /// `12m`, `30d`, `l12m`.
  private static func isWindow(_ word: String) -> Bool {
    var characters = word[...]
    if characters.first == "l" { characters.removeFirst() }
    guard let last = characters.popLast(), "dwmyh".contains(last) else { return false }
    return !characters.isEmpty && characters.allSatisfy(\.isNumber)
  }

  private static func split(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    let characters = Array(name)
    for (place, character) in characters.enumerated() {
      guard character.isLetter || character.isNumber else {
        if !word.isEmpty { words.append(word) }
        word = ""
        continue
      }
      let previous = place > 0 ? characters[place - 1] : " "
      let next = place + 1 < characters.count ? characters[place + 1] : " "
      let startsWord =
        character.isUppercase && (previous.isLowercase || (previous.isUppercase && next.isLowercase))
      if startsWord, !word.isEmpty {
        words.append(word)
        word = ""
      }
      word.append(character)
    }
    if !word.isEmpty { words.append(word) }
    return words.isEmpty ? [name] : words.map { isCode($0) ? $0 : $0.lowercased() }
  }

  /// Capitals with digits, as a question has them; not a time window.
  private static func isCode(_ word: String) -> Bool {
    word.contains(where: \.isUppercase) && word.contains(where: \.isNumber)
      && word.allSatisfy { $0.isUppercase || $0.isNumber } && !isWindow(word.lowercased())
  }
}

/// A lower-case word with the accents of Spanish taken off, so that `antigüedad` and `antiguedad` are one word.
func withoutAccents(_ word: String) -> String {
  String(
    word.unicodeScalars.reduce(into: String.UnicodeScalarView()) { scalars, scalar in
      switch scalar {
      case "á": scalars.append("a")
      case "é": scalars.append("e")
      case "í": scalars.append("i")
      case "ó": scalars.append("o")
      case "ú", "ü": scalars.append("u")
      case "ñ": scalars.append("n")
      case "\u{0300}"..."\u{036F}": break
      default: scalars.append(scalar)
      }
    })
}
