import TestSupport
import Testing

@Suite("Scenarios that cannot be projected")
struct ScenarioInputTests {
  private static let unknownPlace = "the model has no touchpoint"
  private static let shares = "hint: shares and probabilities lie between 0% and 100%, such as 15% or 0.15"

  @Test(
    "Options",
    arguments: [
      ("--recover b=120%", 64, "error: --recover b=120%: 120.0% is no share\n\(shares)"),
      ("--recover b=-5%", 64, "error: --recover b=-5%: -5.0% is no share\n\(shares)"),
      ("--set a>b=150%", 64, "error: --set a>b=150%: 150.0% is no share\n\(shares)"),
      (
        "--scale a>b=9", 64,
        "error: --scale a>b=9: the probability of going from a to b would be 450.0%\n"
          + "hint: it cannot be above 100%; use a smaller number"
      ),
      (
        "--scale a>b=1.9:(lost)", 64,
        "error: --scale a>b=1.9:(lost): 45.0% would be taken from (lost), and 30.0% go there\n"
          + "hint: take less, or leave out ':(lost)' to take from all other exits"
      ),
      (
        "--add a>b=5", 64,
        "error: --add a>b=5: 5 cannot be used here\nhint: write points such as 5% or 0.05, from -100% to 100%"
      ),
      (
        "--add a>b=5%:lost", 2,
        "m/model.json: --add a>b=5%:lost: \(unknownPlace) 'lost'\nhint: did you mean '(lost)'?"
      ),
      (
        "--recover zz=5%", 2,
        "m/model.json: --recover zz=5%: \(unknownPlace) 'zz'\nhint: the touchpoints are: a, b."
      ),
      (
        "--recover a=5%:zz", 2,
        "m/model.json: --recover a=5%:zz: \(unknownPlace) 'zz'\n"
          + "hint: the touchpoints are: a, b, (conversion), (lost)."
      ),
      (
        "--remove checkout", 2,
        "m/model.json: --remove checkout: \(unknownPlace) 'checkout'\nhint: the touchpoints are: a, b."
      ),
      (
        "--start a=50%,b=40%", 64,
        "error: --start a=50%,b=40%: the shares of starts sum to 90.0%\nhint: they sum to 100%"
      ),
      (
        "--lift a=0.5", 64,
        "error: --lift a=0.5: a has no low, neutral and high states to lift\n"
          + "hint: fit the model with --emotion-bands on scored contacts"
      ),
      (
        "--recover b", 64,
        "error: --recover 'b': '=' is missing after 'b'\n"
          + "hint: such as --recover checkout=15%, or checkout=15%:purchase to send them to one place"
      ),
      (
        "--recover a=5% --archetypes 7", 2,
        "m/model.json: the model has no archetype '7'\nhint: it was fitted without --archetypes"
      ),
      (
        "--recover a=5% --mix 1=100%", 2,
        "m/model.json: the model has no archetype '1'\nhint: it was fitted without --archetypes"
      ),
    ] as [(String, Int32, String)])
  func options(options: String, code: Int32, message: String) throws {
    let work = try SavedJourney.assumed()
    for format in ["csv", "json"] {
      try work.expectFailure("simulate m/model.json \(options) --format \(format)", code: code, message)
    }
  }

