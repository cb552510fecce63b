import TestSupport
import Testing

@Suite("Rows that are too short or too long")
struct RaggedRowTests {
  @Test("Short rows are filled and reported")
  func short() throws {
    var rows = Sample.customerRows
    rows[10] = "c10,33"
    rows[20] = "c20"
    let work = try Workplace(["t.csv": Sample.table(Sample.customerHeader, rows)])
    let outcome = try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 -o out --quiet")
    #expect(
      outcome.standardError
        == "warning: t.csv: 2 rows have fewer cells than the header has names; the others were taken as missing "
        + "(first: line 12)\nwarning: 1 customer without any usable cell: no archetype\n")
    #expect(PrintedTable(try work.folder.text(of: "out/assignments.csv")).rows.count == 60)
  }

  @Test("Long rows are errors at the first cell too many")
  func long() throws {
    var rows = Sample.customerRows
    rows[10] = "c10,33,100,basic,extra"
    rows[20] = "c20,1,2,pro,x,y"
    let work = try Workplace(["t.csv": Sample.table(Sample.customerHeader, rows)])
    for command in ["cluster", "inspect"] {
      try work.expectFailure(
        "\(command) t.csv", code: 2,
        """
        t.csv:12:18: the row has 5 cells where the header has 4 (and 1 more like this)
          c10,33,100,basic,extra
                           ^
        hint: --delimiter names the separator if it was guessed wrong
        """)
    }
  }

  @Test("Blank cells at the end of a long row are forgiven")
  func blank() throws {
    let work = try Workplace(["t.csv": Sample.customers(row: 10, "c10,33,100,basic,, ")])
    try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 --no-output")
  }

  @Test("A long row of a table to assign names that table")
  func longInAssign() throws {
    let work = try Workplace([
      "t.csv": Sample.customers, "new.csv": Sample.customers(row: 0, "c0,33,100,basic,extra"),
    ])
    try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 -o out")
    try work.expectFailure(
      "assign out/model.json new.csv", code: 2,
      """
      new.csv:2:17: the row has 5 cells where the header has 4
        c0,33,100,basic,extra
                        ^
      hint: --delimiter names the separator if it was guessed wrong
      """)
  }
}
