import Testing

@testable import Tables

@Suite struct TextColumnSharedLevelsTests {
  /// One text a row.
  private func column(_ texts: [String]) -> TextColumn {
    var offsets = [0]
    var bytes: [UInt8] = []
    for text in texts {
      bytes += Array(text.utf8)
      offsets.append(bytes.count)
    }
    return TextColumn(rowOffsets: offsets, bytes: bytes)
  }

  @Test("Equal texts of rows share a level, in the order in which they first come")
  func shared() throws {
    let texts = [
      "b", "", "a", "b", "a text that is longer than two words", "a", "a text that is longer than two words",
    ]
    let column = try #require(column(texts).sharingLevels())
    #expect(column.isDictionary && column.levelCount == 3)
    #expect(column.withCodes { Array($0) } == [0, -1, 1, 0, 2, 1, 2])
    #expect((0..<texts.count).map { column.string(ofRow: $0) ?? "" } == texts)
  }

  @Test("Too many different texts are given up, in either form")
  func limit() {
    for column in [column(["a", "b", "a", "c"]), TextColumn(["a", "b", "a", "c"])] {
      #expect(column.sharingLevels(atMost: 2) == nil)
      #expect(column.sharingLevels(atMost: 3)?.levelCount == 3)
    }
    #expect(self.column([]).sharingLevels(atMost: 0)?.rowCount == 0)
  }
}
