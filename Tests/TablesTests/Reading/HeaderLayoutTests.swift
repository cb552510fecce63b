import Testing

@testable import Tables

@Suite struct HeaderLayoutTests {
  private func names(_ text: String) throws -> [String] { try InputFixture.reader(Array(text.utf8)).headers }

  @Test("Equal and blank names are told apart and reported")
  func uniqueNames() throws {
    let table = try InputFixture.table("a,,a, b ,a_2,a\n1,2,3,4,5,6\n")
    #expect(table.columns.map(\.name) == ["a", "column_2", "a_3", "b", "a_2", "a_4"])
    #expect(table.notices.map(\.severity) == [.note, .warning])
    #expect(table.notices[1].message.contains("'a' → 'a_3'"))
    #expect(try names("column_2,\nx,1\n") == ["column_2", "column_2_2"])
  }

  @Test("One blank name and several are said in their number, with the names that they got")
  func blankNames() throws {
    #expect(
      try InputFixture.table("column_2,\nx,1\n").notices.map(\.message)
        == ["1 column has no name and was called after its position: column_2_2"])
    #expect(
      try InputFixture.table("a,b,,\nx,1,2,3\n").notices.map(\.message)
        == ["2 columns have no name and were called after their positions: column_3, column_4"])
  }

  @Test("Names that differ in bytes only are different")
  func bytesOfNames() throws {
    #expect(try names("é,e\u{301}\n1,2\n").map { $0.utf8.count } == [2, 3])
  }

  @Test("Comments before the header are skipped and reported")
  func comments() throws {
    let table = try InputFixture.table("# export\n# of today, twice\n\nid,n\na,1\n")
    #expect(table.columns.map(\.name) == ["id", "n"])
    #expect(table.dialect.preambleLineCount == 3)
    #expect(table.notices.map(\.message) == ["2 comment lines before the header skipped"])
  }

  @Test("A comment with a name for every column is the header")
  func commentHeader() throws {
    let table = try InputFixture.table("# export\n#id,n\na,1\nb,2\n")
    #expect(table.columns.map(\.name) == ["#id", "n"])
    #expect(table.rowCount == 2)
  }

  @Test("Titles above the header are skipped and reported")
  func titles() throws {
    let table = try InputFixture.table("Sales report\n\nid;name;total\na;x;1\nb;y;2\nc;z;3\n")
    #expect(table.columns.map(\.name) == ["id", "name", "total"])
    #expect(table.rowCount == 3)
    #expect(table.dialect.preambleLineCount == 2)
    #expect(table.notices.map(\.message) == ["1 title line before the header skipped"])
  }

  @Test(
    "A first row that looks like data is named as such",
    arguments: [
      ("1001,34.5,Madrid\n1002,12.1,Lugo\n1003,45.2,Madrid\n", "34.5"),
      ("Ana,Madrid,33\nEva,Lugo,41\nIria,Madrid,52\n", "Madrid"),
      ("c7,x,y,15/03/2024\nc9,z,y2,16/03/2024\nc4,u,v,17/03/2024\n", "15/03/2024"),
      ("id,2024-01-01,2024-02-01\na,1,2\nb,3,4\n", nil), ("id,1.0,2.5,3.0\na,1.5,2,3\nb,1,2,3.5\n", nil),
      ("id,-2,-1,0,1\na,1,2,3,4\nb,1,2,3,4\n", nil), ("id,$5,$4\na,1.5,2\nb,1,2.5\n", nil),
      ("Email,Web\nEmail,\n,Web\nEmail,Web\nEmail,\n", nil),
      ("city,2021,2022\nLugo,3,4\nVigo,5,6\n", nil), ("id,mean,25%,50%,75%\na,1,2,3,4\nb,1,2,3,4\n", nil),
      ("id,city\n1,Lugo\nid,city\n2,Vigo\n", nil), ("id,city\n1,Lugo\n2,city\n", "city"),
    ])
  func dataAsHeader(text: String, value: String?) throws {
    let warnings = try InputFixture.table(text).notices.filter { $0.severity == .warning }.map(\.message)
    #expect(
      warnings
        == (value.map {
          ["the first row was read as the names of the columns, but '\($0)' looks like a value of its column"]
        } ?? []))
  }

  @Test("Titles that a spreadsheet filled up with empty cells")
  func paddedTitles() throws {
    #expect(try names("Sales report;;\n;;\nid;name;total\na;x;1\nb;y;2\n") == ["id", "name", "total"])
  }

  @Test("A header without a name for the row names, as R writes it")
  func rowNames() throws {
    let table = try InputFixture.table("\"x\",\"y\"\n\"1\",5,a\n\"2\",6,b\n\"3\",7,c\n")
    #expect(table.columns.map(\.name) == ["column_1", "x", "y"])
    #expect(table.columns[1].numbers == [5, 6, 7])
    #expect(try names("x\nanna,5\nbert,6\n") == ["column_1", "x"])
    #expect(try names("Report\nname,city\nanna,Rome\n") == ["name", "city"])
  }

  @Test("Rows that are longer than the header for another reason are an error")
  func longRows() {
    #expect(InputFixture.error("a,b\n1,2,3\n4,5,6\n")?.message == "the row has 3 cells where the header has 2")
  }

  @Test("Rows that end in a delimiter are no longer than the header")
  func trailingDelimiters() throws {
    #expect(try names("a,b\n1,2,\n3,4,\n") == ["a", "b"])
    #expect(try names("a\n1,\n2,\n") == ["a"])
    #expect(try names("a,b,\n1,2,\n") == ["a", "b", "column_3"])
  }

  @Test("Names may hold quotes, delimiters and line ends")
  func quotedNames() throws {
    #expect(try names("\"a,\"\"b\"\"\",\"c\nd\"\n1,2\n") == ["a,\"b\"", "c\nd"])
  }

  @Test("Numbers are grouped in messages")
  func messages() {
    #expect(grouped(1) == "1")
    #expect(grouped(1234) == "1,234")
    #expect(grouped(1_234_567) == "1,234,567")
    #expect(listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more")
  }
}
