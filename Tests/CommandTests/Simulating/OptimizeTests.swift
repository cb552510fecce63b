import Foundation
import TestSupport
import Testing

@Suite("Budgets")
struct OptimizeTests {
  private static let levers = """
    levers:
      - name: b
        intervention: {recover: {touchpoint: b}}
        response: {max: 30%, half_at: 80}
        max: 20
      - name: a
        intervention: {recover: {touchpoint: a}}
        response: {max: 30%, half_at: 80}
        max: 200

    """
  private static let command = "optimize m/model.json l.yaml --no-output"

  private func work(_ change: (String) -> String = { $0 }) throws -> Workplace {
    try SavedJourney.assumed(["l.yaml": change(Self.levers)])
  }

  private func report(_ options: String) throws -> JSONDocument {
    try JSONDocument(work().expectSuccess("\(Self.command) \(options) --quiet --format json"))
  }

  @Test("The budget is never exceeded, bounds are held, and the last unit brings the same on every free lever")
  func allocation() throws {
    for budget in [0.0, 7, 50, 150] {
      let report = try report("--budget \(budget) --customers 1000")
      let spends = try report.rows("allocation").map { try $0.number("spend") }
      #expect(spends.reduce(0, +) <= budget + 1e-9)
      #expect(spends[0] >= 0 && spends[0] <= 20 && spends[1] >= 0 && spends[1] <= 200)
      #expect(try report.object("gain").number("value") >= 0)
    }
  }

