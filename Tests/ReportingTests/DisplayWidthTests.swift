import Testing

@testable import Reporting

@Suite struct DisplayWidthTests {
  @Test(
    "Width counts columns, not characters or bytes",
    arguments: [
      ("", 0), ("abc", 3), ("señal", 5), ("e\u{301}", 1), ("漢字", 4), ("ｱ", 1), ("Ａ", 2), ("한국", 4), ("👍", 2), ("👩‍👩‍👧", 2),
      ("🇪🇸", 2), ("❤\u{FE0F}", 2), ("a\u{200B}b", 2), ("…", 1), ("–", 1),
    ])
  func widths(text: String, expected: Int) {
    #expect(displayWidth(text) == expected)
  }

  @Test("Control and direction characters are made visible, other text is left alone")
  func printableText() {
    #expect(printable("plain, señal") == "plain, señal")
    #expect(printable("a\u{1B}[31mb\nc\t\u{7F}\0") == "a␛[31mb␊c␉␡␀")
    #expect(printable("x\u{202E}y\u{9B}z") == "x\u{FFFD}y\u{FFFD}z")
    #expect(printable("a\r\nb") == "a␍␊b")
  }

  @Test("Cutting keeps within the width and never splits a character")
  func cutting() {
    #expect(truncated("checkout", toWidth: 8) == "checkout")
    #expect(truncated("checkout", toWidth: 5) == "chec…")
    #expect(truncated("漢字漢字", toWidth: 6) == "漢字…")
    #expect(truncated("漢字漢字", toWidth: 7) == "漢字漢…")
    #expect(truncated("abc", toWidth: 1) == "…")
    #expect(truncated("abc", toWidth: 0) == "")
  }
}
