import Testing

@testable import Tables

@Suite("Empty rows at the end")
struct BlankTailTests {
  @Test(
    "rows of delimiters alone are no rows, and are reported",
    arguments: [
      ("a;b\n1;2\n;\n;\n", 1, 2), ("a;b\r\n1;2\r\n;\r\n;", 1, 2), ("a;b\n1;2\n; \n\n ;;\n\n", 1, 2),
      ("a;b\n1;2\n", 1, 0), ("a;b\n1;2\n\n\n", 1, 0), ("a;b\n;\n1;2\n;x\n", 3, 0), ("a;b\n;\n;\n", 0, 2),
      ("a;b\n1;\"x\n;\n\"\n;\n", 1, 1),
    ])
  func rows(text: String, rows: Int, skipped: Int) throws {
    let table = try InputFixture.table(text, ReadOptions(delimiter: UInt8(ascii: ";")))
    #expect(table.rowCount == rows)
    #expect(try table.allCells().count == rows)
    let expected = skipped == 0 ? [] : ["\(skipped) empty row\(skipped == 1 ? "" : "s") at the end skipped"]
    #expect(table.notices.map(\.message).filter { $0.contains("empty row") } == expected)
  }

  @Test("more of them than are looked at together are found")
  func many() throws {
    let table = try InputFixture.table("id,spend\n7,1\n8,2\n" + String(repeating: ",\r\n", count: 5_000))
    #expect(table.rowCount == 2 && table.columns.map(\.missingCount) == [0, 0])
    #expect(table.notices.map(\.message) == ["5,000 empty rows at the end skipped"])
  }
}
