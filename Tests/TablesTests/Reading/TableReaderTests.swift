import Testing

@testable import Tables

@Suite struct TableReaderTests {
  @Test("A plain table has typed columns")
  func plainTable() throws {
    let table = try InputFixture.table(
      "id,age,score,plan,member,joined\na1,30,1.5,free,yes,2024-01-02\nb2,,2,plus,no,\n")
    #expect(table.rowCount == 2)
    #expect(table.columns.map(\.kind) == [.text, .integer, .number, .text, .boolean, .date])
    #expect(table.columns.map(\.missingCount) == [0, 1, 0, 0, 0, 1])
    #expect(table.column(named: "score")?.numbers == [1.5, 2])
    #expect(table.column(named: "plan")?.texts?.string(ofRow: 1) == "plus")
    #expect(table.column(named: "joined")?.dates?.seconds[0] == 1_704_153_600)
    #expect(table.column(named: "joined")?.dates?.isDateOnly == true)
    #expect(table.column(named: "nothing") == nil)
    #expect(table.notices.isEmpty)
    #expect(
      try table.allCells() == [["a1", "30", "1.5", "free", "yes", "2024-01-02"], ["b2", "", "2", "plus", "no", ""]])
  }

  @Test("The reader knows headers and kinds before it reads the rows")
  func sample() throws {
    let reader = try InputFixture.reader(Array("a;b\n1,5;x\n2,5;y\n".utf8))
    #expect(reader.headers == ["a", "b"])
    #expect(reader.sampleKinds == [.number, .text])
    #expect(reader.dialect.delimiter == UInt8(ascii: ";"))
    #expect(reader.dialect.decimalMark == .comma)
    #expect(reader.stem.hasPrefix("archetype-tables-"))
    #expect(reader.name.hasSuffix(".csv"))
  }

  @Test(
    "Stems are file names without folder and extension",
    arguments: [
      ("dir/customers.csv", "customers"), ("a.b.csv", "a.b"), (".hidden", ".hidden"), ("x", "x"), ("stdin", "stdin"),
      ("dir/..csv", "..csv"), ("...csv", "...csv"), ("..a.csv", "..a"),
    ])
  func stems(path: String, stem: String) {
    #expect(FileStem.of(path) == stem)
  }

  @Test("Header only is a table without rows")
  func headerOnly() throws {
    for text in ["a,b", "a,b\n", "a,b\r\n\r\n"] {
      let table = try InputFixture.table(text)
      #expect(table.rowCount == 0)
      #expect(table.columns.map(\.name) == ["a", "b"])
      #expect(table.columns.map(\.kind) == [.empty, .empty])
    }
  }

  @Test("A last line without a line end counts")
  func lastLine() throws {
    #expect(try InputFixture.table("a,b\n1,2\n3,4").columns[1].numbers == [2, 4])
    #expect(try InputFixture.table("a,b\n1,2\n3,").columns[1].missingCount == 1)
    #expect(try InputFixture.table("a,b\n1,2\n3,\"x\"").columns[1].kind == .text)
  }

  @Test("Short rows are filled and reported with the line of the first")
  func shortRows() throws {
    let table = try InputFixture.table("a,b,c\n1,2,3\n4,5\n\n6\n")
    #expect(table.rowCount == 3)
    #expect(table.columns.map(\.missingCount) == [0, 1, 2])
    #expect(table.notices.contains { $0.severity == .warning && $0.message.contains("2 rows have fewer cells") })
    #expect(table.notices.contains { $0.message.contains("(first: line 3)") })
    #expect(table.notices.contains { $0.message.hasPrefix("1 blank line") })
    #expect(try table.cells(ofRow: 2) == ["6", "", ""])
  }

  @Test("Extra cells are fine when blank")
  func blankExtraCells() throws {
    let table = try InputFixture.table("a,b\n1,2,\n3,4, \n5,6\n")
    #expect(table.columns.map(\.numbers) == [[1, 3, 5], [2, 4, 6]])
    #expect(try table.cells(ofRow: 0) == ["1", "2"])
  }

  @Test("Quotes around numbers, dates and texts change nothing")
  func quotedCells() throws {
    let plain = try InputFixture.table("n,x,d,t\n1,-2.5,2024-01-02,a\n,3,,b\n")
    let quoted = try InputFixture.table(
      "\"n\",\"x\",\"d\",\"t\"\n\"1\",\"-2.5\",\"2024-01-02\",\"a\"\n\"\",\"3\",\"\",\"b\"\n")
    #expect(quoted.fingerprint == plain.fingerprint)
  }

  @Test("Columns are texts where the caller wants them")
  func asText() throws {
    var options = ReadOptions(asText: ["a"])
    #expect(try InputFixture.table("a,b,c\n1,2,3\n", options).columns.map(\.kind) == [.text, .integer, .integer])
    #expect(
      try InputFixture.reader(Array("a,b,c\n1,2,3\n".utf8)).read(ColumnSelection(asText: ["c"])).columns[2].kind
        == .text)
    options = ReadOptions(allText: true)
    let table = try InputFixture.table("a,b\n007,1e3\nNA,2\n", options)
    #expect(table.columns.map(\.kind) == [.text, .text])
    #expect(table.columns[1].texts?.string(ofRow: 0) == "1e3")
  }

  @Test("A file whose rows are all numbers has no header")
  func noHeader() throws {
    let table = try InputFixture.table("1,2.5\n3,4.5\n")
    #expect(table.columns.map(\.name) == ["column_1", "column_2"])
    #expect(table.rowCount == 2)
    #expect(!table.dialect.hasHeader)
    #expect(table.notices.first?.severity == .warning)
  }

  @Test("Numbers as headers above texts are headers")
  func numericHeader() throws {
    #expect(try InputFixture.table("2023,2024\nx,1\ny,2\n").columns.map(\.name) == ["2023", "2024"])
  }

  @Test("A cell of megabytes")
  func longCell() throws {
    let long = String(repeating: "lorem ipsum ", count: 250_000)
    let table = try InputFixture.table("a,b\n1,\"\(long)\"\n2,x\n")
    #expect(table.rowCount == 2)
    #expect(table.columns[1].texts?.string(ofRow: 0)?.utf8.count == long.utf8.count)
    #expect(table.columns[0].numbers == [1, 2])
  }

  @Test("Twenty thousand columns")
  func wideTable() throws {
    let count = 20_000
    let header = (0..<count).map { "c\($0)" }.joined(separator: ",")
    let row = (0..<count).map { "\($0)" }.joined(separator: ",")
    let table = try InputFixture.table("\(header)\n\(row)\n\(row)\n")
    #expect(table.columns.count == count)
    #expect(table.rowCount == 2)
    #expect(table.columns[19_999].numbers == [19_999, 19_999])
  }

  @Test("Examples are different cells as they were read")
  func examples() throws {
    let table = try InputFixture.table("a,b\n € 1,x\n € 1,NA\n,y\n")
    #expect(try table.examples() == [[" € 1"], ["x", "y"]])
    #expect(try table.examples(limit: 1) == [[" € 1"], ["x"]])
  }

  @Test("The digest depends on the bytes only")
  func digest() throws {
    let first = try InputFixture.table("a,b\n1,2\n")
    #expect(first.digest.count == 16)
    #expect(try InputFixture.table("a,b\n1,2\n").digest == first.digest)
    #expect(try InputFixture.table("a,b\n1,3\n").digest != first.digest)
  }

  @Test("Any row can be read again")
  func rowAccess() throws {
    let lines = (0..<5000).map { "\($0),\"text \($0)\n\"" }.joined(separator: "\n\n")
    let table = try InputFixture.table("n,t\n\(lines)")
    for row in [0, 1, 1023, 1024, 1025, 2500, 4999] {
      #expect(try table.cells(ofRow: row) == ["\(row)", "text \(row)\n"])
    }
  }
}
