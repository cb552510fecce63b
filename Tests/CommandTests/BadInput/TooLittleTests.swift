import TestSupport
import Testing

@Suite("Tables with too little in them")
struct TooLittleTests {
  @Test("One row")
  func oneRow() throws {
    try Workplace(["t.csv": Sample.table(Sample.customerHeader, ["c0,31,100,pro"])]).expectFailure(
      "cluster t.csv", code: 2, "t.csv: the table has one row, and archetypes are groups of rows")
  }

  @Test("Two rows make two archetypes")
  func twoRows() throws {
    let work = try Workplace(["t.csv": "a,b\n1,2\n3,5\n"])
    let outcome = try work.expectSuccess("cluster t.csv --no-output")
    #expect(PrintedTable(outcome.standardOutput)["size"] == ["1", "1"])
  }

  @Test("One column of numbers is enough")
  func oneColumn() throws {
    let work = try Workplace(["t.csv": Sample.table("x", (0..<40).map { "\($0 % 2 * 100 + $0)" })])
    let outcome = try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 --no-output")
    #expect(PrintedTable(outcome.standardOutput).numbers("mean_x") == [19, 120])
  }

  @Test("One column of texts is no table of customers")
  func oneColumnOfTexts() throws {
    try Workplace(["t.csv": Sample.table("who", (0..<40).map { "person \($0)" })]).expectFailure(
      "cluster t.csv --quiet", code: 2,
      """
      t.csv: no column can tell customers apart: there is no number and no category to use
      hint: see archetype inspect; --numbers and --categories say what a column is
      """)
  }

  @Test("All constant")
  func constant() throws {
    try Workplace(["t.csv": Sample.table("a,b,c", Array(repeating: "1,2.5,same", count: 40))]).expectFailure(
      "cluster t.csv", code: 2,
      """
      t.csv: no column varies, so rows cannot be told apart
      hint: name columns that vary with --columns
      """)
  }

  @Test("All text, every cell another")
  func freeText() throws {
    let rows = (0..<40).map { "comment number \($0),another one: \($0 * $0)" }
    try Workplace(["t.csv": Sample.table("first,second", rows)]).expectFailure(
      "cluster t.csv --quiet", code: 2,
      """
      t.csv: no column can tell customers apart: there is no number and no category to use
      hint: see archetype inspect; --numbers and --categories say what a column is
      """)
  }

  @Test("All text, of few levels, is clustered by its levels")
  func categories() throws {
    let rows = (0..<40).map { "\($0 % 2 == 0 ? "red" : "blue"),\($0 % 2 == 0 ? "bus" : "car")" }
    let work = try Workplace(["t.csv": Sample.table("color,travels by", rows)])
    let outcome = try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 --no-output")
    #expect(PrintedTable(outcome.standardOutput).numbers("share_color=red").sorted() == [0, 1])
  }

  @Test("Fewer distinct rows than k")
  func fewDistinct() throws {
    let work = try Workplace(["t.csv": Sample.table("a,b", (0..<50).map { $0 % 2 == 0 ? "1,2" : "3,4" })])
    try work.expectFailure(
      "cluster t.csv -k 3 --quiet", code: 2,
      """
      t.csv: 3 archetypes need at least as many different customers, and there are only 2
      hint: ask for fewer archetypes with -k, or use more columns
      """)
    let outcome = try work.expectSuccess("cluster t.csv --bootstrap 0 --no-output")
    #expect(PrintedTable(outcome.standardOutput)["size"] == ["25", "25"])
  }

  @Test("Fewer rows than k")
  func fewRows() throws {
    try Workplace(["t.csv": Sample.customers]).expectFailure(
      "cluster t.csv -k 61", code: 2,
      """
      t.csv: 61 archetypes need at least as many customers, and only 60 can take part
      hint: ask for fewer archetypes with -k
      """)
  }

  @Test("As many archetypes as rows")
  func everyRowAnArchetype() throws {
    let work = try Workplace(["t.csv": Sample.table("a,b", (0..<12).map { "\($0 * $0),\($0 % 5)" })])
    let outcome = try work.expectSuccess("cluster t.csv -k 12 --bootstrap 0 --no-output")
    #expect(PrintedTable(outcome.standardOutput)["size"] == Array(repeating: "1", count: 12))
  }

  @Test("A k that is no number of archetypes", arguments: ["0", "-1", "abc", "", "2.5", "1e3", "99999999999999999999"])
  func noNumber(k: String) throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let outcome = try Program.run(["cluster", "t.csv", "-k", k], folder: work.folder.path)
    #expect(outcome.exitCode == 64)
    #expect(outcome.standardError.hasPrefix("error: -k "))
    #expect(outcome.standardError.hasSuffix("hint: use one number, such as -k 5, or a range, such as -k 2...12\n"))
    #expect(try work.contents().keys.sorted() == ["t.csv"])
  }
}
