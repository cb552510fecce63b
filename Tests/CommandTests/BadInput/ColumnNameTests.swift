import TestSupport
import Testing

@Suite("Columns that a table does not have")
struct ColumnNameTests {
  static let columns = "The columns are: id, age, spend, plan."

  @Test(
    "An unknown column is answered with the nearest name",
    arguments: ["--columns aeg", "--exclude aeg", "--numbers aeg", "--categories aeg", "--id aeg", "--weight aeg"])
  func unknown(option: String) throws {
    try Workplace(["t.csv": Sample.customers]).expectFailure(
      "cluster t.csv \(option)", code: 2,
      """
      t.csv: there is no column 'aeg'
      hint: did you mean 'age'? \(Self.columns)
      """)
  }

  @Test("Without a near name, all of them are listed")
  func nothingNear() throws {
    try Workplace(["t.csv": Sample.customers]).expectFailure(
      "cluster t.csv --weight turnover", code: 2,
      """
      t.csv: there is no column 'turnover'
      hint: the columns are: id, age, spend, plan.
      """)
  }

  @Test("In a wide table only the nearest are offered")
  func wide() throws {
    let header = (1...30).map { "feature_\($0)" }.joined(separator: ",") + ",income"
    let rows = (0..<4).map { row in (1...31).map { "\($0 * row)" }.joined(separator: ",") }
    try Workplace(["t.csv": Sample.table(header, rows)]).expectFailure(
      "cluster t.csv --weight incom", code: 2,
      """
      t.csv: there is no column 'incom'
      hint: did you mean 'income'?
      """)
  }

  @Test("A name with a comma in it stands alone")
  func comma() throws {
    let work = try Workplace([
      "t.csv": Sample.customers.replacing("id,age,spend,plan", with: "id,age,\"pay, monthly\",plan")
    ])
    let outcome = try Program.run(
      [
        "cluster", "t.csv", "--exclude", "pay, monthly", "--exclude", "age", "-k", "2", "--no-output", "--table",
        "profile",
      ],
      folder: work.folder.path)
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(Set(PrintedTable(outcome.standardOutput)["feature"]) == ["plan"])
  }

  @Test("A name in quotes with an escape sequence reaches no terminal")
  func escapes() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let outcome = try Program.run(["cluster", "t.csv", "--weight", "\u{1B}[31m"], folder: work.folder.path)
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError.hasPrefix("t.csv: there is no column '␛[31m'\n"))
  }

  @Test("A column of texts is no number, whatever the user says")
  func noNumber() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    try work.expectFailure(
      "cluster t.csv --numbers plan", code: 2,
      """
      t.csv: column 'plan' cannot be a number: it holds texts such as 'pro'
      hint: leave it out of --numbers, or correct the cells
      """)
  }

  @Test("Excluding everything leaves nothing")
  func nothingLeft() throws {
    try Workplace(["t.csv": Sample.customers]).expectFailure(
      "cluster t.csv --exclude age,spend,plan", code: 2,
      """
      t.csv: no column can tell customers apart: there is no number and no category to use
      hint: see archetype inspect; --numbers and --categories say what a column is
      """)
  }
}
