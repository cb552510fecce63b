import Reporting
import Testing

@Suite struct ProgressTests {
  @Test("A bar and a percentage follow the stage")
  func bar() {
    let half = Progress(stage: "choosing k", fraction: 0.5)
    #expect(half.line(width: 32) == "choosing k  [######------]   50%")
    #expect(half.line(width: 200) == "choosing k  [###############---------------]   50%")
    #expect(half.line(width: 25) == "choosing k  [##---]   50%")
    #expect(half.line(width: 24) == "choosing k  50%")
    #expect(half.line(width: 8) == "choosin…")
  }

  @Test("Fractions outside 0 to 1 count as the nearest end, unknown ones have no bar")
  func fractions() {
    #expect(Progress(stage: "x", fraction: -1).line(width: 17) == "x  [------]    0%")
    #expect(Progress(stage: "x", fraction: 7).line(width: 17) == "x  [######]  100%")
    #expect(Progress(stage: "reading").line(width: 20) == "reading …")
    #expect(Progress(stage: "reading", fraction: .nan).line(width: 20) == "reading …")
  }

  @Test("What is left is dimmed on a coloured terminal")
  func colour() {
    let line = Progress(stage: "x", fraction: 0.5).line(width: 17, emphasis: Emphasis(isEnabled: true))
    #expect(line == "x  [###\u{1B}[2m---\u{1B}[0m]   50%")
  }
}
