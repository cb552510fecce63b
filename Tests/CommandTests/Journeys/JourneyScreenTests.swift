import TestSupport
import Testing

@Suite("The screen of journey")
struct JourneyScreenTests {
  private static let table = "--format table"
  /// Of figures written with six digits.
  private static let tolerance = 1e-6

  /// So many customers of whom two in three buy after `ad` and `page`; ten touchpoints in all.
  private static func log(customers: Int) -> String {
    EventLogText.log(
      (0..<customers).flatMap { customer -> [String] in
        let other = "t\(customer % 8)"
        return ["c\(customer),1,ad", "c\(customer),2,page", "c\(customer),3,\(other)"]
          + (customer % 3 == 0 ? [] : ["c\(customer),4,buy"])
      })
  }

  private static let whole = "--conversion buy --inactive-after 5 --end 100"

  /// A row a customer, as `archetype cluster` writes them, or with archetypes alone.
  private static func archetypes(customers: Int, areFound: Bool) -> String {
    let header = areFound ? "customer,archetype,name,distance,confidence,unusual" : "customer,archetype"
    return EventLogText.log(
      (0..<customers).map { customer in
        let archetype = customer % 3 == 0 ? 2 : 1
        return "c\(customer),\(archetype)" + (areFound ? ",\(["Keen · web", "Idle"][archetype - 1]),1,0.5,false" : "")
      }, header: header)
  }

