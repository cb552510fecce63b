import Testing

@testable import Tables

@Suite struct CellWordsTests {
  @Test(
    "Missing words are those that programs write",
    arguments: [
      "NA", " NA ", "null", "NaN", "-", "--", "---", "–", "—", "?", "#N/D", "N/D", "n.d.", "S/D", "n/a", "s/d", "N.A.",
      "(not set)", "Sin datos", "sin dato", "NO DATA", "k.A.", "k. A.", "#DIV/0!", "#VALUE!", "#¡DIV/0!", "#¿NOMBRE?",
      " #¡NULO! ",
    ])
  func missing(word: String) {
    #expect(withBytes(word) { MissingWord.matches($0) })
  }

  @Test(
    "Other words are values",
    arguments: [
      "n/x", "S/M", "na", "none", "----", "-1", "??", "#", "#1", "#DIV/1!", "0", "N", "NAN", "missing", "(en blanc)",
      "sin", "ka", "no dato", "kA.A", "K.A.", "k.a.",
    ])
  func values(word: String) {
    #expect(!withBytes(word) { MissingWord.matches($0) })
  }

  @Test("Among texts a question mark is a value, dashes and errors of formulas are none")
  func texts() {
    #expect(!withBytes("?") { MissingWord.matchesText($0) })
    #expect(!withBytes("–5") { MissingWord.matchesText($0) })
    for word in ["--", "—", "#REF!", "#¡VALOR!"] { #expect(withBytes(word) { MissingWord.matchesText($0) }) }
  }

  @Test("Words of yes and no share a family")
  func booleans() {
    func families(_ words: String...) -> UInt8 {
      words.reduce(.max) { families, word in families & withBytes(word) { BooleanWord.families(of: $0) } }
    }
    #expect(families("yes", "NO", " Yes") != 0)
    #expect(families("Sí", "SÍ", "si", "No") != 0)
    #expect(families("yes", "false") == 0)
    #expect(families("y", "n") != 0)
    #expect(families("0", "1") == 0)
    #expect(families("yesterday") == 0)
  }

  @Test("Blanks of Unicode are blanks")
  func blanks() {
    for text in ["", " ", "\t", "\u{A0}", "\u{202F}", "\u{2007}\u{2009} \u{FEFF}"] {
      #expect(withBytes(text) { Blank.fills($0) })
    }
    for text in ["x", "\u{A1}", " .", "\u{2010}", "Â"] { #expect(!withBytes(text) { Blank.fills($0) }) }
    #expect(withBytes("\u{A0} à \u{202F}") { String(decoding: Blank.trim($0), as: UTF8.self) } == "à")
  }
}
