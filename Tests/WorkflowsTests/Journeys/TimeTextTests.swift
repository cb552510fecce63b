import Testing

@testable import Workflows

@Suite("Times in words")
struct TimeTextTests {
  @Test(
    "a length has the largest unit that it fills",
    arguments: [
      (86_400.0, "1 day"), (129_600, "1.5 days"), (43_200, "12 hours"), (5_400, "1.5 hours"), (90, "1.5 minutes"),
      (59, "59 seconds"), (1, "1 second"),
    ])
  func length(seconds: Double, text: String) {
    #expect(TimeText(areInstants: true).length(seconds) == text)
  }

  @Test("a length of plain numbers has none")
  func plain() {
    #expect(TimeText(areInstants: false).length(90) == "90")
  }
}
