import Testing

@testable import Workflows

@Suite("Terminal")
struct TerminalTests {
  @Test("Harmless text keeps its lines and loses what steers a terminal")
  func harmless() {
    #expect(Terminal.harmless("two\nlines") == "two\nlines")
    #expect(Terminal.harmless("\u{1B}[2Jred") == "␛[2Jred")
    #expect(Terminal.harmless("") == "")
    #expect(Terminal.harmless("año €") == "año €")
  }
}