  @Test(
    "Numbers out of range",
    arguments: [
      ("--horizon 0", "error: --horizon '0' is no length of time\nhint: such as 30d, 12h, 8w, 12m (months) or 1y"),
      ("--period -3d", "error: --period '-3d' is no length of time\nhint: such as 30d, 12h, 8w, 12m (months) or 1y"),
      (
        "--horizon 1d",
        "error: the horizon has no whole period\n"
          + "hint: choose --horizon and --period so that one holds the other, such as 12m and 30d"
      ),
      (
        "--period 0.00000000000000000001d --horizon 0.0000000000000000001d",
        "error: --period 0.00000000000000000001d is shorter than a second\nhint: such as 7d, 30d or 12h"
      ),
      (
        "--period 1000000000000000000000d --horizon 10000000000000000000000d",
        "error: --period 1000000000000000000000d is longer than 100 years\nhint: such as 30d, 12m (months) or 1y"
      ),
      (
        "--horizon 101y", "error: --horizon 101y is longer than 100 years\nhint: such as 30d, 12m (months) or 1y"
      ),
      ("--adoption 50%,25%,0.5", "error: --adoption has 0.5 twice\nhint: give every share once"),
      (
        "--adoption 120%",
        "error: --adoption '120%' is no share between 0% and 100%\nhint: such as 25%,50%,100%, with points for decimals"
      ),
      ("--cost -5", "error: --cost -5 is no cost\nhint: give an amount of money from 0 on"),
      ("--cost-once nan", "error: --cost-once nan is no cost\nhint: give an amount of money from 0 on"),
      ("--value nan", "error: --value nan is no amount of money\nhint: leave it out for values as observed"),
      (
        "--customers -1",
        "error: --customers -1 is no number of customers\nhint: leave it out for as many as observed"
      ),
      ("--discount-rate 0,05", "error: --discount-rate '0,05' is no yearly rate\nhint: write 0.05, with a point"),
      (
        "--recover b=0,05",
        "error: --recover 'b=0,05': ',' is not expected after 'b=0'\nhint: write 0.05, with a point"
      ),
      (
        "--start a=0,5,b=0,5",
        "error: --start 'a=0,5,b=0,5': '=' is missing after 'a=0,5'\nhint: write 0.5, with a point"
      ),
      ("--level 97,5", "error: the value '97,5' is invalid for '--level <percent>'\nhint: write 97.5, with a point"),
      ("--discount-rate 5", "error: --discount-rate 5 is no yearly rate below 100%\nhint: write 5% or 0.05"),
      ("--discount-rate 150%", "error: --discount-rate 1.5 is no yearly rate below 100%\nhint: such as 5% or 0.05"),
      ("--discount-rate x", "error: --discount-rate 'x' is no yearly rate\nhint: such as 5% or 0.05"),
      (
        "--bootstrap -1",
        "error: --bootstrap -1 is not between 0 and 10,000\nhint: 0 leaves intervals out; 1,000 is the default"
      ),
      ("--level 0.95", "error: --level 0.95 is less than one percent\nhint: write 95 for 95%"),
      ("--level 100", "error: --level 100 is no percentage between 0 and 100\nhint: 95 is the default"),
      (
        "--backtest 2025-04-01",
        "error: --backtest and --events belong together\nhint: --backtest 2026-03-01 --events events.csv"
      ),
    ])
  func numbers(options: String, message: String) throws {
    try SavedJourney.assumed().expectFailure(
      "simulate m/model.json --recover a=5% \(options)", code: 64, message)
  }

  @Test("An adoption needs a scenario that is adopted")
  func adoptionAlone() throws {
    try SavedJourney.assumed().expectFailure(
      "simulate m/model.json --rank --adoption 50%", code: 64,
      "error: --adoption belongs to a scenario, and there is none\nhint: such as --recover checkout=15%; --rank takes all"
    )
  }

  @Test("An archetype has one share of a mix, whatever signs are in its name")
  func mixes() throws {
    let archetypes = (0..<40).map { "c\($0),\($0 < 20 ? "a=b" : "2")\n" }.joined()
    let work = try Workplace(["t.csv": EventLogText.small, "a.csv": "customer,archetype\n" + archetypes])
    try work.expectSuccess(
      "journey t.csv \(EventLogText.whole) --archetypes a.csv --bootstrap 0 -o m --quiet")
    let command = "simulate m/model.json --recover page=5% --bootstrap 0 --no-output --quiet --mix"
    try work.expectFailure(
      "\(command) a=b=90%,a=b=30%,2=70%", code: 64,
      "error: --mix has archetype 'a=b' twice\nhint: give each archetype one share")
    for wrong in ["=100%", "100%", "2=", "2=x"] {
      try work.expectFailure(
        "\(command) \(wrong)", code: 64,
        "error: --mix '\(wrong)' is no archetype with its share\nhint: such as --mix 1=40%,2=60%")
    }
    try work.expectSuccess("\(command) a=b=30%,2=70%")
  }

  @Test("Plain numbers are counted in periods of their own size")
  func plainNumbers() throws {
    let rows = (0..<30).flatMap { customer in
      ["ad", "buy", "call"].enumerated().map { "c\(customer),\((customer * 3 + $0) * 1_000_000_000_000),\($1)" }
    }
    let work = try Workplace(["t.csv": EventLogText.log(rows)])
    try work.expectSuccess(
      "journey t.csv --conversion buy --inactive-after 9000000000000 --bootstrap 0 -o m --quiet")
    let command = "simulate m/model.json --recover ad=5% --bootstrap 0 --no-output --quiet"
    try work.expectSuccess("\(command) --period 9000000000000 --horizon 90000000000000")
    try work.expectFailure(
      "\(command) --period 0.000000001 --horizon 0.00000001", code: 64,
      "error: a period of 1e-09 and a horizon of 1e-08 do not suit the times of the model\n"
        + "hint: give --period and --horizon in the unit of the log's times")
  }

