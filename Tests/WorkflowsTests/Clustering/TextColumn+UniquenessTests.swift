import Testing

@testable import Tables
@testable import Workflows

@Suite("Uniqueness of texts")
struct TextColumnUniquenessTests {
  /// A column with a level a row, as large columns of different texts are kept.
  private func rowByRow(_ texts: [String]) -> TextColumn {
    var offsets = [0]
    var bytes: [UInt8] = []
    for text in texts {
      bytes += Array(text.utf8)
      offsets.append(bytes.count)
    }
    return TextColumn(rowOffsets: offsets, bytes: bytes)
  }

  @Test(
    "texts without repeats are unique, whatever their number",
    arguments: [["a"], ["a", "b"], ["x", "xx", "xxx"], ["b", "a", "ab", "aa"], (0..<1_000).map { "customer \($0)" }])
  func unique(texts: [String]) {
    #expect(TextColumn(texts).isUnique)
    #expect(rowByRow(texts).isUnique)
  }

  @Test("one repeat anywhere is found")
  func repeats() {
    #expect(!TextColumn(["a", "b", "a"]).isUnique)
    #expect(!rowByRow(["a", "b", "a"]).isUnique)
    // Rising but for the repeat.
    #expect(!rowByRow(["a", "b", "b", "c"]).isUnique)
    #expect(!rowByRow(["a", "b", "aa", "ab", "b"]).isUnique)
    #expect(!rowByRow((0..<1_000).map { "customer \($0)" } + ["customer 7"]).isUnique)
  }

  @Test("an empty cell is no identifier")
  func missing() {
    #expect(!TextColumn(["a", nil, "b"]).isUnique)
    #expect(!rowByRow(["a", "", "b"]).isUnique)
  }

  @Test("texts are bytes: what Unicode calls equal may be two customers")
  func bytes() {
    #expect(TextColumn(["caf\u{E9}", "cafe\u{301}"]).isUnique)
    #expect(rowByRow(["caf\u{E9}", "cafe\u{301}"]).isUnique)
  }

  @Test("no rows have no repeats")
  func empty() {
    #expect(TextColumn([]).isUnique)
  }
}
