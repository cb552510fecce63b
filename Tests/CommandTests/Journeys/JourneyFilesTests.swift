import TestSupport
import Testing

/// The header of every table of journey.
private let journeyColumns: [String: String] = [
  "transitions": "archetype,chain,from,to,count,probability,low,high,median_hours,archetype_name",
  "matrix": "archetype,chain,from,(start),ad,call,page,buy,(conversion),(lost),(lapsed)",
  "touchpoints":
    "archetype,touchpoint,stage,customers,visits,drop_off,drop_off_low,drop_off_high,conversion_after,steps_to_end,"
    + "removal_effect,removal_low,removal_high,observed_share,attributed_conversions,attributed_value,elasticity,"
    + "recoverable_gain,retention_elasticity,score_mean,score_low,score_high,labels,archetype_name",
  "attribution": "archetype,touchpoint,method,conversions,value,share,archetype_name",
  "stages": "archetype,from,to,count,probability,low,high,archetype_name",
  "chain":
    "archetype,chain,state,class,period,stationary,recurrence_steps,expected_visits,visit_probability,data_gap,archetype_name",
  "orders":
    "order,parameters,observed_contexts,log_likelihood,aic,bic,lr_statistic,degrees_of_freedom,p_value,chosen",
  "tests": "test,statistic,degrees_of_freedom,p_value,method,groups,meaning",
  "retention": "archetype,period,at_risk,lapsed,censored,retained,low,high,model_retained,archetype_name",
]

@Suite("Files of journey")
struct JourneyFilesTests {
  private static let stages = "touchpoint,stage\nad,reach\npage,inform\ncall,inform\nbuy,sell\n"

