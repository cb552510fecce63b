import Testing

@testable import Tables

@Suite struct TextColumnTests {
  @Test("A dictionary keeps equal texts once, told apart by their bytes")
  func dictionary() {
    let column = TextColumn(["a", nil, "b", "a", "é", "e\u{301}"])
    #expect(column.isDictionary)
    #expect(column.rowCount == 6)
    #expect(column.levelCount == 4)
    #expect((0..<6).map { column.level(ofRow: $0) } == [0, -1, 1, 0, 2, 3])
    #expect(column.string(ofRow: 1) == nil)
    #expect(column.string(ofLevel: 1) == "b")
    #expect(column.missingCount == 1)
    #expect(column.withBytes(ofLevel: 3) { $0.count } == 3)
    #expect(column.withCodes { Array($0) } == [0, -1, 1, 0, 2, 3])
  }

  @Test("One text a row")
  func rowTexts() {
    let column = TextColumn(rowOffsets: [0, 1, 1, 3], bytes: Array("abc".utf8))
    #expect(!column.isDictionary)
    #expect(column.levelCount == 3)
    #expect((0..<3).map { column.level(ofRow: $0) } == [0, -1, 2])
    #expect(column.string(ofRow: 2) == "bc")
    #expect(column.missingCount == 1)
  }

  @Test("A column knows which of its rows are missing")
  func missingRows() {
    let texts = Column(name: "t", position: 0, kind: .text, missingCount: 1, values: .texts(TextColumn(["a", nil])))
    #expect([texts.isMissing(0), texts.isMissing(1)] == [false, true])
    #expect(texts.numbers == nil && texts.dates == nil && texts.texts != nil)
    let numbers = Column(name: "n", position: 1, kind: .number, missingCount: 1, values: .numbers([1, .nan]))
    #expect([numbers.isMissing(0), numbers.isMissing(1)] == [false, true])
  }
}