  @Test("of few journeys says so, and neither what matters most nor who stays")
  func few() throws {
    let place = try Workplace(["few.csv": Self.log(customers: 12), "many.csv": Self.log(customers: 120)])
    let few = try place.expectSuccess("journey few.csv \(Self.whole) \(Self.table)")
    #expect(few.standardOutput.contains("Too few journeys are known to their end (12) to say where most are lost"))
    #expect(few.standardOutput.contains("Too few converted customers could be followed (8) to say who stays."))
    #expect(!few.standardOutput.contains("What matters most") && !few.standardOutput.contains("More are lost at"))
    #expect(few.standardError.contains("warning: 12 journeys known to their end are too few to tell touchpoints apart"))
    #expect(PrintedTable(try place.folder.text(of: "few-journey/touchpoints.csv"))["labels"].allSatisfy(\.isEmpty))
    let many = try place.expectSuccess("journey many.csv \(Self.whole) \(Self.table)")
    #expect(
      many.standardOutput.contains("What matters most are ad and page")
        && many.standardOutput.contains(
          "Where most are lost cannot be told apart: t0 (12.5% of all losses), t1 (12.5%)")
    )
    #expect(many.standardOutput.contains("Of 80 converted customers") && !many.standardError.contains("too few"))
  }

  @Test("of a chain with an end says how many have not come there, and how near that is to what was seen")
  func ends() throws {
    // Of forty customers, ten are gone after a month and ten more after two; a chain of two states has .75 and .75 · 2/3.
    let rows = (0..<40).flatMap { customer -> [String] in
      let end = customer < 10 ? 2 : customer < 20 ? 3 : 4
      return (1...min(end, 3)).map { "c\(customer),\($0),\($0 == end ? "churned" : "active")" }
    }
    let place = try Workplace(["log.csv": EventLogText.log(rows)])
    let text = try place.expectSuccess("journey log.csv --absorbing churned \(Self.table)").standardOutput
      .replacing("\n", with: " ")
    // Of 70 steps from active, 20 end.
    #expect(
      text.contains(
        "Of 40 customers, 71.4% have not come to churned after 1 step and 51.0% after 2, by the chain; that stays within "
          + "3.6 pp of what was observed."))
    #expect(try !place.expectSuccess("journey log.csv \(Self.table)").standardOutput.contains("have not come"))
  }

  @Test("what is lost or won by a few customers alone is not said to matter, with intervals and without")
  func fewThere() throws {
    // Everybody converts at once, but for five who are lost.
    let rows = (0..<40).flatMap { ["c\($0),1,ad", $0 < 5 ? "c\($0),2,call" : "c\($0),2,buy"] }
    let place = try Workplace(["log.csv": EventLogText.log(rows)])
    for options in ["--bootstrap 50", "--bootstrap 0"] {
      let text = try place.expectSuccess("journey log.csv \(Self.whole) \(Self.table) \(options)").standardOutput
      #expect(text.contains("Where most are lost cannot be told from so few customers."))
      #expect(text.contains("What matters most is ad"))
    }
  }

  @Test("what chance may have put first is named with what is close behind, with intervals and without")
  func closeBehind() throws {
    // Of 200 customers each, ad loses 80 and call 62, and each has limits that leave the other out: the difference, 18 of
    // 162, has not. Of those who convert, 138 met call and 180 mail.
    let losses = try Workplace(["log.csv": Self.log(losing: [("ad", 80), ("call", 62), ("mail", 20)])])
    for options in ["--bootstrap 100", "--bootstrap 0"] {
      let text = try losses.expectSuccess("journey log.csv \(Self.whole) \(Self.table) \(options)").standardOutput
      #expect(text.contains("Where most are lost cannot be told apart: ad (49.4% of all losses) and call (38.3%)."))
      #expect(text.contains("What matters most is mail") && !text.contains("As much may hang on"))
    }
    // Of those who convert, 158 met call and 180 mail; far fewer are lost there than at ad.
    let effects = try Workplace(["log.csv": Self.log(losing: [("ad", 140), ("call", 42), ("mail", 20)])])
    for options in ["--bootstrap 100", "--bootstrap 0"] {
      let text = try effects.expectSuccess("journey log.csv \(Self.whole) \(Self.table) \(options)").standardOutput
        .replacing("\n", with: " ")
      #expect(text.contains("More are lost at ad than anywhere else"))
      #expect(text.contains("What matters most is mail") && text.contains("As much may hang on call (39.7%)."))
    }
  }

  /// Two hundred customers of each touchpoint, of whom so many are lost.
  private static func log(losing touchpoints: [(name: String, lost: Int)]) -> String {
    EventLogText.log(
      (0..<200 * touchpoints.count).flatMap { customer -> [String] in
        let (name, lost) = touchpoints[customer % touchpoints.count]
        return ["c\(customer),1,\(name)"] + (customer / touchpoints.count < lost ? [] : ["c\(customer),2,buy"])
      })
  }

  @Test("the order that was found is told where it was asked for")
  func foundOrder() throws {
    let place = try Workplace(["log.csv": Self.log(customers: 120)])
    let found = try place.expectSuccess("journey log.csv \(Self.whole) \(Self.table) --order auto").standardOutput
    #expect(
      found.contains("Of orders 1 to 3, 1 describes the journeys best for its size (BIC)"))
    let given = try place.expectSuccess("journey log.csv \(Self.whole) \(Self.table) --order 1").standardOutput
    #expect(!given.contains("(BIC)"))
  }

  @Test("archetypes have their names, on the screen and in every table with a row an archetype")
  func names() throws {
    let place = try Workplace([
      "log.csv": Self.log(customers: 120), "a.csv": Self.archetypes(customers: 120, areFound: true),
    ])
    let text = try place.expectSuccess("journey log.csv \(Self.whole) --archetypes a.csv \(Self.table)").standardOutput
    #expect(text.contains("\nArchetypes: 1 Keen · web; 2 Idle\n"))
    for name in ["touchpoints", "transitions", "attribution", "chain", "retention"] {
      let table = PrintedTable(try place.folder.text(of: "log-journey/\(name).csv"))
      let found = Set(zip(table["archetype"], table["archetype_name"]).map { "\($0) \($1)" })
      #expect(found.isSubset(of: ["all ", "1 Keen · web", "2 Idle"]) && found.count > 1, "\(name)")
    }
  }

  @Test("that archetypes differ is called circular only where they were found in data")
  func circular() throws {
    let place = try Workplace([
      "log.csv": Self.log(customers: 120), "found.csv": Self.archetypes(customers: 120, areFound: true),
      "given.csv": Self.archetypes(customers: 120, areFound: false),
    ])
    for (file, isFound) in [("found.csv", true), ("given.csv", false)] {
      let text = try place.expectSuccess(
        "journey log.csv \(Self.whole) --archetypes \(file) --no-output \(Self.table)"
      ).standardOutput
      #expect(text.contains("Archetypes go through the journey differently"))
      #expect(text.contains("circular") == isFound)
    }
  }

  @Test("says how many rows are left out, and where they are")
  func hidden() throws {
    let place = try Workplace([
      "log.csv": Self.log(customers: 120), "a.csv": Self.archetypes(customers: 120, areFound: false),
    ])
    let line = "journey log.csv \(Self.whole) --archetypes a.csv \(Self.table) --bootstrap 0"
    let shown = "\n  and 15 more "
    #expect(try place.expectSuccess(line).standardOutput.hasSuffix(shown + "in touchpoints.csv\n"))
    #expect(try place.expectSuccess("\(line) -o a.xlsx").standardOutput.hasSuffix(shown + "in sheet touchpoints\n"))
    #expect(
      try place.expectSuccess("\(line) --no-output").standardOutput.hasSuffix(shown + "with --table touchpoints\n"))
  }

  @Test("of many transitions of a plain chain shows some, no empty column, and says where all are")
  func plain() throws {
    let place = try Workplace(["log.csv": Self.log(customers: 120)])
    let text = try place.expectSuccess("journey log.csv --no-output \(Self.table)").standardOutput
    #expect(!text.contains("archetype_name") && !text.contains("most frequent"))
    #expect(text.contains("\nfrom  to"))
    let rows = (0..<200).map { "c0,\($0),t\($0 * $0 % 37)" }
    let many = try Workplace(["log.csv": EventLogText.log(rows)]).expectSuccess(
      "journey log.csv --no-output \(Self.table)"
    ).standardOutput
    #expect(many.contains("The 30 most frequent of 37 transitions are below, all of them with --table transitions."))
  }

  @Test("of touchpoints that matter alike names all, and has no table where every contact converts")
  func alike() throws {
    let place = try Workplace([
      "paths.csv": "path,conversions,nulls\nad > web,30,50\nad,0,20\n",
      "bought.csv": EventLogText.log((0..<30).map { "c\($0 % 15),\($0 / 15 * 3),buy" }),
    ])
    let paths = try place.expectSuccess("journey paths.csv --paths --no-output --bootstrap 0 \(Self.table)")
    #expect(paths.standardOutput.contains("What matters most are ad and web alike: if everyone who comes to one were"))
    let bought = try place.expectSuccess("journey bought.csv \(Self.whole) --no-output \(Self.table)")
    #expect(!bought.standardOutput.contains("Touchpoint") && bought.standardOutput.hasSuffix(".\n"))
  }

  @Test("no label is cut")
  func labels() throws {
    let place = try Workplace([
      "log.csv": EventLogText.log(customersWithLabels, header: "customer,time,touchpoint,stage")
    ])
    let text = try place.expectSuccess("journey log.csv \(Self.whole) \(Self.table)").standardOutput
    #expect(text.contains("pain point, moment of truth") && !text.contains("…") && text.contains("Convert after"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 120 })
  }

  /// Everybody comes to a place with a long name where half are lost, by one of four others where nobody is.
  private var customersWithLabels: [String] {
    (0..<400).flatMap { customer -> [String] in
      let stage = "a stage of many words for a screen"
      let way = "c\(customer),1,a way that takes quite some words to say \(customer % 4),\(stage)"
      let place = "c\(customer),2,the place where half of all customers are lost,\(stage)"
      return [way, place] + (customer % 2 == 0 ? ["c\(customer),3,buy,\(stage)"] : [])
    }
  }

  @Test("a chain of order 2 says that retention has order 1")
  func order() throws {
    let rows = (0..<40).flatMap { ["c\($0),1,ad", "c\($0),\(2 + $0 % 2),buy", "c\($0),\(4 + $0 % 3),page"] }
    let place = try Workplace(["log.csv": EventLogText.log(rows)])
    let note =
      "is that of the chain of conversion; what follows a conversion (retention) depends on the last contact alone"
    let options = "\(Self.whole) --bootstrap 0 --no-output"
    let second = try place.expectSuccess("journey log.csv \(options) --order 2 \(Self.table)")
    #expect(second.standardError.contains("--order 2 " + note))
    #expect(second.standardOutput.contains("; the chain (here of order 1) "))
    #expect(try !place.expectSuccess("journey log.csv \(options)").standardError.contains(note))
  }

  @Test("warns of a chain far from what was seen only where chance does not explain it")
  func gapByChance() throws {
    // Of those who convert, 62.5 % met a; the chain, which forgets it at b, has 50 %.
    let few = "path,conversions,nulls\na > b,25,15\nc > b,15,25\n"
    let place = try Workplace([
      "few.csv": few, "many.csv": few.replacing("5,", with: "50,").replacing("5\n", with: "50\n"),
    ])
    let warning =
      "the chain is furthest from the data at a: its removal effect is 12.5 pp below the share of conversions"
    for (file, isWarned) in [("few", false), ("many", true)] {
      let text = try place.expectSuccess("journey \(file).csv --paths --no-output --bootstrap 0 \(Self.table)")
        .standardError
      #expect(text.contains(warning) == isWarned, "\(file)")
    }
  }

  @Test("how far each chain is from what was seen stands in chain.csv, as in JSON")
  func gap() throws {
    let place = try Workplace([
      "log.csv": Self.log(customers: 120), "a.csv": Self.archetypes(customers: 120, areFound: false),
    ])
    let outcome = try place.expectSuccess(
      "journey log.csv \(Self.whole) --archetypes a.csv --bootstrap 0 --format json")
    let archetypes = try JSONDocument(outcome).rows("archetypes")
    let table = PrintedTable(try place.folder.text(of: "log-journey/chain.csv"))
    for (place, label) in ["all", "1", "2"].enumerated() {
      for (chain, member) in [("conversion", "conversion_data_gap"), ("retention", "retention_data_gap")] {
        let gaps = table["data_gap"].indices.filter { table["archetype"][$0] == label && table["chain"][$0] == chain }
          .map { table["data_gap"][$0] }
        let expected = archetypes[place].members[member] as? Double
        #expect(Set(gaps).count <= 1)
        guard let gap = gaps.first else { continue }
        let isSame = gap.isEmpty ? expected == nil : abs((Double(gap) ?? .nan) - (expected ?? .nan)) < Self.tolerance
        #expect(isSame, "\(label) \(chain)")
      }
    }
    #expect(table["data_gap"].contains { !$0.isEmpty })
  }
}
