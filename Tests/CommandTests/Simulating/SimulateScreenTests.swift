import Foundation
import TestSupport
import Testing

@Suite("What the screen of a projection says")
struct SimulateScreenTests {
  private static let command = "simulate m/model.json --no-output --bootstrap 0 --format table"

  private func lines(_ screen: String, of name: String) -> [Substring] {
    screen.split(separator: "\n").filter { $0.hasPrefix(name) }
  }

  @Test("Discounted and undiscounted money are never mixed up")
  func discount() throws {
    let work = try SavedJourney.events()
    let line = "\(Self.command) --recover page=30% --value 100 --cost 5"
    let plain = try work.expectSuccess(line).standardOutput
    #expect(!plain.contains("iscounted") && plain.contains("\nIt costs 60. "))
    let discounted = try work.expectSuccess("\(line) --discount-rate 50%").standardOutput
    #expect(discounted.contains("revenue, not discounted ") && discounted.contains("revenue, discounted "))
    #expect(discounted.contains("\nDiscounted, it costs 49"))
  }

  @Test("A horizon that is rounded to whole periods is said, loudly where it is far off")
  func rounding() throws {
    let work = try SavedJourney.events()
    func said(_ options: String) throws -> String {
      try work.expectSuccess("\(Self.command) --recover page=30% \(options)").standardError
    }
    #expect(
      try said("--horizon 100d").contains(
        "warning: the horizon of 100 days is no whole number of periods of 30 days: the projection ends after 3 periods, "
          + "90 days\nhint: choose a --horizon of whole periods, or a --period that goes into it\n"))
    #expect(try said("--horizon 12m").contains("note: the horizon of 365 days is no whole number of periods"))
    #expect(try said("--period 50d").contains("the projection ends after 7 periods, 350 days"))
    #expect(try !said("--horizon 90d").contains("the horizon"))
    #expect(try !said("").contains("the horizon"))
  }

  @Test("A mix of one's own is not compared with a past that had another")
  func mix() throws {
    // Nearly all of the second archetype buy.
    let archetypes = (0..<40).map { "c\($0),\($0 % 3 == 0 || $0 % 5 == 0 ? 2 : 1)\n" }.joined()
    let work = try SavedJourney.events(["a.csv": "customer,archetype\n" + archetypes])
    func checked(_ options: String) throws -> JSONDocument {
      try JSONDocument(
        work.expectSuccess("\(Self.command) --recover page=30% --quiet --format json \(options)"))
    }
    let (observed, mixed) = (try checked(""), try checked("--mix 1=95%,2=5%"))
    func base(_ report: JSONDocument) throws -> Double { try report.rows("projection")[0].number("baseline") }
    #expect(abs(try base(mixed) - base(observed)) > 0.01)
    #expect(
      try mixed.rows("checks")[0].number("base_conversion_rate")
        == observed.rows("checks")[0].number("base_conversion_rate"))
    let screen = try work.expectSuccess("\(Self.command) --recover page=30% --mix 1=95%,2=5%").standardOutput
    #expect(screen.contains("\nWith archetypes mixed as observed, the base converts "))
    let unmixed = try work.expectSuccess("\(Self.command) --recover page=30%").standardOutput
    #expect(unmixed.contains("\nBy the archetypes' chains together, the base converts "))
    let journey = try work.expectSuccess(
      "journey t.csv \(EventLogText.whole) --archetypes a.csv --bootstrap 0 --no-output --format table")
    #expect(journey.standardOutput.contains("\nBy the chain of all, "))
  }

  @Test("Where one block says its adoption, all do")
  func adoption() throws {
    let work = try SavedJourney.events(["s.yaml": ScenarioText.two])
    let screen = try work.expectSuccess("\(Self.command) --recover page=30% --adoption 25%,100%").standardOutput
    let titles = lines(screen, of: "recover page=30%")
    #expect(titles.count == 2)
    #expect(titles.map { $0.contains("adopted by 25% of") } == [true, false])
    #expect(titles.map { $0.contains("adopted by 100% of") } == [false, true])
    let file = try work.expectSuccess("simulate m/model.json s.yaml --no-output --bootstrap 0 --format table")
    #expect(lines(file.standardOutput, of: "No calls, adopted by 100% of customers").count == 1)
    let alone = try work.expectSuccess("\(Self.command) --recover page=30%").standardOutput
    #expect(!alone.contains("adopted"))
  }

  @Test("Retention is shown no longer than there is somebody left")
  func retention() throws {
    let work = try SavedJourney.events()
    try work.expectSuccess(
      "journey t.csv --conversion buy --end 2025-06-30 --inactive-after 50d --bootstrap 0 -o m --quiet")
    let screen = try work.expectSuccess("\(Self.command) --recover page=30% --period 10d --horizon 360d").standardOutput
    let shown = lines(screen, of: "still active after ").map { String($0.prefix { $0 != "%" }) }
    // Those who converted call again 30.75 days later, and never after that.
    #expect(shown == ["still active after 10 days   100.0", "still active after 30 days   100.0"], "\(screen)")
  }

  @Test("A name of a scenario cannot steer the terminal")
  func controlCharacters() throws {
    let yaml = "scenarios:\n- name: \"a\\e[31mb\\nc\"\n  interventions: [{recover: {touchpoint: page, share: 5%}}]\n"
    let work = try SavedJourney.events(["s.yaml": yaml])
    let screen = try work.expectSuccess("\(Self.command) s.yaml").standardOutput
    #expect(screen.hasPrefix("a\u{241B}[31mb\u{240A}c, over 360 days\n"))
  }

  @Test("Fewer resamples than the level needs are said")
  func fewResamples() throws {
    let work = try SavedJourney.events()
    func said(_ options: String, _ command: String = "simulate m/model.json --recover page=5%") throws -> String {
      try work.expectSuccess("\(command) --no-output --quiet \(options)").standardError
    }
    let few = " too few for intervals of 95%: they are too short, and may leave out the estimate\n"
    #expect(
      try said("--bootstrap 39")
        == "warning: 39 resamples are\(few)hint: --bootstrap 40 is the least for such a --level\n")
    #expect(try said("--bootstrap 1").contains("1 resample is\(few)"))
    #expect(try said("--bootstrap 100 --level 99").contains("hint: --bootstrap 200 is the least"))
    for enough in ["--bootstrap 40", "--bootstrap 0", "--bootstrap 200 --level 99"] {
      #expect(try !said(enough).contains("resample"))
    }
    let journey = "journey t.csv \(EventLogText.whole)"
    #expect(try said("--bootstrap 5", journey).contains("5 resamples are\(few)"))
    #expect(try !said("--bootstrap 40", journey).contains("too few for intervals"))
  }

  @Test("A ranking of few customers says why it has no intervals")
  func rankWithoutIntervals() throws {
    let few = try Workplace([
      "t.csv": EventLogText.log(["a,1,ad", "a,2,site", "a,3,buy", "b,1,ad", "c,5,site", "c,51,ad"])
    ])
    try few.expectSuccess("journey t.csv --conversion buy --inactive-after 10 --bootstrap 0 -o m --quiet")
    let command = "simulate m/model.json --rank --no-output"
    let note = "note: too few customers stand behind this model for intervals\n"
    #expect(try few.expectSuccess(command).standardError.contains(note))
    #expect(try !few.expectSuccess("\(command) --bootstrap 0").standardError.contains(note))
    #expect(try !SavedJourney.events().expectSuccess(command).standardError.contains("for intervals"))
  }

  @Test("A mix of what was observed changes nothing, of those who are followed neither")
  func observedMix() throws {
    // Half of the first archetype buy and call for weeks; a quarter of the second buy and are gone.
    let contacts = (0..<40).flatMap { customer -> [String] in
      let buys = customer % (customer < 20 ? 2 : 4) == 0
      let calls = customer < 20 ? [8, 15, 22, 29] : []
      return ["c\(customer),1,ad", "c\(customer),2,page"]
        + (buys ? ["c\(customer),3,buy"] + calls.map { "c\(customer),\($0),call" } : [])
    }
    let archetypes = (0..<40).map { "c\($0),\($0 < 20 ? 1 : 2)\n" }.joined()
    let work = try Workplace([
      "t.csv": EventLogText.log(contacts + ["c1,60,ad"]), "a.csv": "customer,archetype\n" + archetypes,
    ])
    try work.expectSuccess(
      "journey t.csv --conversion buy --inactive-after 10 --archetypes a.csv --no-pooling --bootstrap 0 -o m --quiet")
    func rows(_ options: String) throws -> [JSONDocument] {
      try JSONDocument(
        work.expectSuccess("\(Self.command) --recover page=30% --quiet --format json \(options)")
      ).rows("retention").filter { try $0.text("archetype") == "all" }
    }
    let journeys = try JSONDocument(work.folder.bytes(of: "m/model.json")).rows("groups").map {
      try $0.number("journeys")
    }
    let share = journeys[1] / journeys[0]
    let (observed, mixed) = (try rows(""), try rows("--mix 1=\(share),2=\(1 - share)"))
    #expect(!observed.isEmpty && observed.count == mixed.count)
    for (one, other) in zip(observed, mixed) {
      #expect(try abs(one.number("baseline") - other.number("baseline")) < 1e-9)
      #expect(try abs(one.number("projected") - other.number("projected")) < 1e-9)
    }
  }

  @Test("Archetypes that a mix leaves out have no lines")
  func leftOutOfMix() throws {
    let work = try SavedJourney.events()
    func screen(_ options: String) throws -> String {
      try work.expectSuccess("\(Self.command) --recover page=30% --rank \(options)").standardOutput
    }
    func labels(_ screen: String) -> Set<Substring> {
      let words = screen.split { $0.isWhitespace }
      return Set(words.filter { $0 == "1" || $0 == "2" })
    }
    #expect(try labels(screen("")) == ["1", "2"])
    #expect(try labels(screen("--mix 2=100%")) == ["2"])
  }

  @Test("A touchpoint that loses everybody is not left out of a ranking without a word")
  func unranked() throws {
    let contacts = (0..<40).flatMap { customer in
      ["c\(customer),1,ad"] + (customer % 2 == 0 ? ["c\(customer),2,buy"] : ["c\(customer),2,hotline"])
    }
    let work = try Workplace(["t.csv": EventLogText.log(contacts + ["c0,60,ad"])])
    try work.expectSuccess("journey t.csv --conversion buy --inactive-after 10 --bootstrap 0 -o m --quiet")
    let said = try work.expectSuccess("\(Self.command) --rank").standardError
    #expect(
      said.contains(
        "note: all are lost at 'hotline', so nobody knows where they would go on: it has no rank\n"
          + "hint: --recover with a place, such as checkout=10%:purchase, says where\n"))
    #expect(try !work.expectSuccess("\(Self.command) --recover hotline=10%:buy").standardError.contains("no rank"))
  }

  @Test("JSON says what was asked for")
  func settings() throws {
    let work = try SavedJourney.events()
    func settings(_ options: String) throws -> JSONDocument {
      try JSONDocument(work.expectSuccess("\(Self.command) --recover page=5% --format json \(options)"))
        .object("settings")
    }
    let own = try settings("--mix 1=30%,2=70% --value 60 --later-value 5")
    #expect(try own.object("mix").number("1") == 0.3 && own.object("mix").number("2") == 0.7)
    #expect(try own.number("value") == 60 && own.number("later_value") == 5)
    let observed = try settings("")
    #expect(["mix", "value", "later_value"].allSatisfy { observed.members[$0] is NSNull })
  }
}
