import TestSupport
import Testing

@Suite("archetype assign")
struct AssignTests {
  /// A workplace with customers and their model in `out`.
  private func workplace(_ text: String = Sample.customers, _ options: String = "") throws -> Workplace {
    let work = try Workplace(["t.csv": text])
    try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 -o out \(options)")
    return work
  }

  private func assigned(_ work: Workplace, _ text: String) throws -> PrintedTable {
    try work.folder.write(text, to: "new.csv")
    let outcome = try work.expectSuccess("assign out/model.json new.csv --no-output --quiet")
    #expect(outcome.standardError.isEmpty)
    return PrintedTable(outcome.standardOutput)
  }

  @Test("Agrees with the assignment in training, byte by byte", arguments: ["auto", "standard", "robust", "none"])
  func training(scaling: String) throws {
    let work = try workplace(Sample.mixed(rows: 900), "--scaling \(scaling) --restarts 2")
    let outcome = try work.expectSuccess("assign out/model.json t.csv -o again")
    #expect(try work.folder.bytes(of: "again/assignments.csv") == work.folder.bytes(of: "out/assignments.csv"))
    #expect(try work.folder.bytes(of: "again/assignments.csv") == outcome.outputBytes)
  }

  @Test("Agrees on a table with missing cells where rows were dropped", arguments: ["median", "drop"])
  func incomplete(missing: String) throws {
    let work = try workplace(Sample.mixed(rows: 900), "--missing \(missing) --restarts 2")
    let outcome = try work.expectSuccess("assign out/model.json t.csv --no-output")
    #expect(outcome.outputBytes == (try work.folder.bytes(of: "out/assignments.csv")))
  }

  @Test(
    "Words for missing cells are what they were in training, whatever a new table holds",
    arguments: [
      ["SI", "NO", "NA"], ["yes", "no", "None"], ["01", "02", "None"], ["ES", "FR", "NA"], ["North", "None", "NA"],
      ["A", "B", "?"],
    ])
  func missingWords(words: [String]) throws {
    let rows = (0..<60).map { "c\($0),\(20 + $0 * 11 % 40),\($0 % 2 * 400 + $0),\(words[$0 % 3])" }
    let work = try workplace(Sample.table(Sample.customerHeader, rows))
    let known = PrintedTable(try work.folder.text(of: "out/assignments.csv"))
    #expect(try assigned(work, Sample.table(Sample.customerHeader, rows)) == known)
    for place in 0..<3 {
      let kept = (0..<60).filter { $0 % 3 == place }
      let found = try assigned(work, Sample.table(Sample.customerHeader, kept.map { rows[$0] }))
      #expect(found.rows == kept.map { known.rows[$0] })
    }
  }

  @Test(
    "Numbers of the model stay numbers where a new table alone looks like dates or codes",
    arguments: [
      ("spend", ["20150615", "17254257"]), ("spend", ["00", "1.5"]), ("spend", ["12345678901234567890", "3.5"]),
      ("time", ["1400000000", "50000000"]),
    ])
  func numbers(name: String, cells: [String]) throws {
    let rows = (0..<60).map { "c\($0),\(20 + $0 * 11 % 40),\(cells[$0 % 2]),\($0 % 2 == 0 ? "pro" : "basic")" }
    let header = "id,age,\(name),plan"
    let work = try Workplace(["t.csv": Sample.table(header, rows)])
    try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 -o out --columns age,\(name),plan")
    let known = PrintedTable(try work.folder.text(of: "out/assignments.csv"))
    #expect(try assigned(work, Sample.table(header, rows)) == known)
    for place in 0..<2 {
      let kept = (0..<60).filter { $0 % 2 == place }
      #expect(try assigned(work, Sample.table(header, kept.map { rows[$0] })).rows == kept.map { known.rows[$0] })
    }
  }

