import Foundation
import TestSupport
import Testing

@Suite("What holds for every projection")
struct SimulateLawTests {
  private static let command = "simulate m/model.json --no-output --quiet --bootstrap 40"

  private func report(_ work: Workplace, _ options: String) throws -> JSONDocument {
    try JSONDocument(work.expectSuccess("\(Self.command) \(options) --format json"))
  }

  @Test("A change of nothing gives a difference of exactly 0, of no width, and a warning")
  func nothing() throws {
    let work = try SavedJourney.events()
    let report = try report(work, "--scale ad>page=1")
    var known = 0
    for row in try report.rows("projection") {
      guard let difference = row.members["difference"] as? Double else { continue }
      known += 1
      #expect(difference == 0)
      for bound in ["difference_low", "difference_high"] { #expect((row.members[bound] as? Double ?? 0) == 0) }
    }
    #expect(known > 20)
    let said = try work.run("simulate m/model.json --scale ad>page=1 --no-output --bootstrap 0").standardError
    #expect(said.contains("'scale ad>page=1' changes nothing: every difference is 0"))
  }

  @Test("The same bytes on 1, 2 and 7 threads")
  func threads() throws {
    let work = try SavedJourney.events(["s.yaml": ScenarioText.two, "l.yaml": ScenarioText.levers])
    for line in [
      "\(Self.command) --recover page=20% --rank --format json",
      "simulate m/model.json s.yaml --bootstrap 40 --format csv",
      "optimize m/model.json l.yaml --budget 100 --bootstrap 40 --format json --no-output --quiet",
    ] {
      let bytes = try [1, 2, 7].map { try work.expectSuccess("\(line) --threads \($0)").outputBytes }
      #expect(!bytes[0].isEmpty && bytes[0] == bytes[1] && bytes[0] == bytes[2])
    }
  }

  @Test("Options of different kinds apply in the order written")
  func order() throws {
    let work = try SavedJourney.assumed()
    func rate(_ options: String) throws -> Double {
      try report(work, options).rows("projection")[0].number("projected")
    }
    // 40 % of what is lost at a, then of what is left of the way to b; and the other way round.
    let first = try rate("--set a>b=20% --recover a=40%")
    let second = try rate("--recover a=40% --set a>b=20%")
    #expect(abs(first - second) > 1e-4)
  }

  @Test("Archetypes outside the scope stay as they are, and those within change")
  func scope() throws {
    let work = try SavedJourney.events()
    let rows = try report(work, "--recover page=30% --archetypes 1").rows("projection").filter {
      try $0.text("metric") == "conversion_rate"
    }
    let differences = try rows.map { (try $0.text("archetype"), try $0.number("difference")) }
    #expect(differences.map(\.0) == ["all", "1", "2"])
    #expect(differences[0].1 > 0 && differences[1].1 > 0 && differences[2].1 == 0)
  }

  @Test("What is expected of a period does not depend on how far ahead one looks")
  func horizon() throws {
    let work = try SavedJourney.events()
    func first(_ horizon: String) throws -> [String: Double] {
      let rows = try report(work, "--recover page=30% --period 10d --horizon \(horizon)").rows("projection").filter {
        try $0.text("archetype") == "all" && ($0.members["period"] as? Double) == 1
      }
      return try Dictionary(uniqueKeysWithValues: rows.map { (try $0.text("metric"), try $0.number("projected")) })
    }
    let near = try first("10d")
    #expect(near.keys.count >= 3)
    for horizon in ["100d", "1000d", "10000d"] {
      let far = try first(horizon)
      for (metric, value) in near { #expect(abs(try #require(far[metric]) - value) < 1e-9, "\(metric) \(horizon)") }
    }
  }

  @Test("A change that retention knows nothing of counts for conversion, and a warning says so")
  func conversionAlone() throws {
    // After buying, those who come to call again are not seen any more.
    let rows = (0..<60).flatMap { customer -> [String] in
      let first = ["c\(customer),1,ad", "c\(customer),2,call"]
      return customer % 3 == 0 ? first : first + ["c\(customer),3,buy", "c\(customer),\(4 + customer % 2),call"]
    }
    let work = try Workplace(["log.csv": EventLogText.log(rows)])
    try work.expectSuccess("journey log.csv --conversion buy --inactive-after 5 --end 100 --bootstrap 0 -o m --quiet")
    let outcome = try work.expectSuccess(
      "simulate m/model.json --recover call=30% --no-output --bootstrap 0 --table projection")
    #expect(
      outcome.standardError.contains(
        "the change of 'recover call=30%' counts for conversion alone: after one, nobody was"))
    let table = PrintedTable(outcome.standardOutput)
    let place = try #require(table["metric"].firstIndex(of: "conversion_rate"))
    #expect((Double(table["difference"][place]) ?? 0) > 0.05)
  }

  @Test("A backtest on the log of the model ends where the model's observation did")
  func backtestEnd() throws {
    let log = EventLogText.small
    let work = try Workplace(["log.csv": log, "longer.csv": log + "c0,2026-01-01T00:00:00Z,ad\n"])
    func backtest(_ file: String) throws -> [UInt8] {
      try work.expectSuccess(
        "journey \(file) --conversion buy --end 2025-02-20 --inactive-after 5d --bootstrap 0 -o m --quiet")
      return try work.expectSuccess(
        "simulate m/model.json --backtest 2025-01-20 --events \(file) --period 5d --bootstrap 0 --no-output --quiet"
      ).outputBytes
    }
    #expect(try backtest("longer.csv") == backtest("log.csv"))
  }

  @Test("Adoption is linear")
  func adoption() throws {
    let work = try SavedJourney.events()
    let rows = try report(work, "--recover page=30% --adoption 25%,50%,100%").rows("projection").filter {
      try $0.text("metric") == "conversions" && $0.text("archetype") == "all"
        && ($0.members["period"] as? Double) == nil
    }
    let differences = try rows.map { try $0.number("difference") }
    #expect(differences.count == 3)
    #expect(abs(differences[2] - 4 * differences[0]) < 1e-6 && abs(differences[1] - 2 * differences[0]) < 1e-6)
  }

  @Test("JSON holds every table, the settings and what is assumed")
  func json() throws {
    let report = try report(SavedJourney.events(), "--recover page=30% --rank")
    #expect(try report.text("schema") == "archetype/simulate/1")
    #expect(try report.number("seed") == 42)
    for table in ["projection", "retention", "touchpoints", "changes", "ranking", "scenarios", "checks"] {
      #expect(try !report.rows(table).isEmpty, "\(table)")
    }
    #expect(try report.object("settings").number("bootstrap") == 40)
    #expect(try report.text("assumption").hasPrefix("people moved"))
  }

  @Test("Files have the columns that were agreed")
  func headers() throws {
    let work = try SavedJourney.events(["l.yaml": ScenarioText.levers, "log.csv": EventLogText.small])
    try work.expectSuccess(
      "simulate m/model.json --recover page=30% --rank --backtest 2025-01-20 --events log.csv --period 5d -o s"
        + " --bootstrap 20 --quiet")
    try work.expectSuccess("optimize m/model.json l.yaml --budget 100 -o o --bootstrap 20 --quiet")
    let estimates =
      "baseline,baseline_low,baseline_high,projected,projected_low,projected_high,difference,difference_low,difference_high"
    let headers = [
      "s/projection.csv":
        "scenario,adoption,archetype,metric,period,\(estimates),relative_difference,prediction_low,prediction_high",
      "s/retention.csv": "scenario,adoption,archetype,period,\(estimates)",
      "s/touchpoints.csv":
        "scenario,archetype,touchpoint,visits_baseline,visits_projected,lost_baseline,lost_projected",
      "s/changes.csv": "scenario,archetype,chain,from,to,before,after,observed",
      "s/ranking.csv": "rank,archetype,touchpoint,conversions_gained,retained_gained,value_gained,low,high",
      "s/backtest.csv": "metric,period,observed,predicted,low,high,inside",
      "o/allocation.csv": "lever,spend,share,gain,marginal_gain",
      "o/frontier.csv": "budget,metric,low,high,spend_Pages,spend_Calls",
    ]
    for (file, header) in headers {
      let text = try String(contentsOfFile: work.folder.path(file), encoding: .utf8)
      #expect(text.prefix { $0 != "\n" } == header)
    }
  }

  @Test("A model without times gives rates, says why there is no more, and counts with --customers")
  func timeless() throws {
    let work = try SavedJourney.paths()
    let outcome = try work.expectSuccess("simulate m/model.json --recover Search=50% --no-output --format table")
    #expect(outcome.standardError.contains("hint: --customers N says how many begin in a period"))
    #expect(outcome.standardError.contains("the model knows no times, so nothing is said about who stays"))
    #expect(!outcome.standardOutput.contains(", over") && !outcome.standardOutput.contains("conversions"))
    let counted = try work.expectSuccess(
      "simulate m/model.json --recover Search=50% --customers 1000 --no-output --format table")
    #expect(counted.standardOutput.contains("over 12 periods") && counted.standardOutput.contains("9,404"))
    let ranked = try JSONDocument(
      work.expectSuccess("simulate m/model.json --rank --no-output --quiet --bootstrap 0 --format json"))
    #expect(try ranked.rows("ranking").contains { try $0.number("conversions_gained") > 0 })
  }

  @Test("What nobody knows has no row: who stays without times, what is earned without money, a return without a cost")
  func unknown() throws {
    let work = try SavedJourney.paths()
    func metrics(_ options: String) throws -> Set<String> {
      try work.expectSuccess("simulate m/model.json --recover Search=50% --bootstrap 0 -o out \(options)")
      #expect(PrintedTable(try work.folder.text(of: "out/retention.csv")).rows.isEmpty)
      let table = PrintedTable(try work.folder.text(of: "out/projection.csv"))
      #expect(table["difference"].allSatisfy { !$0.isEmpty })
      return Set(table["metric"])
    }
    #expect(try metrics("--customers 1000") == ["conversion_rate", "conversions", "cost"])
    let money = try metrics("--customers 1000 --value 5")
    #expect(money.contains("net_gain") && !money.contains("return"))
    #expect(try metrics("--customers 1000 --value 5 --cost-once 10").contains("return"))
  }

  @Test("Assumed probabilities are never called observed")
  func assumed() throws {
    let outcome = try SavedJourney.assumed().expectSuccess(
      "simulate m/model.json --recover b=20% --no-output --format table")
    #expect(outcome.standardError.contains("the model's probabilities were assumed"))
    #expect(outcome.standardOutput.contains("40.0% were assumed."))
  }
}

/// Scenarios and levers for the events of tests.
enum ScenarioText {
  static let two = """
    scenarios:
      - name: Better pages
        adoption: 80%
        archetypes: [1]
        cost: {once: 40, per_period: 3}
        interventions:
          - recover: {touchpoint: page, share: 15%, to: buy}
          - scale: {from: ad, to: call, by: 1.10, taking_from: page}
      - name: No calls
        interventions:
          - reroute: {from: call, to: page, share: 30%}
          - start: {page: 50%, ad: 50%}

    """

  static let levers = """
    levers:
      - name: Pages
        intervention: {recover: {touchpoint: page, to: buy}}
        response: {max: 30%, half_at: 80}
        max: 200
      - name: Calls
        intervention: {recover: {touchpoint: call}}
        response: [[0, 0%], [50, 12%], [100, 15%]]

    """
}