  @Test("every file has the columns that were agreed on")
  func columns() throws {
    let place = try Workplace(["log.csv": EventLogText.small])
    try place.expectSuccess("journey log.csv \(EventLogText.whole)")
    for (name, header) in journeyColumns {
      let text = try place.folder.text(of: "log-journey/\(name).csv")
      let found = text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init)
      if name == "matrix" {
        #expect(Set(found!.split(separator: ",")) == Set(header.split(separator: ",")))
      } else {
        #expect(found == header, "\(name)")
      }
    }
  }

  @Test("files of an earlier run that this one does not write are named")
  func earlierFiles() throws {
    let place = try Workplace(["log.csv": EventLogText.small])
    try place.expectSuccess("journey log.csv \(EventLogText.whole) --bootstrap 0")
    let plain = try place.expectSuccess("journey log.csv")
    #expect(
      plain.standardError.contains(
        "warning: touchpoints.csv, attribution.csv and retention.csv in log-journey are of an earlier run, and not of this "
          + "one\nhint: remove them"))
    let again = try place.expectSuccess("journey log.csv \(EventLogText.whole) --bootstrap 0")
    #expect(!again.standardError.contains("earlier run"))
  }

  @Test("nothing is NaN, and nothing that is undefined is 0")
  func undefined() throws {
    let place = try Workplace(["log.csv": EventLogText.log("a,2025-01-01,x", "a,2025-01-02,y", "a,2025-01-03,buy")])
    let outcome = try place.expectSuccess("journey log.csv --conversion buy --inactive-after 30d")
    #expect(outcome.standardError.contains("no journey is known to end"))
    for name in journeyColumns.keys {
      let text = try place.folder.text(of: "log-journey/\(name).csv").lowercased()
      #expect(!text.contains("nan") && !text.contains("inf"), "\(name)")
    }
    let table = PrintedTable(outcome.standardOutput)
    for column in table.header.dropFirst(5) { #expect(table[column].allSatisfy { $0.isEmpty }, "\(column)") }
  }

  @Test("JSON has every table and says what was assumed")
  func json() throws {
    let place = try Workplace(["log.csv": EventLogText.small])
    let report = try JSONDocument(
      place.expectSuccess("journey log.csv \(EventLogText.whole) --no-output --format json"))
    #expect(try report.text("schema") == "archetype/journey/1")
    #expect(try report.number("seed") == 42)
    #expect(report.members["assumed"] as? Bool == false)
    for (name, header) in journeyColumns where name != "matrix" {
      let rows = try report.rows(name)
      guard let first = rows.first else { continue }
      #expect(Set(first.members.keys) == Set(header.split(separator: ",").map(String.init)), "\(name)")
    }
    #expect(try report.rows("touchpoints").count == 3)
    let cut = try report.object("journeys")
    #expect(try cut.number("journeys") == 54 && cut.number("converted") == 14 && cut.number("lost") == 40)
    #expect(try report.object("settings").text("state") == "touchpoint")
  }

  @Test("touchpoints called like columns have columns of their own in the matrix, in CSV and JSON")
  func sameNames() throws {
    let rows = EventLogText.rows.map { $0.replacing(",ad", with: ",from").replacing(",call", with: ",chain") }
    let place = try Workplace(["log.csv": EventLogText.log(rows)])
    let matrix = PrintedTable(
      try place.expectSuccess("journey log.csv \(EventLogText.whole) --table matrix --no-output").standardOutput)
    #expect(Set(matrix.header).count == matrix.header.count)
    let report = try JSONDocument(
      place.expectSuccess("journey log.csv \(EventLogText.whole) --no-output --format json"))
    let first = try #require(try report.rows("matrix").first)
    let shares = try ["from_2", "chain_2"].map { try #require(matrix.numbers($0).first) }
    #expect(matrix["from"][0] == "(start)" && shares[0] > shares[1] && abs(shares[0] + shares[1] - 1) < 1e-8)
    #expect(try first.text("from") == "(start)" && abs(first.number("from_2") - shares[0]) < 1e-8)
  }

  @Test("--table prints any table", arguments: journeyColumns.keys.sorted())
  func printedTable(name: String) throws {
    let place = try Workplace(["log.csv": EventLogText.small])
    let outcome = try place.expectSuccess("journey log.csv \(EventLogText.whole) --table \(name)")
    #expect(outcome.outputBytes == (try place.folder.bytes(of: "log-journey/\(name).csv")))
  }

  @Test("a workbook, with the model beside it")
  func workbook() throws {
    let place = try Workplace(["log.csv": EventLogText.small])
    let outcome = try place.expectSuccess("journey log.csv \(EventLogText.whole) -o results.xlsx")
    #expect(
      try place.folder.names() == ["log.csv", "results.model.json", "results.statistics.bin", "results.xlsx"])
    #expect(outcome.standardError.contains("simulate results.model.json"))
    #expect(try place.folder.bytes(of: "results.xlsx").starts(with: [0x50, 0x4B]))
  }

  @Test("Spanish tables in and out")
  func spanish() throws {
    let rows = EventLogText.rows.map { $0.replacing(",", with: ";") + ";3,5" }
    let place = try Workplace(["eventos.csv": (["Cliente;Fecha;Evento;Importe"] + rows).joined(separator: "\r\n")])
    let outcome = try place.expectSuccess("journey eventos.csv \(EventLogText.whole) --csv excel-es --format csv")
    let table = PrintedTable(outcome.standardOutput, delimiter: ";")
    #expect(table["touchpoint"] == ["ad", "call", "page"])
    #expect(table["drop_off"].contains { $0.contains(",") })
    #expect(table["attributed_value"][0].isEmpty == false)
  }

  @Test("stages from a file, in its order")
  func stages() throws {
    let place = try Workplace(["log.csv": EventLogText.small, "stages.csv": Self.stages])
    let outcome = try place.expectSuccess(
      "journey log.csv \(EventLogText.whole) --stages stages.csv --table stages --no-output")
    let table = PrintedTable(outcome.standardOutput)
    #expect(Array(table["from"].prefix(2)) == ["(start)", "(start)"])
    #expect(Set(table["to"]) == ["reach", "inform", "(conversion)", "(lost)"])
    let states = PrintedTable(
      try place.expectSuccess(
        "journey log.csv \(EventLogText.whole) --stages stages.csv --state stage --no-output"
      ).standardOutput)
    #expect(states["touchpoint"] == ["reach", "inform"])
  }

  @Test("many pages in few stages, with a conversion among the pages")
  func pagesInStages() throws {
    let rows = (0..<6_000).map { row in
      let page = row % 5 == 4 ? "buy,sell" : "page\(row),\(row % 2 == 0 ? "reach" : "inform")"
      return "c\(row % 1_000),\(row),\(page)"
    }
    let place = try Workplace(["log.csv": EventLogText.log(rows, header: "customer,time,page,stage")])
    let outcome = try place.expectSuccess(
      "journey log.csv --conversion buy --state stage --inactive-after 9000 --end 30000 --bootstrap 0 --no-output")
    #expect(PrintedTable(outcome.standardOutput)["touchpoint"] == ["inform", "reach"])
  }

  @Test("values below 0 count as they are")
  func negativeValues() throws {
    let place = try Workplace([
      "log.csv": EventLogText.log(
        ["a,1,x,", "a,2,buy,-5", "b,1,x,", "b,2,buy,3"], header: "customer,time,touchpoint,value")
    ])
    let outcome = try place.expectSuccess("journey log.csv --conversion buy --inactive-after 5 --end 9 --no-output")
    #expect(PrintedTable(outcome.standardOutput).numbers("attributed_value") == [-2])
  }

  @Test("nothing is written when a name is wrong")
  func nothingWritten() throws {
    try Workplace(["log.csv": EventLogText.small]).expectFailure(
      "journey log.csv --table retention", code: 2,
      """
      log.csv: there is no table 'retention' for this input
      hint: there are transitions, matrix, stages, chain, orders, tests
      """)
  }
}
