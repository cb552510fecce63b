import TestSupport
import Testing

@Suite("What cluster prints")
struct PrintingTests {
  static let tables = ["archetypes", "profile", "exemplars", "selection", "assignments"]
  static let cluster = "cluster t.csv -k 2 --bootstrap 20 --no-output --quiet"

  private func printed(_ options: String) throws -> Program.Outcome {
    try Workplace(["t.csv": Sample.customers]).expectSuccess("\(Self.cluster) \(options)")
  }

  @Test("CSV where nobody looks: the archetypes, and nothing on standard error")
  func piped() throws {
    let outcome = try printed("")
    let table = PrintedTable(outcome.standardOutput)
    #expect(
      table.header == [
        "archetype", "name", "size", "share", "stability", "stability_verdict", "cohesion", "rule", "rule_precision",
        "rule_recall", "mean_age", "mean_spend", "share_plan=pro", "share_plan=basic",
      ])
    #expect(table["archetype"] == ["1", "2"])
    #expect(table["size"] == ["30", "30"])
    #expect(table.numbers("mean_spend").sorted() == [110.25, 509.25])
    #expect(outcome.standardError.isEmpty)
    #expect(try printed("--format csv").outputBytes == outcome.outputBytes)
    #expect(try printed("--table archetypes").outputBytes == outcome.outputBytes)
  }

  @Test("Every table can be printed, and is the file of its name", arguments: tables)
  func table(name: String) throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let line = "cluster t.csv -k 2 --bootstrap 20 --quiet -o out --table \(name)"
    let outcome = try work.expectSuccess("\(line) --format csv")
    #expect(try work.folder.bytes(of: "out/\(name).csv") == outcome.outputBytes)
    let rows = PrintedTable(outcome.standardOutput).rows.count
    let markdown = try work.expectSuccess("\(line) --format markdown").standardOutput.split(separator: "\n")
    #expect(markdown.count == rows + 2)
    #expect(markdown.allSatisfy { $0.hasPrefix("| ") && $0.hasSuffix(" |") })
    #expect(!(try work.expectSuccess("\(line) --format table").outputBytes.isEmpty))
  }

  @Test("The table for people starts with what was found")
  func screen() throws {
    let text = try printed("--format table").standardOutput
    #expect(text.hasPrefix("60 customers in 2 archetypes"))
    #expect(text.allSatisfy { $0 != "\u{1B}" })
    let colored = try printed("--format table --color always").standardOutput
    #expect(colored.contains("\u{1B}["))
  }

  @Test("JSON is complete: settings, columns, and every table without a row per customer")
  func json() throws {
    let report = try JSONDocument(printed("--format json"))
    #expect(try report.text("schema") == "archetype/cluster/1")
    #expect(try report.number("seed") == 42)
    #expect(try report.number("k") == 2)
    #expect(report.members["timestamp"] == nil)
    #expect(try report.object("input").number("rows") == 60)
    #expect(try report.object("input").text("name") == "t.csv")
    #expect(try report.object("settings").text("scaling") == "auto")
    for name in Self.tables where name != "assignments" {
      let table = PrintedTable(try printed("--table \(name)").standardOutput)
      let rows = try report.rows(name)
      #expect(rows.count == table.rows.count, "\(name)")
      for row in rows { #expect(row.members.keys.sorted() == table.header.sorted(), "\(name)") }
    }
    #expect(report.members["assignments"] == nil)
    let roles = try report.rows("columns")
    #expect(try roles.map { try $0.text("use") } == ["identifier", "number", "number", "category"])
  }

  @Test("A column of the input that is called like one of the result is kept beside it")
  func sameNames() throws {
    let table = PrintedTable(try printed("--table exemplars").standardOutput)
    #expect(table.header == ["archetype", "kind", "rank", "id", "distance", "id_2", "age", "spend", "plan"])
    #expect(table["id"] == table["id_2"])
  }

  @Test("An exemplar without an id has none, and not the number of its row")
  func missingId() throws {
    let rows = Sample.customerRows.enumerated().map { $0 % 4 == 0 ? "," + $1.drop { $0 != "," }.dropFirst() : $1 }
    let work = try Workplace(["t.csv": Sample.table(Sample.customerHeader, rows)])
    let outcome = try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 --id id --no-output --table exemplars")
    let table = PrintedTable(outcome.standardOutput)
    #expect(table["id"].contains("") && table["id"] == table["id_2"])
  }

  @Test("Negative numbers of exemplars are no formulas")
  func negativeNumbers() throws {
    let rows = (0..<40).map { "c\($0),\($0 % 2 == 0 ? -500 : 500 - $0),-\($0 * 7 % 9)" }
    let work = try Workplace(["t.csv": Sample.table("id,balance,trend", rows)])
    let plain = try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 -o plain --quiet")
    #expect(plain.standardError.isEmpty)
    try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 -o excel --csv excel-es --quiet")
    let exemplars = PrintedTable(try work.folder.text(of: "excel/exemplars.csv"), delimiter: ";")
    #expect(exemplars["balance"].contains("-500"))
  }

  @Test("Texts that begin like formulas are told, and disarmed for Excel")
  func formulas() throws {
    let rows = Sample.customerRows.map { "=" + $0 }
    let work = try Workplace(["t.csv": Sample.table(Sample.customerHeader, rows)])
    let plain = try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 -o plain --quiet")
    #expect(
      plain.standardError.contains(" texts begin like a formula, which a spreadsheet would run\nhint: use --csv excel"))
    #expect(PrintedTable(try work.folder.text(of: "plain/assignments.csv"))["id"][0] == "=c0")
    try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 -o excel --csv excel --quiet")
    #expect(PrintedTable(try work.folder.text(of: "excel/assignments.csv"))["id"][0] == "'=c0")
  }

  @Test("--quiet leaves warnings and takes the rest")
  func quiet() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let told = try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 -o out")
    #expect(told.standardError.contains("\nnext: archetype assign out/model.json NEW.csv\n"))
    let silent = try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 -o out --quiet")
    #expect(silent.standardError.isEmpty)
    #expect(silent.outputBytes == told.outputBytes)
  }
}