  @Test("A file of levers says which command takes it")
  func otherFile() throws {
    try SavedJourney.assumed(["l.yaml": ScenarioText.levers]).expectFailure(
      "simulate m/model.json l.yaml", code: 2,
      "l.yaml:1:1: this is a file of levers, not of scenarios\n  levers:\n  ^\n"
        + "hint: archetype optimize takes it, with --budget")
  }

  @Test("A table that this run does not fill is refused before anything is written")
  func table() throws {
    try SavedJourney.assumed().expectFailure(
      "simulate m/model.json --rank --table backtest", code: 64,
      "error: there is no table 'backtest' in this run\nhint: there are ranking")
  }

  @Test("A log that ends before anything can be compared")
  func shortBacktest() throws {
    let work = try Workplace()
    try work.expectSuccess("generate events --customers 200 --days 60 -o g --quiet")
    try work.expectSuccess("journey g/events.csv --conversion purchase --inactive-after 30d --bootstrap 0 -o m --quiet")
    try work.expectFailure(
      "simulate m/model.json --backtest 2025-02-15 --events g/events.csv --period 7d --bootstrap 20 --quiet", code: 2,
      "g/events.csv: too little of the log lies after 2025-02-15 to tell what became of its customers\n"
        + "hint: a period and a silence of 30 days have to follow: choose an earlier day, or a shorter --period")
  }

  @Test("Nothing to try, and too much at once")
  func nothing() throws {
    let work = try SavedJourney.assumed(["s.yaml": "scenarios: []\n"])
    try work.expectFailure(
      "simulate m/model.json", code: 64,
      "error: there is nothing to try\n"
        + "hint: such as --recover checkout=15%, a file of scenarios, --rank or --backtest DATE")
    try work.expectFailure(
      "simulate m/model.json s.yaml --recover a=5%", code: 64,
      "error: scenarios come from a file or from options, not both\nhint: write the interventions into the file")
  }

  @Test(
    "Files",
    arguments: [
      (
        "scenarios:\n\t- name: x\n",
        ":2:1: a tab cannot indent in YAML\n   - name: x\n  ^\nhint: indent with spaces"
      ),
      (
        "scenarios:\n  - name: a\n    name: b\n",
        ":3:5: 'name' is there twice\n      name: b\n      ^\n"
          + "hint: it is in line 2 already: keep one of the two"
      ),
      (
        "scenarios:\n  - nmae: a\n",
        ":2:5: a scenario has no 'nmae'\n    - nmae: a\n      ^\n"
          + "hint: did you mean 'name'? The keys are: name, adoption, archetypes, cost, interventions."
      ),
      (
        "scenarios: []\n",
        ":1:12: 'scenarios' is a list with at least one scenario\n  scenarios: []\n             ^\n"
          + "hint: begin each with '- name: …'"
      ),
      (
        "scenarios:\n- interventions: []\n",
        ":2:18: 'interventions' is a list with at least one intervention\n  - interventions: []\n                   ^\n"
          + "hint: such as - recover: {touchpoint: checkout, share: 15%}"
      ),
      (
        "scenarios:\n- interventions:\n  - recover: {touchpoint: a, share: 120%}\n",
        ":3:5: 120.0% is no share\n    - recover: {touchpoint: a, share: 120%}\n      ^\n\(shares)"
      ),
      (
        "scenarios:\n- interventions:\n  - recover: {touchpoint: zz, share: 1%}\n",
        ":3:5: \(unknownPlace) 'zz'\n    - recover: {touchpoint: zz, share: 1%}\n      ^\nhint: the touchpoints are: a, b."
      ),
      (
        "scenarios:\n- archetypes: [9]\n  interventions:\n  - remove: {touchpoint: a}\n",
        ":2:16: the model has no archetype '9'\n  - archetypes: [9]\n                 ^\nhint: it was fitted without --archetypes"
      ),
      (
        "scenarios:\n- cost: -1\n  interventions:\n  - remove: {touchpoint: a}\n",
        ":2:9: a cost is not below 0\n  - cost: -1\n          ^"
      ),
      ("", ": the file is empty"),
    ])
  func files(text: String, message: String) throws {
    try SavedJourney.assumed(["s.yaml": text]).expectFailure(
      "simulate m/model.json s.yaml", code: 2, "s.yaml\(message)")
  }

