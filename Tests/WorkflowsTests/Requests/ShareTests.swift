import Testing

@testable import Workflows

@Suite("Shares as people write them")
struct ShareTests {
  @Test(
    "are percentages or numbers",
    arguments: [("15%", 0.15), ("15 %", 0.15), ("0.15", 0.15), ("-5%", -0.05), ("1e2%", 1), ("150%", 1.5)])
  func shares(text: String, share: Double) {
    #expect(Share.parsed(text) == share)
  }

  @Test("and nothing else", arguments: ["", "%", " %", "15,5%", "15 per cent", "inf", "nan%", "0x1p3", "1e999", "%15"])
  func others(text: String) {
    #expect(Share.parsed(text) == nil)
  }
}