  @Test("The gain is that of the same shares in a scenario")
  func gain() throws {
    let report = try report("--budget 100 --customers 1000")
    let shares = try report.rows("allocation").map { try $0.number("share") }
    let projected = try JSONDocument(
      work().expectSuccess(
        "simulate m/model.json --recover b=\(shares[0]) --recover a=\(shares[1]) --customers 1000 --no-output --quiet"
          + " --format json"))
    let conversions = try #require(
      try projected.rows("projection").first {
        try $0.text("metric") == "conversions" && ($0.members["period"] as? Double) == nil
      })
    #expect(abs(try conversions.number("difference") - report.object("gain").number("value")) < 1e-4)
  }

  @Test("All levers at their maximum leave money over, and that is said")
  func capped() throws {
    let outcome = try work().expectSuccess("\(Self.command) --budget 1000 --customers 1000")
    #expect(outcome.standardError.contains("note: all levers are at their maximum; 780.00 of the budget is left"))
  }

  @Test("The screen says over how long, and which lever takes no more")
  func screen() throws {
    let screen = try work().expectSuccess("\(Self.command) --budget 1000 --customers 1000 --format table")
      .standardOutput
    #expect(screen.contains(" conversions over 12 periods\nNo lever takes more.\n"))
    let lines = screen.split(separator: "\n").filter { $0.hasPrefix("a ") || $0.hasPrefix("b ") }
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasSuffix("at its max") })
  }

  @Test("A lever takes what there is, and the rest of the budget is left")
  func impossibleShare() throws {
    let free = try work { $0.replacing("{recover: {touchpoint: a}}", with: "{add: {from: a, to: b}}") }.expectSuccess(
      "\(Self.command) --budget 2000 --customers 10")
    #expect(!free.standardError.contains("takes no more"))
    let limited = try work {
      $0.replacing("{recover: {touchpoint: a}}", with: "{add: {from: a, to: b, taking_from: (lost)}}")
        .replacing("max: 30%, half_at: 80}\n    max: 200", with: "max: 45%, half_at: 80}")
    }.expectSuccess("\(Self.command) --budget 2000 --customers 10 --format json")
    let report = try JSONDocument(limited)
    // 160 buy the 30% that are lost, and b takes 20.
    #expect(try abs(report.rows("allocation")[1].number("spend") - 160) < 1e-6)
    #expect(try abs(report.number("spent") - 180) < 1e-6)
    #expect(
      limited.standardError.contains(
        "note: 'a' takes no more than 160.00: for 4,000, 44.1% would be taken from (lost), and 30.0% go there\n"),
      "\(limited.standardError)")
    #expect(limited.standardError.contains("note: all levers are at their maximum; 1,820 of the budget is left\n"))
  }

  @Test("Levers that together ask for more than there is are refused in their place")
  func impossibleShares() throws {
    let outcome = try work {
      $0.replacing(
        "{recover: {touchpoint: b}}\n    response: {max: 30%",
        with: "{recover: {touchpoint: a}}\n    response: {max: 100%"
      ).replacing("max: 20\n", with: "max: 2000\n")
        .replacing(
          "- name: a\n    intervention: {recover: {touchpoint: a}}",
          with: "- name: a\n    intervention: {add: {from: a, to: b, taking_from: (lost)}}")
    }.run("\(Self.command) --budget 2000 --customers 10")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError.hasPrefix("l.yaml:7:19: "), "\(outcome.standardError)")
    #expect(outcome.standardError.contains(" would be taken from (lost), and "))
    #expect(outcome.standardError.contains("or leave out 'taking_from: (lost)' to take from all other exits"))
    #expect(outcome.standardError.contains("; lower what 'response' lets money buy ("))
  }

  /// One touchpoint that 70% leave by converting, and levers there.
  private func oneTouchpoint(_ levers: String) throws -> Workplace {
    let table = "from,to,probability\n(start),site,1\nsite,(conversion),0.7\nsite,(lost),0.3\n"
    let work = try Workplace(["t.csv": table, "l.yaml": "levers:\n" + levers])
    try work.expectSuccess("journey t.csv --transitions --bootstrap 0 -o m --quiet")
    return work
  }

  private func adding(_ response: String) -> String {
    """
      - name: add
        intervention: {add: {from: site, to: (conversion), taking_from: (lost)}}
        response: \(response)

    """
  }

  @Test("All that a row allows can be bought")
  func wholeRow() throws {
    let report = try JSONDocument(
      oneTouchpoint(adding("[[0, 0%], [1000, 30%]]")).expectSuccess(
        "\(Self.command) --budget 1000 --customers 100 --quiet --format json"))
    #expect(try abs(report.rows("allocation")[0].number("share") - 0.3) < 1e-12)
    // 30 of 100 more, in each of 12 periods.
    #expect(try abs(report.object("gain").number("value") - 360) < 1e-6)
    #expect(try report.rows("frontier").count == 21)
  }

  @Test("More money than a lever can take brings no more along the frontier, and is not spent")
  func frontierBeyond() throws {
    let outcome = try oneTouchpoint(adding("[[0, 0%], [1000, 20%], [2000, 40%]]")).expectSuccess(
      "\(Self.command) --budget 1000 --customers 100 --format json")
    let report = try JSONDocument(outcome)
    #expect(try abs(report.object("gain").number("value") - 240) < 1e-6)
    // 1,500 buy all of the 30% that are lost.
    let spends = try report.rows("frontier").map { try $0.number("spend_add") }
    #expect(spends.count == 21)
    #expect(spends.enumerated().allSatisfy { abs($1 - min(Double($0) * 100, 1500)) < 1e-5 })
    #expect(!outcome.standardError.contains("takes no more"), "The plan is not at that limit.")
  }

  @Test("Two levers that take from the same people stand with a budget that cannot exhaust them")
  func sharedSource() throws {
    let response = "{max: 60%, half_at: 1000}"
    let recover = "  - name: recover\n    intervention: {recover: {touchpoint: site}}\n    response: \(response)\n"
    // Recovered first, people are not there to be taken: those whom 1,000 would take of all who are lost.
    for (levers, budgets) in [(adding(response) + recover, 21), (recover + adding(response), 15)] {
      let outcome = try oneTouchpoint(levers).expectSuccess(
        "\(Self.command) --budget 700 --customers 100 --format json")
      let report = try JSONDocument(outcome)
      #expect(try abs(report.rows("allocation").map { try $0.number("spend") }.reduce(0, +) - 700) < 1e-6)
      #expect(
        try report.rows("frontier").map { try $0.number("budget").rounded() } == (0..<budgets).map { Double($0) * 70 })
      #expect(
        outcome.standardError.contains(
          "note: frontier.csv ends at a budget of 980.00, up to which the levers can be used\n"
            + "hint: 1,050 would buy more than the model allows; the 'max' of a lever limits that\n") == (budgets < 21),
        "\(outcome.standardError)")
    }
  }

  @Test("Amounts that may have been meant otherwise are said, with both ways to write them")
  func doubts() throws {
    let outcome = try work { $0.replacing("max: 200", with: "max: 2.500") }.expectSuccess(
      "\(Self.command) --budget 20.000 --customers 1.000 --quiet")
    for text in [
      "warning: --budget 20.000 was read as 20: a point sets off decimals\n"
        + "hint: write 20000 for thousands, 20 for decimals\n",
      "warning: --customers 1.000 was read as 1: a point sets off decimals\n",
      "warning: l.yaml:9: 2.500 was read as 2.5: a point sets off decimals\n"
        + "hint: write 2500 for thousands, 2.5 for decimals\n",
    ] { #expect(outcome.standardError.contains(text), "\(outcome.standardError)") }
    try work().expectFailure(
      "\(Self.command) --budget 20,000", code: 64,
      "error: the value '20,000' is invalid for '--budget <money>'\n"
        + "hint: write 20000 for thousands, 20 for decimals")
  }

  @Test("A horizon that is rounded to whole periods is said")
  func horizon() throws {
    let work = try SavedJourney.events(["l.yaml": ScenarioText.levers])
    let outcome = try work.expectSuccess("\(Self.command) --budget 100 --horizon 100d --bootstrap 0 --quiet")
    #expect(
      outcome.standardError.hasPrefix("warning: the horizon of 100 days is no whole number of periods of 30 days"))
  }

  @Test("A file of scenarios says which command takes it")
  func otherFile() throws {
    try work { _ in ScenarioText.two }.expectFailure(
      "\(Self.command) --budget 20", code: 2,
      "l.yaml:1:1: this is a file of scenarios, not of levers\n  scenarios:\n  ^\nhint: archetype simulate takes it")
  }

  @Test(
    "Options",
    arguments: [
      ("--budget -5", "error: --budget -5 is no amount of money to spend\nhint: such as --budget 20000"),
      ("--budget nan", "error: --budget nan is no amount of money to spend\nhint: such as --budget 20000"),
      ("", "error: there is no budget to spend\nhint: such as --budget 20000"),
      (
        "--budget 5 --threads 0",
        "error: --threads 0 leaves nobody to do the work\nhint: use --threads 1 or more"
      ),
    ])
  func options(options: String, message: String) throws {
    try work().expectFailure("\(Self.command) \(options)", code: 64, message)
  }

  @Test("A budget below the least spends")
  func minimums() throws {
    try work { $0.replacing("max: 200", with: "min: 90") }.expectFailure(
      "\(Self.command) --budget 50 --customers 10", code: 64,
      "error: the levers' least spends come to 90, and the budget is only 50\n"
        + "hint: raise --budget, or lower the levers' min")
  }

  @Test("What a model without times cannot tell")
  func unknown() throws {
    try work().expectFailure(
      "\(Self.command) --budget 50", code: 2,
      "m/model.json: the model does not tell how conversions would rise\n"
        + "hint: --customers N says how many begin a journey in a period")
    try work().expectFailure(
      "\(Self.command) --budget 50 --customers 10 --maximize retained", code: 2,
      "m/model.json: the model does not tell how active customers at the end would rise\n"
        + "hint: it knows no times, so nobody can say who stays; --maximize conversions is possible")
    try work().expectFailure(
      "\(Self.command) --budget 50 --customers 10 --maximize value", code: 2,
      "m/model.json: the model does not tell how value would rise\nhint: --value says what a conversion is worth"
    )
  }

  @Test(
    "Levers that make no sense",
    arguments: [
      ("half_at: 80", "half_at: -1", ":4:35: half of a response's largest share is reached at a spend of -1, which"),
      ("max: 30%", "max: 130%", ":4:21: the largest share of a response is 130.0%, which is not between 0% and 100%"),
      ("recover: {touchpoint: b}", "remove: {touchpoint: b}", ":3:19: this intervention has no share"),
      ("touchpoint: b}", "touchpoint: zz}", ":3:19: the model has no touchpoint 'zz'"),
      ("max: 20\n", "max: 20\n    min: 30\n", ":5:10: the most that 'b' may cost is 20, and the least is 30"),
      ("response: {max: 30%, half_at: 80}", "", ":2:5: 'response' is missing here"),
      (
        "response: {max: 30%, half_at: 80}", "response: [[0, 0%], [0, 5%]]",
        ":4:25: row 2 of a response table has a spend of 0"
      ),
      ("response: {max: 30%, half_at: 80}", "response: [[0], [0, 5%]]", ":4:16: a row of a response is"),
      ("name: b", "nmae: b", ":2:5: a lever has no 'nmae'"),
    ])
  func levers(old: String, new: String, message: String) throws {
    let outcome = try work { $0.replacing(old, with: new) }.run("\(Self.command) --budget 50 --customers 10")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError.hasPrefix("l.yaml" + message), "\(outcome.standardError)")
  }

  @Test("Where a lever sets a probability, gains are said to count from 0")
  func setLever() throws {
    func said(_ intervention: String) throws -> String {
      try work { $0.replacing("{recover: {touchpoint: a}}", with: intervention) }
        .expectSuccess("\(Self.command) --budget 50 --customers 100 --quiet").standardError
    }
    let set = try said("{set: {from: a, to: (conversion)}}")
    #expect(
      set.contains("warning: with nothing spent on it, a lever of 'set' makes its probability 0: gains count from "))
    #expect(set.contains(" of today\nhint: a lever of 'add' counts from today\n"))
    #expect(try !said("{add: {from: a, to: (conversion)}}").contains("nothing spent"))
  }

  @Test("A plan that some resamples cannot have says why it has no interval")
  func withoutInterval() throws {
    let levers = """
      levers:
        - name: page
          intervention: {add: {from: page, to: ad, taking_from: (lost)}}
          response: {max: 90%, half_at: 10}

      """
    let work = try SavedJourney.events(["l.yaml": levers])
    let why = "note: the plan asks for more than some resamples of customers have, so there is no interval\n"
    func said(_ options: String) throws -> String {
      try work.expectSuccess("\(Self.command) \(options)").standardError
    }
    #expect(try said("--budget 1000").contains(why))
    #expect(try !said("--budget 1000 --bootstrap 0").contains(why))
    #expect(try !said("--budget 0.01").contains(why))
  }

  @Test("A budget whose cents would be lost is refused")
  func hugeBudget() throws {
    try work().expectFailure(
      "\(Self.command) --budget 1e13", code: 64,
      "error: --budget 10,000,000,000,000 is too large to be divided exactly\n"
        + "hint: count in thousands or millions, in the file of levers too")
  }

  @Test("JSON says what was asked for")
  func settings() throws {
    let settings = try report("--budget 10 --customers 1000 --horizon 180d --level 90 --bootstrap 100").object(
      "settings")
    #expect(try settings.number("periods") == 6 && settings.number("level") == 90)
    #expect(try settings.number("bootstrap") == 100 && settings.number("customers") == 1000)
    #expect(settings.members["value"] is NSNull)
  }
}