  @Test("A file that is not there, and one that is not UTF-8")
  func unreadable() throws {
    let work = try SavedJourney.assumed()
    try work.expectFailure("simulate m/model.json s.yaml", code: 66, "s.yaml: there is no such file")
    try work.folder.write(Array("scenarios: ".utf8) + [0xFF, 0x0A], to: "s.yaml")
    try work.expectFailure(
      "simulate m/model.json s.yaml", code: 2, "s.yaml: the file is not UTF-8\nhint: save it as UTF-8")
  }

  @Test("Scenarios from standard input, and a reader that goes away")
  func streams() throws {
    let work = try SavedJourney.events()
    let outcome = try work.expectSuccess(
      "simulate m/model.json - --no-output --bootstrap 0 --format json", input: Array(ScenarioText.two.utf8))
    #expect(try JSONDocument(outcome).rows("scenarios").count == 2)
    let piped = try Program.shell(
      "$ARCHETYPE simulate m/model.json --rank --bootstrap 0 --no-output --quiet | true", folder: work.folder.path)
    #expect(piped.exitCode == 0 && piped.standardError.isEmpty)
  }

  @Test("Probabilities that change are those of a scenario")
  func explainAlone() throws {
    try SavedJourney.assumed().expectFailure(
      "simulate m/model.json --rank --explain", code: 64,
      "error: --explain shows what a scenario changes, and there is none\nhint: such as --recover checkout=15%")
  }

  @Test("An option without a name is not taken for all archetypes, nor a name twice for two")
  func archetypes() throws {
    let work = try SavedJourney.events()
    func said(_ archetypes: String) throws -> Program.Outcome {
      try Program.run(
        ["simulate", "m/model.json", "--recover", "page=5%", "--bootstrap", "0", "--archetypes", archetypes],
        folder: work.folder.path)
    }
    let empty = try said("")
    #expect(empty.standardError == "error: --archetypes names no archetype\nhint: leave it out for all\n")
    let twice = try said("1,1")
    #expect(twice.standardError == "error: --archetypes has '1' twice\nhint: name each once\n")
    #expect(empty.exitCode == 64 && twice.exitCode == 64)
    let nameless = try Program.run(["simulate", "", "--rank"], folder: work.folder.path)
    #expect(nameless.exitCode == 64 && nameless.standardError.hasPrefix("error: there is nothing to read\n"))
  }

  @Test(
    "A factor in percent that shrinks is said",
    arguments: [("+10%", "10% more"), ("10%", "10% more"), ("+0.5", "50% more")])
  func factor(written: String, more: String) throws {
    let yaml = "scenarios:\n- interventions:\n  - scale: {from: a, to: b, by: \(written)}\n"
    let work = try SavedJourney.assumed(["s.yaml": yaml])
    let command = "simulate m/model.json --no-output --quiet"
    for (input, shown) in [("--scale a>b=\(written):(lost)", "--scale a>b="), ("s.yaml", "s.yaml:3: ")] {
      let said = try work.expectSuccess("\(command) \(input)").standardError
      #expect(said.contains("warning: \(shown)\(written)"))
      #expect(said.contains(" was read as a factor of 0.") && said.contains(" for \(more), "))
    }
    #expect(try !work.expectSuccess("\(command) --scale a>b=110%").standardError.contains("factor"))
    #expect(try !work.expectSuccess("\(command) --scale a>b=0.1").standardError.contains("factor"))
  }

  @Test("A log for the backtest that lacks a column of the model's log")
  func backtestColumn() throws {
    let work = try SavedJourney.events(["e.csv": "customer,time\nc1,2025-01-01\nc1,2025-03-01\n"])
    try work.expectFailure(
      "simulate m/model.json --backtest 2025-02-01 --events e.csv --no-output", code: 2,
      "e.csv: there is no column 'touchpoint', which the log of the model had\n"
        + "hint: the columns are: customer, time.")
  }

  @Test("A folder in the place of a model, and a table in that of a file of scenarios")
  func otherThings() throws {
    let row = "customer,2025-01-01,touchpoint\n"
    let work = try SavedJourney.assumed(["e.csv": String(repeating: row, count: (1 << 20) / row.count + 1)])
    try work.expectFailure(
      "simulate m --rank", code: 66, "m: it is a folder, not a file\nhint: name the model in it, m/model.json")
    try work.expectFailure(
      "simulate m/model.json e.csv", code: 66,
      "e.csv: longer than 1048576 bytes\nhint: files of scenarios and of levers are short; is this a table?")
  }
}
