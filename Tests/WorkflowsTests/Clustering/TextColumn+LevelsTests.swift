import Testing

@testable import Tables
@testable import Workflows

@Suite("Levels of texts")
struct TextColumnLevelsTests {
  @Test("different texts are counted, missing ones not")
  func different() {
    #expect(TextColumn(["a", nil, "b", "a"]).differentCount == 2)
    #expect(TextColumn(rowOffsets: [0, 1, 1, 2, 3], bytes: Array("aba".utf8)).differentCount == 2)
  }

  @Test("a flag has a few words that repeat, or 0 and 1")
  func flags() {
    let flags: [[String?]] = [["Sí", "No", "Sí", "No"], ["0", "1", "1", "0"], ["x", "x", nil]]
    for texts in flags {
      #expect(TextColumn(texts).isFlag, "\(texts)")
    }
    let many = (0..<21).map { String(repeating: "w", count: $0 + 1) }
    let others: [[String?]] = [
      ["Sí", "No", "Sí"], ["4", "5", "4", "5"], ["a@b", "a@b"], ["T1", "T1"], [], [nil], many + many,
    ]
    for texts in others {
      #expect(!TextColumn(texts).isFlag, "\(texts)")
    }
  }
}
