import Testing

@testable import Tables

@Suite struct MissingWordsTests {
  /// 220 rows that all differ, then others: kept one a row where `isLong`.
  private func column(_ cells: [String], isLong: Bool = false, asked: MissingWords? = nil) throws -> Column {
    let lines = ["x,y"] + ((isLong ? (0..<220).map { "n\($0)" } : []) + cells).map { "\($0),a" }
    let reader = try InputFixture.reader(Array(lines.joined(separator: "\n").utf8))
    let table = try reader.read(
      ColumnSelection(asText: ["x"], missingWords: asked.map { ["x": $0] } ?? [:]))
    return table.columns[0]
  }

  private func texts(_ column: Column, last count: Int) throws -> [String?] {
    let texts = try #require(column.texts)
    return (texts.rowCount - count..<texts.rowCount).map { texts.string(ofRow: $0) }
  }

  @Test("A column says which words it was read with")
  func detected() throws {
    #expect(try InputFixture.column(["yes", "no"]).missingWords == .all)
    #expect(try InputFixture.column(["01", "02"]).missingWords == .all)
    #expect(try InputFixture.column(["", ""]).missingWords == .all)
    #expect(try InputFixture.column(["a", "b"]).missingWords == .amongTexts)
    #expect(try InputFixture.column(["ES", "FR"]).missingWords == .amongCapitals)
    #expect(try column(["a"], isLong: true).missingWords == .amongTexts)
    #expect(try column(["ES"], isLong: true).missingWords == .amongCapitals)
    #expect(try InputFixture.column(["1", "2"]).missingWords == nil)
    #expect(try InputFixture.column(["a", "b"], ReadOptions(allText: true)).missingWords == nil)
  }

  @Test("Asked for, they decide whatever else the column holds", arguments: [false, true])
  func asked(isLong: Bool) throws {
    let cells = ["None", "NA", "?", "NULL", " ", "yes"]
    func read(_ words: MissingWords) throws -> [String?] {
      let column = try column(cells, isLong: isLong, asked: words)
      #expect(column.missingWords == words && column.texts?.isDictionary == !isLong)
      return try texts(column, last: cells.count)
    }
    #expect(try read(.all) == [nil, nil, nil, nil, nil, "yes"])
    #expect(try read(.amongTexts) == ["None", nil, "?", nil, nil, "yes"])
    #expect(try read(.amongCapitals) == ["None", "NA", "?", nil, nil, "yes"])
  }

  @Test("Without being asked, NA among other capitals is a value", arguments: [false, true])
  func capitals(isLong: Bool) throws {
    #expect(try texts(column(["ES", "NA"], isLong: isLong), last: 2) == ["ES", "NA"])
    #expect(try texts(column(["es", "NA"], isLong: isLong), last: 2) == ["es", nil])
  }

  @Test("Who reads nothing but texts gets every one of them")
  func allText() throws {
    let cells = (0..<220).map { "n\($0)" } + ["NULL", " ", ""]
    let column = try InputFixture.column(cells, ReadOptions(allText: true))
    #expect(try texts(column, last: 3) == ["NULL", " ", nil])
  }
}