  @Test("Files go to a folder named after the new table; --no-output writes none")
  func files() throws {
    let work = try workplace()
    try work.folder.write(Sample.customers, to: "march.csv")
    let outcome = try work.expectSuccess("assign out/model.json march.csv")
    #expect(outcome.standardError == "wrote march-assign/assignments.csv\n")
    #expect(try work.folder.names(in: "march-assign") == ["assignments.csv"])
    let before = try work.contents()
    try work.expectSuccess("assign out/model.json march.csv --no-output")
    #expect(try work.contents() == before)
  }

  @Test("Columns in another order, and further columns, change nothing")
  func otherOrder() throws {
    let work = try workplace()
    let rows = Sample.customerRows.enumerated().map { place, row in
      row.split(separator: ",").reversed().joined(separator: ",") + ",\(place % 4 == 1 ? "1e400" : "5"),x"
    }
    let header = Sample.customerHeader.split(separator: ",").reversed().joined(separator: ",")
    let found = try assigned(work, Sample.table(header + ",broken,constant", rows))
    #expect(found == PrintedTable(try work.folder.text(of: "out/assignments.csv")))
  }

  @Test("Another dialect changes nothing")
  func otherDialect() throws {
    let work = try workplace()
    let text = Sample.customers.replacing(",", with: ";").replacing(".", with: ",").replacing("\n", with: "\r\n")
    #expect(try assigned(work, text) == PrintedTable(try work.folder.text(of: "out/assignments.csv")))
  }

  @Test("A missing column is answered with the nearest name")
  func missingColumn() throws {
    let work = try workplace()
    try work.folder.write(
      Sample.table("id,age,spent,plan", Sample.customerRows), to: "new.csv")
    try work.expectFailure(
      "assign out/model.json new.csv", code: 2,
      """
      new.csv: the model needs a column 'spend'
      hint: did you mean 'spent'? The columns are: id, age, spent, plan.
      """)
  }

  @Test("A level that the model has not seen is told, and counts as none of the known")
  func unseenLevel() throws {
    let work = try workplace()
    try work.folder.write(Sample.table(Sample.customerHeader, ["n1,40,510,gold", "n2,40,110,basic"]), to: "new.csv")
    let outcome = try work.expectSuccess("assign out/model.json new.csv --no-output --quiet")
    #expect(outcome.standardError.hasPrefix("warning: column 'plan': 1 customer"))
    #expect(outcome.standardError.contains("a level that the model has not seen"))
    let found = PrintedTable(outcome.standardOutput)
    let known = PrintedTable(try work.folder.text(of: "out/assignments.csv"))
    #expect(found["id"] == ["n1", "n2"])
    // Customer 0 spends 500, customer 1 spends 107.
    #expect(found["archetype"] == [known["archetype"][0], known["archetype"][1]])
    #expect(found.numbers("distance").allSatisfy { $0.isFinite })
  }

  @Test("Missing cells are filled as in training; a row without any has no archetype")
  func missingCells() throws {
    let work = try workplace()
    let rows = ["n1,,510,pro", "n2,,,", "n3,40,,basic"]
    try work.folder.write(Sample.table(Sample.customerHeader, rows), to: "new.csv")
    let outcome = try work.expectSuccess("assign out/model.json new.csv --no-output --quiet")
    let found = PrintedTable(outcome.standardOutput)
    #expect(found.rows[1] == ["n2", "", "", "", "", "false"])
    #expect(found["archetype"][0] != found["archetype"][2])
    #expect(outcome.standardError.contains("without any usable cell"))
  }

  @Test("A number that is none is shown with its place")
  func badCell() throws {
    let work = try workplace()
    try work.folder.write(Sample.customers(row: 3, "c3,forty,107,pro"), to: "new.csv")
    try work.expectFailure(
      "assign out/model.json new.csv", code: 2,
      """
      new.csv:5:4: column 'age' holds 'forty', which is not a number
        c3,forty,107,pro
           ^
      hint: correct such cells, or leave them empty: the model was fitted on numbers
      """)
  }

