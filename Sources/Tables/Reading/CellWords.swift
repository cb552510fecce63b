/// Cells that stand for "no value", in the spellings that programs write.
enum MissingWord {
  private static let always: Set<[UInt8]> = Set(
    (["NULL", "null", "NaN", "nan", "(not set)", "(en blanco)"] + formulaErrors).map { Array($0.utf8) })

  /// What spreadsheets show where a formula has no value, in English and Spanish.
  private static let formulaErrors = [
    "#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!",
    "#N/D", "#¡DIV/0!", "#¡VALOR!", "#¡REF!", "#¿NOMBRE?", "#¡NUM!", "#¡NULO!",
  ]

  private static let dashes: Set<[UInt8]> = Set(["-", "--", "---", "–", "—"].map { Array($0.utf8) })

  /// Whether a cell of numbers, dates or booleans is missing: these cannot be anything else there, nor can a question
  /// mark.
  static func matches(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    let word = Blank.trim(cell)
    if word.count == 1 { return word[0] == UInt8(ascii: "-") || word[0] == UInt8(ascii: "?") }
    return isNA(word) || word.elementsEqual("None".utf8) || isAlwaysMissing(word)
  }

  /// Whether a cell of a text column is missing. `None` is a fair value there, and so is `NA` among other codes of
  /// two capitals (countries), which only the whole column shows.
  static func matchesText(_ cell: UnsafeBufferPointer<UInt8>, allowsNA: Bool = true) -> Bool {
    let word = Blank.trim(cell)
    if word.count <= 1 { return word.isEmpty || word[0] == UInt8(ascii: "-") }
    return (allowsNA && isNA(word)) || isAlwaysMissing(word)
  }

  static func isNA(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    word.count == 2 && word[0] == UInt8(ascii: "N") && word[1] == UInt8(ascii: "A")
  }

  /// Whether a cell is two capitals, as codes of countries are, and not `NA`.
  static func isTwoCapitals(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    cell.count == 2 && !isNA(cell) && cell.allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
  }

  private static func isAlwaysMissing(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard word.count >= 2, word.count <= 11 else { return false }
    switch word[0] {
    case UInt8(ascii: "-"), 0xE2: return word.count <= 3 && dashes.contains(Array(word))
    case UInt8(ascii: "N"), UInt8(ascii: "n"):
      return isAbbreviation(word) || isPhrase(word) || always.contains(Array(word))
    case UInt8(ascii: "S"), UInt8(ascii: "s"): return isAbbreviation(word) || isPhrase(word)
    // Not `K.A.`, which are initials.
    case UInt8(ascii: "k"): return word.elementsEqual("k.A.".utf8) || word.elementsEqual("k. A.".utf8)
    case UInt8(ascii: "#"), UInt8(ascii: "("): return always.contains(Array(word))
    default: return false
    }
  }

  /// Words that say it out, in any case.
  private static func isPhrase(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    word.count >= 4 && phrases.contains(word.map { $0 | 0x20 })
  }

  private static let phrases: Set<[UInt8]> = Set(
    ["no data", "sin dato", "sin datos"].map { $0.utf8.map { $0 | 0x20 } })

  /// Not available, no disponible, sin datos: `N/A`, `N/D` and `S/D`, or `N.A.` and so on, in any case.
  private static func isAbbreviation(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let (slash, point) = (UInt8(ascii: "/"), UInt8(ascii: "."))
    guard word.count == 3 && word[1] == slash || word.count == 4 && word[1] == point && word[3] == point else {
      return false
    }
    // Letters in lower case; the first is n or s.
    let (first, last) = (word[0] | 0x20, word[2] | 0x20)
    return last == UInt8(ascii: "d") || first == UInt8(ascii: "n") && last == UInt8(ascii: "a")
  }
}

/// The words of yes/no questions.
enum BooleanWord {
  private static let families: [[String]] = [
    ["true", "false"], ["yes", "no"], ["si", "sí", "no"], ["verdadero", "falso"], ["y", "n"], ["t", "f"], ["s", "n"],
  ]

  private static let words: [[UInt8]: UInt8] = {
    var words: [[UInt8]: UInt8] = [:]
    for (index, family) in families.enumerated() {
      for word in family { words[Array(word.utf8), default: 0] |= 1 << UInt8(index) }
    }
    words[Array("sÍ".utf8)] = words[Array("sí".utf8)]
    return words
  }()

  /// The families that a cell belongs to, whatever its case, as bits; a column is boolean if its cells share one.
  static func families(of cell: UnsafeBufferPointer<UInt8>) -> UInt8 {
    let word = Blank.trim(cell)
    guard word.count >= 1, word.count <= 9 else { return 0 }
    let lowered = word.map { byte in byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
    return words[lowered] ?? 0
  }
}
