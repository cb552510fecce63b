import TestSupport
import Testing

@Suite("What journeys are read from")
struct JourneyReadingTests {
  private func transitions(_ place: Workplace, _ command: String) throws -> [String: Double] {
    let table = PrintedTable(try place.expectSuccess("\(command) --no-output --table transitions").standardOutput)
    return Dictionary(
      uniqueKeysWithValues: table["from"].indices.filter { table["chain"][$0] == "conversion" }.map { row in
        ("\(table["from"][row]) to \(table["to"][row])", Double(table["count"][row]) ?? .nan)
      })
  }

  @Test("a stage or channel called like the touchpoint that converts is not itself a conversion")
  func stageNamedLikeConversion() throws {
    let rows = (0..<60).flatMap { customer -> [String] in
      ["c\(customer),1,ad,awareness", "c\(customer),2,payment,buy"]
        + (customer % 3 == 0 ? ["c\(customer),3,buy,buy"] : [])
    }
    for (column, state) in [("stage", "stage"), ("channel", "channel")] {
      let place = try Workplace(["log.csv": EventLogText.log(rows, header: "customer,time,touchpoint,\(column)")])
      let counts = try transitions(
        place, "journey log.csv --conversion buy --inactive-after 5 --end 100 --bootstrap 0 --state \(state)")
      #expect(
        counts == [
          "(start) to awareness": 60, "awareness to buy": 60, "buy to (conversion)": 20, "buy to (lost)": 40,
        ])
    }
  }

  @Test("a stage that is called as missing ones are is missing")
  func nameOfMissing() throws {
    let log = EventLogText.log(
      ["a,1,ad,(none)", "a,2,page,", "a,3,buy,end"], header: "customer,time,touchpoint,stage")
    let place = try Workplace(["log.csv": log])
    let counts = try transitions(
      place, "journey log.csv --conversion buy --inactive-after 5 --end 100 --bootstrap 0 --state stage")
    #expect(counts == ["(start) to (none)": 1, "(none) to (none)": 1, "(none) to (conversion)": 1])
  }

  @Test("contacts after the end decide nothing: neither the window, nor who came back, nor how many there are")
  func end() throws {
    let early = ["a,1,ad", "a,2,buy", "b,1,ad", "d,3,ad", "d,4,ad"]
    let place = try Workplace([
      "whole.csv": EventLogText.log(early + ["c,50,ad", "c,51,buy", "b,90,ad"]), "cut.csv": EventLogText.log(early),
    ])
    for window in ["", "--inactive-after 5"] {
      let options = "--conversion buy --end 20 --bootstrap 0 --no-output --format json \(window)"
      let documents = try ["whole.csv", "cut.csv"].map {
        try JSONDocument(place.expectSuccess("journey \($0) \(options)")).object("journeys")
      }
      for name in ["inactive_after", "contacts", "customers", "lapsed_customers", "returned_customers", "journeys"] {
        #expect(try documents[0].number(name) == documents[1].number(name), "\(name)")
      }
      #expect(try documents[0].number("customers") == 3 && documents[0].number("contacts") == 5)
      #expect(try documents[0].number("returned_customers") == 0)
    }
    let remarks = try place.expectSuccess("journey whole.csv --conversion buy --end 20 --bootstrap 0 --no-output")
    #expect(remarks.standardError.contains("3 contacts after 20 left out"))
  }

  @Test("the advice to wait longer ends where hardly any pause is longer")
  func longerWindow() throws {
    let rows = (0..<5).flatMap { customer in
      ((0..<100).map(String.init) + ["149", "150"]).map { "c\(customer),\($0),\($0 == "150" ? "buy" : "ad")" }
    }
    let place = try Workplace(["log.csv": EventLogText.log(rows)])
    func remarks(_ window: String) throws -> String {
      try place.expectSuccess("journey log.csv --conversion buy --inactive-after \(window) --bootstrap 0 --no-output")
        .standardError
    }
    #expect(try remarks("0.5").contains("hint: --inactive-after 1 (the 99th percentile of gaps) makes losses rarer"))
    #expect(
      try remarks("2").contains("100.0% of those who fell silent for so long came back\nhint: 99% of gaps are shorter"))
    #expect(try !remarks("60").contains("99"))
  }

  /// What is said of a log, without results.
  private func remarks(_ log: String, _ options: String = "--conversion buy --inactive-after 5d") throws -> String {
    try Workplace(["log.csv": log]).expectSuccess("journey log.csv \(options) --bootstrap 0 --no-output").standardError
  }

  /// Sixty customers, each on a day of its own: an ad, and every other one buys.
  private static let days = (0..<60).flatMap { customer -> [String] in
    let day = "2025-0\(customer / 28 + 1)-\(customer % 28 < 9 ? "0" : "")\(customer % 28 + 1)"
    return ["c\(customer),\(day),ad", "c\(customer),\(day),\(customer % 2 == 0 ? "buy" : "page")"]
  }

  @Test("a log from the latest to the earliest is doubted where contacts of one time keep its order")
  func backwards() throws {
    let doubt =
      "which runs from the latest to the earliest: their journeys may run backwards\nhint: turn the rows around"
    #expect(try remarks(EventLogText.log(Self.days.reversed())).contains(doubt))
    #expect(try !remarks(EventLogText.log(Self.days)).contains("backwards"))
    let hours = Self.days.map { row in
      row.replacing(",ad", with: "T08:00:00,ad").replacing(",buy", with: "T09:00:00,buy")
        .replacing(",page", with: "T09:00:00,page")
    }
    #expect(try !remarks(EventLogText.log(hours.reversed())).contains("backwards"))
  }

  @Test("a column of times of day beside one of days is said not to be used")
  func hours() throws {
    let log = EventLogText.log(
      Self.days.map { row in row + ",10:30" }, header: "cliente,fecha,evento,Hora de inicio")
    #expect(
      try remarks(log).contains(
        "column 'fecha' has days and no hours, and 'Hora de inicio' is not used: contacts of one day keep the order of "
          + "the file\nhint: write both in one column, such as 31/03/2026 14:05"))
    let whole = Self.days.map { $0.replacing(",ad", with: "T08:00:00,ad") + ",10:30" }
    #expect(try !remarks(EventLogText.log(whole, header: "cliente,fecha,evento,hora")).contains("is not used"))
  }

  @Test("a customer with far more contacts than others is pointed at, one among few is not")
  func busiest() throws {
    let guest = (1...28).map { "guest,2025-01-\($0 < 10 ? "0" : "")\($0),page" }
    #expect(
      try remarks(EventLogText.log(Self.days + guest)).contains(
        "one customer, first in row 121, has 18.9% of all rows, and weighs as much in these numbers\nhint: leave it out"
      ))
    #expect(try !remarks(EventLogText.log(Self.days)).contains("one customer"))
    #expect(try !remarks(EventLogText.log(Array(Self.days.prefix(10)) + guest)).contains("one customer"))
  }

  @Test("names that differ in capitals and blanks alone are pointed at")
  func alike() throws {
    let rows = Self.days.enumerated().map { place, row in
      place % 8 == 0 ? row.replacing(",ad", with: ",Ad") : place % 8 == 2 ? row + " " : row
    }
    let warning = "names that differ only in capitals or blanks are taken for different ones: "
    let text = try remarks(EventLogText.log(rows))
    #expect(text.contains(warning + "'Ad', 'ad' and 'ad '\nhint: write each of them in one way in the table"))
    #expect(try !remarks(EventLogText.log(Self.days)).contains(warning))
  }

  @Test("touchpoints that a table of stages leaves out are named, with those that it misspells")
  func stages() throws {
    let place = try Workplace([
      "log.csv": EventLogText.log(Self.days), "all.csv": "touchpoint,stage\nad,a\npage,b\nother,b\n",
      "few.csv": "touchpoint,stage\nad,a\npaeg,b\n", "none.csv": "touchpoint,stage\n",
    ])
    func remarks(_ stages: String) throws -> String {
      try place.expectSuccess(
        "journey log.csv --conversion buy --inactive-after 5d --bootstrap 0 --no-output --stages \(stages)"
      ).standardError
    }
    #expect(try !remarks("all.csv").contains("the table of stages"))
    #expect(
      try remarks("few.csv").contains(
        "warning: the table of stages leaves out 'page', and names 'paeg', which no contact is called\nhint: write a line"
      ))
    #expect(try remarks("none.csv").contains("warning: the table of stages leaves out 'ad' and 'page'\n"))
  }

  @Test("conversions with a negative value are counted aloud")
  func refunds() throws {
    let rows = Self.days.enumerated().map { $1 + ($1.hasSuffix("buy") ? ",\($0 % 3 == 0 ? "-5" : "10")" : ",") }
    let text = try remarks(EventLogText.log(rows, header: "customer,time,touchpoint,value"))
    #expect(
      text.contains(
        "warning: 10 conversions have negative values and count as success like any other\nhint: if these are refunds"))
  }

  @Test("nobody is lost in a log that is shorter than the window, and no rate is printed")
  func shortLog() throws {
    let place = try Workplace(["log.csv": EventLogText.log(Self.days + ["d,2025-01-20,buy"])])
    let outcome = try place.expectSuccess(
      "journey log.csv --conversion buy --inactive-after 100d --format table --no-output")
    #expect(outcome.standardError.contains("nobody was watched for longer: nobody can be lost, and no conversion rate"))
    #expect(
      outcome.standardOutput.contains("No conversion rate can be told: the log is too short to see anybody lost."))
    #expect(!outcome.standardOutput.contains("journeys convert"))
  }

  @Test("of a handful of journeys nobody is told how far back the next step looks")
  func fewRemember() throws {
    let rows = ["a,1,ad", "a,2,shop", "a,3,buy", "b,1,ad", "b,5,ad", "c,2,shop", "c,62,buy"]
    let few = try remarks(EventLogText.log(rows), "--conversion buy --inactive-after 40")
    #expect(!few.contains("what comes next depends on"))
    let many = (0..<20).flatMap { number in rows.map { "\(number)\($0)" } }
    #expect(
      try remarks(EventLogText.log(many), "--conversion buy --inactive-after 40").contains("what comes next depends on")
    )
  }

  @Test("an archetype's customers are counted once, however often the table has them")
  func repeatedCustomers() throws {
    let place = try Workplace([
      "log.csv": EventLogText.log("a,1,ad", "b,2,ad", "a,3,buy"),
      "a.csv": "customer,archetype\na,1\na,1\nb,2\nb,2\n",
    ])
    let outcome = try place.expectSuccess(
      "journey log.csv --conversion buy --inactive-after 5 --end 9 --archetypes a.csv --bootstrap 0 --no-output")
    #expect(!outcome.standardError.contains("not in the log"))
    let early = try place.expectSuccess(
      "journey log.csv --conversion buy --inactive-after 5 --end 1 --archetypes a.csv --bootstrap 0 --no-output")
    #expect(early.standardError.contains("1 customer with an archetype is not in the log"))
  }

  @Test("probabilities of a touchpoint that nobody reaches are kept for those whom a what-if sends there")
  func unreached() throws {
    let place = try Workplace([
      "t.csv": """
      from,to,probability
      (start),a,1
      a,(conversion),0.5
      a,(lost),0.5
      b,(conversion),0.9
      b,(lost),0.1

      """
    ])
    let table = PrintedTable(
      try place.expectSuccess("journey t.csv --transitions -o out --table transitions").standardOutput)
    #expect(table["from"] == ["(start)", "a", "a", "b", "b"])
    #expect(table["probability"] == ["1", "0.5", "0.5", "0.9", "0.1"])
    let touchpoints = PrintedTable(try place.folder.text(of: "out/touchpoints.csv"))
    #expect(touchpoints["visits"] == ["1", "0"] && touchpoints["conversion_after"] == ["0.5", "0.9"])
    #expect(touchpoints["attributed_conversions"] == ["0.5", "0"])
    // 0.5 · (1 − 0.3) of a's exits by itself, and 0.9 of the 0.3 · 0.5 … that go on to b.
    let projected = PrintedTable(
      try place.expectSuccess("simulate out/model.json --reroute a>b=30% --table projection --no-output")
        .standardOutput)
    let row = try #require(projected["metric"].firstIndex(of: "conversion_rate"))
    #expect(projected["baseline"][row] == "0.5" && projected["projected"][row] == "0.62")
  }

  @Test("transitions.csv of assumed probabilities, and of one chain of counts, is read as it was written")
  func transitionsAgain() throws {
    let assumed = try SavedJourney.assumed()
    try assumed.expectSuccess("journey m/transitions.csv --transitions --bootstrap 0 -o again")
    for name in ["transitions", "matrix", "touchpoints"] {
      #expect(try assumed.folder.text(of: "again/\(name).csv") == assumed.folder.text(of: "m/\(name).csv"), "\(name)")
    }
    let counted = try SavedJourney.paths()
    try counted.expectSuccess("journey m/transitions.csv --transitions --bootstrap 0 -o again")
    #expect(try counted.folder.text(of: "again/matrix.csv") == counted.folder.text(of: "m/matrix.csv"))
    let both = try SavedJourney.events()
    let refused = try both.run("journey m/transitions.csv --transitions --no-output")
    #expect(refused.exitCode == 2 && refused.standardError.contains("is there twice"))
    #expect(refused.standardError.hasSuffix("hint: keep the rows of one archetype and one chain\n"))
  }

  @Test("empty cells of nulls and values are none, a whole column of them is no column")
  func emptyCounts() throws {
    let place = try Workplace([
      "cells.csv": "path,conversions,nulls\na,1,2\nb,3,\n", "column.csv": "path,conversions,value\na,1,\nb,3,\n",
    ])
    #expect(
      try transitions(place, "journey cells.csv --paths --bootstrap 0") == [
        "(start) to a": 3, "(start) to b": 3, "a to (conversion)": 1, "a to (lost)": 2, "b to (conversion)": 3,
      ])
    try place.expectSuccess("journey column.csv --paths --bootstrap 0 --no-output")
  }

  @Test("very many journeys of one path, and very many contacts at one time, take no time")
  func manyAtOnce() throws {
    let contacts = (0..<20_000).map { "guest,2025-03-01,shop,\($0).5" }
    let place = try Workplace([
      "paths.csv": "path,conversions,nulls\na,1000000000000000,1\n",
      "log.csv": EventLogText.log(
        contacts + ["guest,2025-03-01,shop,7.5", "b,2025-03-03,buy,3"], header: "customer,time,touchpoint,value"),
    ])
    #expect(
      try transitions(place, "journey paths.csv --paths --bootstrap 0")["a to (conversion)"] == 1_000_000_000_000_000)
    let outcome = try place.expectSuccess(
      "journey log.csv --conversion buy --inactive-after 1d --bootstrap 0 --no-output")
    #expect(outcome.standardError.contains("1 contact repeats an earlier one of the same customer, time, touchpoint"))
  }
}
