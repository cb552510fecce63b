import Reporting
import Testing

@Suite struct EmphasisTests {
  @Test("Escape sequences are written only where they are asked for")
  func escapes() {
    let on = Emphasis(isEnabled: true)
    #expect(on.bold("x") == "\u{1B}[1mx\u{1B}[0m")
    #expect(on.dim("x") == "\u{1B}[2mx\u{1B}[0m")
    #expect(on.red("x") == "\u{1B}[31mx\u{1B}[0m")
    #expect(on.yellow("x") == "\u{1B}[33mx\u{1B}[0m")
    #expect(on.cyan("x") == "\u{1B}[36mx\u{1B}[0m")
    #expect(on.bold("") == "")
    #expect(Emphasis.none.bold("x") + Emphasis.none.red("y") == "xy")
  }
}
