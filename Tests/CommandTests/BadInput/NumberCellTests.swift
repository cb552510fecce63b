import TestSupport
import Testing

@Suite("Cells that are no numbers of a table")
struct NumberCellTests {
  private func table(_ cell: String, rows wanted: Set<Int> = [3]) throws -> Workplace {
    try Workplace([
      "t.csv": Sample.table("a,b", (0..<90).map { "\(wanted.contains($0) ? cell : "\($0 % 7)"),\($0 * $0 % 11)" })
    ])
  }

  @Test(
    "NaN is a missing cell", arguments: ["NaN", "nan", "N/A", "NULL", "", "#N/D", "N/D", "n.d.", "S/D", "n/a", "N.D."])
  func notANumber(cell: String) throws {
    let findings = try table(cell).expectSuccess("inspect t.csv")
    let columns = PrintedTable(findings.standardOutput)
    #expect(columns["kind"] == ["integer", "integer"])
    #expect(columns["missing"] == ["1", "0"])
    let outcome = try table(cell).expectSuccess("cluster t.csv -k 2 --bootstrap 0 --no-output --format json")
    let preparation = try JSONDocument(outcome).rows("preparation")
    #expect(try preparation[0].number("median") == 3)
  }

  @Test("Infinities and numbers beyond all range are errors", arguments: ["inf", "-Infinity", "1e400", "-1E+999"])
  func infinite(cell: String) throws {
    try table(cell).expectFailure(
      "cluster t.csv", code: 2,
      """
      t.csv:5:1: column 'a' holds '\(cell)', which is not a number
        \(cell),9
        ^
      hint: --categories a reads the column as text, --exclude a leaves it out
      """)
  }

  @Test("Repeated faults are told once, with their number")
  func repeated() throws {
    let work = try table("1e400", rows: [3, 8, 20])
    try work.expectFailure(
      "cluster t.csv", code: 2,
      """
      t.csv:5:1: column 'a' holds '1e400', which is not a number (and 2 more like this)
        1e400,9
        ^
      hint: --categories a reads the column as text, --exclude a leaves it out
      """)
    let findings = try work.expectSuccess("inspect t.csv")
    #expect(
      findings.standardError == """
        warning: t.csv: line 5: column 'a' holds '1e400', which is not a number (and 2 more like this)
        hint: --categories a reads the column as text, --exclude a leaves it out

        """)
    try work.expectFailure(
      "inspect t.csv --typed", code: 2,
      """
      t.csv:5:1: column 'a' holds '1e400', which is not a number (and 2 more like this)
        1e400,9
        ^
      hint: --clean writes every cell as it was read
      """)
  }

  @Test("The hint helps")
  func hinted() throws {
    let outcome = try table("1e400").expectSuccess("cluster t.csv --exclude a -k 2 --bootstrap 0 --no-output --quiet")
    #expect(outcome.standardError.isEmpty)
    try table("1e400").expectSuccess("cluster t.csv --categories a -k 2 --bootstrap 0 --no-output")
  }

  @Test(
    "Numbers whose squares overflow are errors under every scaling", arguments: ["auto", "standard", "robust", "none"])
  func overflowing(scaling: String) throws {
    try table("-1e308").expectFailure(
      "cluster t.csv --scaling \(scaling)", code: 2,
      """
      t.csv: column 'a' reaches from -1e+308 to 6.0, too far to compute distances
      hint: correct such numbers, or leave the column out with --exclude
      """)
  }

  @Test("A range too narrow to be brought to scale is an error")
  func underflowing() throws {
    let rows = (0..<30).map { "\($0)e-310,\($0 % 4)" } + ["1,2"]
    try Workplace(["t.csv": Sample.table("a,b", rows)]).expectFailure(
      "cluster t.csv --scaling robust", code: 2,
      """
      t.csv: column 'a' reaches from 0.0 to 1.0, too far to compute distances
      hint: correct such numbers, or leave the column out with --exclude
      """)
  }

  @Test("Missing cells are an error where the user says so, with the place of the first")
  func missingIsAnError() throws {
    try table("", rows: [3, 4]).expectFailure(
      "cluster t.csv --missing error", code: 2,
      """
      t.csv:5:1: column 'a' is empty in data row 4
        ,9
        ^
      hint: use --missing median to fill in such cells, or --missing drop to leave such rows out
      """)
  }

  @Test("A hexadecimal number is none")
  func hexadecimal() throws {
    let outcome = try table("0x10").run("cluster t.csv")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError.hasPrefix("t.csv:5:1: column 'a' holds '0x10', which is not a number\n"))
  }
}