  @Test("A column of texts where the model has numbers")
  func textColumn() throws {
    let work = try workplace()
    try work.folder.write(
      Sample.table(Sample.customerHeader, ["n1,young,510,pro", "n2,old,110,basic"]), to: "new.csv")
    try work.expectFailure(
      "assign out/model.json new.csv", code: 2,
      """
      new.csv:2:4: column 'age' holds 'young', and the model was fitted on numbers
        n1,young,510,pro
           ^
      hint: correct such cells, or leave them empty
      """)
  }

  @Test("Categories that look like numbers stay categories")
  func numericCategories() throws {
    let text = Sample.customers.replacing("pro", with: "1").replacing("basic", with: "02")
    let work = try workplace(text, "--categories plan")
    #expect(try assigned(work, text) == PrintedTable(try work.folder.text(of: "out/assignments.csv")))
  }

  @Test("Another identifier, and none")
  func identifiers() throws {
    let work = try workplace()
    let text = Sample.customers.replacing("id,", with: "member,")
    try work.folder.write(text, to: "new.csv")
    let named = try work.expectSuccess("assign out/model.json new.csv --id member --no-output")
    #expect(PrintedTable(named.standardOutput)["member"] == (0..<60).map { "c\($0)" })
    try work.expectFailure(
      "assign out/model.json new.csv --id membre", code: 2,
      """
      new.csv: there is no column 'membre'
      hint: did you mean 'member'? The columns are: member, age, spend, plan.
      """)
  }

  @Test("From standard input, and the model too")
  func streams() throws {
    let work = try workplace()
    let expected = try work.folder.bytes(of: "out/assignments.csv")
    let piped = try work.expectSuccess(
      "assign out/model.json - --no-output", input: Array(Sample.customers.utf8))
    #expect(piped.outputBytes == expected)
    let model = try work.expectSuccess(
      "assign - t.csv --no-output", input: try work.folder.bytes(of: "out/model.json"))
    #expect(model.outputBytes == expected)
  }

  @Test("JSON tells how many belong where, and where the model came from")
  func json() throws {
    let work = try workplace()
    let report = try JSONDocument(work.expectSuccess("assign out/model.json t.csv --no-output --format json"))
    #expect(try report.text("schema") == "archetype/assign/1")
    #expect(try report.number("rows") == 60)
    #expect(try report.number("seed") == 42)
    #expect(try report.rows("archetypes").map { try $0.number("customers") } == [30, 30])
    #expect(try report.object("model").text("stem") == "t")
    #expect(try report.object("model").text("digest") == report.object("input").text("digest"))
  }

  @Test("JSON has the warnings too")
  func remarks() throws {
    let work = try workplace()
    let rows = try work.folder.text(of: "t.csv").split(separator: "\n")
    let blank = String(repeating: ",", count: rows[0].count { $0 == "," })
    try work.folder.write("\(rows[0])\n\(rows[1])\nx\(blank)\n", to: "blank.csv")
    let outcome = try work.expectSuccess("assign out/model.json blank.csv --no-output --format json")
    #expect(outcome.standardError.contains("without any usable cell"))
    #expect(outcome.standardOutput.contains("1 customer without any usable cell: no archetype"))
  }

  @Test("People see the archetypes, not every customer")
  func screen() throws {
    let work = try workplace()
    let outcome = try work.expectSuccess("assign out/model.json t.csv --no-output --format table")
    #expect(outcome.standardOutput.hasPrefix("60 customers assigned to 2 archetypes\n"))
    #expect(outcome.standardOutput.split(separator: "\n").count < 10)
  }

  @Test("One customer is no customers")
  func singular() throws {
    let work = try workplace()
    let all = try work.folder.text(of: "t.csv").split(separator: "\n")
    try work.folder.write("\(all[0])\n\(all[1])\n", to: "one.csv")
    let outcome = try work.expectSuccess("assign out/model.json one.csv --no-output --format table")
    #expect(outcome.standardOutput.hasPrefix("1 customer assigned to 2 archetypes\n"))
  }
}
