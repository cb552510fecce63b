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
  func shared() {
    let texts = [
      "b", "", "a", "b", "a text that is longer than two words", "a", "a text that is longer than two words",
    ]
    let column = column(texts).sharingLevels()
    #expect(column.isDictionary && column.levelCount == 3)
    #expect(column.withCodes { Array($0) } == [0, -1, 1, 0, 2, 1, 2])
    #expect((0..<texts.count).map { column.string(ofRow: $0) ?? "" } == texts)
  }

  @Test("Few rows have the commonest of many texts, alike in either form and any order")
  func mostRows() {
    let names = (0..<2000).map { "name of customer \($0)" }
    let texts = names + Array(repeating: "Madrid", count: 300) + ["", "x"]
    let bound = column(texts).mostRows(inLevels: 2)
    #expect((301...320).contains(bound))
    #expect(column(texts.reversed()).mostRows(inLevels: 2) == bound)
    #expect(TextColumn(texts.map { $0.isEmpty ? nil : $0 }).mostRows(inLevels: 2) == bound)
    #expect(column(["a", "b", "a", ""]).mostRows(inLevels: 20) == 3)
    #expect(column([]).mostRows(inLevels: 20) == 0)
  }
}
