import TestSupport
import Testing

@Suite("Wrong command lines")
struct UsageTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let message: String
    let hint: String

    init(_ line: String, _ message: String, hint: String) {
      arguments = line.split(separator: " ").map { $0 == "''" ? "" : String($0) }
      self.message = message
      self.hint = hint
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let commands = "cluster, assign, journey, simulate, optimize, inspect, generate, demo, help"
  static let seeCluster = "see archetype cluster --help"
  static let countHint = "use one number, such as -k 5, or a range, such as -k 2...12"

  static let unknownNames = [
    Case(
      "clutser", "'clutser' is not a command of archetype",
      hint: "did you mean 'cluster'? The commands are: \(commands)."),
    Case(
      "xyz", "'xyz' is not a command of archetype",
      hint: "the commands are: \(commands)."),
    Case(
      "''", "'' is not a command of archetype", hint: "the commands are: \(commands)."),
    Case(
      "customers.csv", "'customers.csv' is not a command of archetype",
      hint:
        "archetype cluster customers.csv finds archetypes in a table, archetype inspect customers.csv shows what is "
        + "in it"),
    Case(
      "data/customers -k 3", "'data/customers' is not a command of archetype",
      hint: "archetype cluster data/customers finds archetypes in a table, archetype inspect data/customers shows what "
        + "is in it"),
    Case(
      "generate custmers", "'custmers' is not a command of archetype generate",
      hint: "did you mean 'customers'? The commands are: customers, events."),
    Case(
      "help verdit", "there is no help on 'verdit'",
      hint: "did you mean 'verdict'?"),
    Case(
      "cluster t.csv --sede 3", "unknown option '--sede'", hint: "did you mean '--seed'? See archetype cluster --help"),
    Case("cluster t.csv --frobnicate", "unknown option '--frobnicate'", hint: seeCluster),
    Case(
      "cluster t.csv --table profiles", "there is no table 'profiles' to print",
      hint: "did you mean 'profile'? The tables are: archetypes, profile, exemplars, selection, assignments."),
  ]

  static let wrongValues = [
    Case("cluster t.csv -k 0", "-k 0 asks for fewer than one archetype", hint: countHint),
    Case("cluster t.csv -k -1", "-k -1 asks for fewer than one archetype", hint: countHint),
    Case("cluster t.csv -k abc", "-k 'abc' is not a number of archetypes", hint: countHint),
    Case("cluster t.csv -k ''", "-k '' is not a number of archetypes", hint: countHint),
    Case("cluster t.csv -k 5...2", "-k 5...2 runs backwards", hint: "write the smaller number first: -k 2...5"),
    Case("cluster t.csv -k 99999", "-k 99999 asks for more than 10000 archetypes", hint: countHint),
    Case(
      "cluster t.csv --restarts 0", "--restarts 0 is out of range", hint: "use a number from 1 to 10000"),
    Case(
      "cluster t.csv --restarts many", "the value 'many' is invalid for '--restarts <count>'", hint: seeCluster),
    Case("cluster t.csv --seed -4", "the value '-4' is invalid for '--seed <number>'", hint: seeCluster),
    Case(
      "cluster t.csv --bootstrap -1", "--bootstrap -1 is not between 0 and 10,000",
      hint: "0 leaves stability out; 50 is the default"),
    Case(
      "cluster t.csv --scaling log", "the value 'log' is invalid for '--scaling <way>'",
      hint: "please provide one of 'auto', 'standard', 'robust' or 'none'; see archetype cluster --help"),
    Case(
      "cluster t.csv --delimiter x",
      "the value 'x' is invalid for '--delimiter <delimiter>': choose one of ',' ';' '|' or tab", hint: seeCluster),
    Case(
      "cluster t.csv --threads 0", "--threads 0 leaves nobody to do the work", hint: "use --threads 1 or more"),
    Case("cluster t.csv --restarts", "missing value for '--restarts <count>'", hint: seeCluster),
    Case("cluster t.csv u.csv", "unexpected argument 'u.csv'", hint: seeCluster),
    Case(
      "cluster t.csv -o ff.csv", "--output 'ff.csv' would be a folder: there are several files to write",
      hint: "use -o ff for a folder, -o ff.xlsx for a workbook, --format csv > ff.csv for the main table alone"),
    Case(
      "generate customers -o a/b.XLS", "--output 'a/b.XLS' would be a folder: there are several files to write",
      hint: "use -o a/b for a folder, -o a/b.xlsx for a workbook"),
    Case(
      "assign m.json t.csv -o .csv", "--output '.csv' would be a folder: there are several files to write",
      hint:
        "use -o FOLDER for a folder, -o FOLDER.xlsx for a workbook, --format csv > FOLDER.csv for the main table alone"
    ),
    Case(
      "generate customers --rows 0", "--rows 0 is out of range", hint: "use a number from 1 to 1000000000"),
    Case(
      "generate customers --overlap 2", "--overlap 2.0 is not between 0 and 1",
      hint: "0 keeps the groups apart, 1 makes them one"),
    Case(
      "generate customers --overlap nan", "--overlap nan is not between 0 and 1",
      hint: "0 keeps the groups apart, 1 makes them one"),
    Case(
      "generate customers --missing 1", "--missing 1.0 is not between 0 and 0.9",
      hint: "0.05 leaves one cell in twenty blank"),
    Case(
      "generate customers --rows 3 --archetypes 4", "--archetypes 4 needs at least as many rows, not 3",
      hint: "raise --rows"),
  ]

  static let wrongEvents = [
    Case("generate events --customers 0", "--customers 0 is out of range", hint: "use a number from 1 to 1000000000"),
    Case("generate events --touchpoints 501", "--touchpoints 501 is out of range", hint: "use a number from 2 to 500"),
    Case("generate events --archetypes 51", "--archetypes 51 is out of range", hint: "use a number from 1 to 50"),
    Case("generate events --days 1", "--days 1 is out of range", hint: "use a number from 2 to 3650"),
    Case(
      "generate events --customers 2", "--archetypes 3 needs at least as many customers, not 2",
      hint: "raise --customers"),
    Case(
      "generate events --touchpoints 6", "--touchpoints 6 is fewer than the 7 stages",
      hint: "raise --touchpoints, or name fewer stages with --stages"),
    Case(
      "generate events --stages awarness,purchase", "there is no stage 'awarness'",
      hint: "did you mean 'awareness'? The stages are: awareness, consideration, decision, purchase, experience, "
        + "loyalty, advocacy."),
    Case(
      "generate events --stages decision,purchase,decision", "--stages has 'decision' twice",
      hint: "name every stage once"),
    Case(
      "generate events --stages awareness,decision", "--stages lacks 'purchase', so that nobody could convert",
      hint: "add purchase"),
    Case(
      "generate events --stages purchase,loyalty", "--stages has none in which a journey could begin",
      hint: "add awareness, consideration or decision"),
    Case(
      "generate events --inactive-after x", "--inactive-after 'x' is no length of time",
      hint: "such as 30d, 12h, 8w, 12m (months) or 1y"),
    Case(
      "generate events --inactive-after 30min", "--inactive-after 30min is less than an hour",
      hint: "30d is the default"),
    Case(
      "generate events --inactive-after 26w", "--inactive-after 26w leaves no loss to be seen in 180 days",
      hint: "raise --days, or lower --inactive-after"),
    Case(
      "generate events --dwell 4d",
      "--dwell 4d is more than a tenth of --inactive-after 30d, so that a pause could pass for a loss",
      hint: "lower --dwell, or raise --inactive-after"),
    Case("generate events --dwell 59s", "--dwell 59s is less than a minute", hint: "36h is the default"),
    Case(
      "generate events --dwell nan", "--dwell 'nan' is no length of time",
      hint: "such as 30d, 12h, 8w, 12m (months) or 1y"),
    Case(
      "generate events --dwell-law even", "the value 'even' is invalid for '--dwell-law <law>'",
      hint: "please provide one of 'exponential' and 'gamma'; see archetype generate events --help"),
    Case(
      "generate events --returning 101%", "--returning 1.01 is not between 0 and 1",
      hint: "10% brings one silent customer in ten back"),
    Case("generate events --returning nan", "--returning 'nan' is no share", hint: "such as 10% or 0.1"),
    Case("generate events --returning 0,1", "--returning '0,1' is no share", hint: "write 0.1, with a point"),
  ]

  static let wrongJourneys = [
    Case(
      "optimize model.json --budget 100", "there are no levers to spend on",
      hint: "name a file of them; archetype help scenarios shows one"),
    Case(
      "journey --conversion buy", "there is nothing to read",
      hint: "name a file, or - for standard input; see archetype journey --help"),
    Case(
      "journey t.csv --paths --transitions", "--paths and --transitions exclude each other",
      hint: "name the one that the input is"),
    Case(
      "journey t.csv --paths --conversion buy", "--conversion needs an event log, and --paths says that there is none",
      hint: "leave out one of the two"),
    Case(
      "journey t.csv --transitions --archetypes a.csv",
      "--archetypes needs an event log, and --transitions says that there is none", hint: "leave out one of the two"),
    Case(
      "journey t.csv --order 2", "--order needs --conversion: without it the chain of contacts has order 1",
      hint: "leave it out; orders.csv compares --orders"),
    Case(
      "journey t.csv --order auto", "--order needs --conversion: without it the chain of contacts has order 1",
      hint: "leave it out; orders.csv compares --orders"),
    Case(
      "journey t.csv --transitions --order 2", "--order needs journeys, and --transitions has none",
      hint: "leave out --order"),
    Case(
      "journey t.csv --conversion buy --absorbing gone", "--conversion and --absorbing exclude each other",
      hint: "with --conversion journeys end in conversion or loss; --absorbing is for plain chains"),
    Case(
      "journey t.csv --sample-size 100", "--sample-size is for --transitions",
      hint: "leave it out: the input shows how many journeys there are"),
    Case(
      "journey t.csv --transitions --sample-size 0", "--sample-size 0 is no number of journeys",
      hint: "leave it out for no intervals"),
    Case(
      "journey t.csv --inactive-after -5d", "--inactive-after '-5d' is no length of time",
      hint: "such as 30d, 12h, 8w, 12m (months) or 1y"),
    Case(
      "journey t.csv --inactive-after 0d", "--inactive-after '0d' is no length of time",
      hint: "such as 30d, 12h, 8w, 12m (months) or 1y"),
    Case(
      "journey t.csv --inactive-after 0.0000000001d", "--inactive-after 0.0000000001d is shorter than a second",
      hint: "such as 7d, 30d or 12h"),
    Case(
      "journey t.csv --inactive-after 101y", "--inactive-after 101y is longer than 100 years",
      hint: "such as 30d, 12m (months) or 1y"),
    Case(
      "journey t.csv --period 1e9y", "--period '1e9y' is no length of time",
      hint: "such as 30d, 12h, 8w, 12m (months) or 1y"),
    Case("journey t.csv --order 9", "--order 9 is not between 1 and 4", hint: "use auto to let the data decide"),
    Case("journey t.csv --order two", "--order 'two' is neither a number nor auto", hint: "1 is the default"),
    Case("journey t.csv --orders 3", "--orders '3' is no range of orders", hint: "such as 0...3"),
    Case("journey t.csv --orders 0...9", "--orders compares orders from 0 to 4", hint: "0...3 is the default"),
    Case(
      "journey t.csv --prior -1", "missing value for '--prior <prior>'", hint: "see archetype journey --help"),
    Case(
      "journey t.csv --prior much", "--prior 'much' is no number from 0 on",
      hint: "0, laplace (1), jeffreys (½) or a number"),
    Case(
      "journey t.csv --bootstrap -1", "--bootstrap -1 is not between 0 and 10,000",
      hint: "0 leaves intervals out; 200 is the default"),
    Case("journey t.csv --level 100", "--level 100 is no percentage between 0 and 100", hint: "95 is the default"),
    Case(
      "journey t.csv --emotion-bands 4,2", "--emotion-bands '4,2' are not two numbers that rise",
      hint: "give the highest low and the lowest high score, such as 2,4, or auto"),
    Case(
      "journey t.csv --state page", "the value 'page' is invalid for '--state <what>'",
      hint:
        "please provide one of 'touchpoint', 'stage', 'channel' or 'touchpoint+channel'; see archetype journey --help"),
    Case(
      "journey t.csv --customer a --time a", "column 'a' cannot be both --customer and --time",
      hint: "name two different columns"),
    Case(
      "journey - --stages -", "only one input can come from standard input", hint: "name files for the others"),
  ]

  static let contradictions = [
    Case(
      "cluster -k 5", "there is nothing to read",
      hint: "name a file, or - for standard input; see archetype cluster --help"),
    Case(
      "assign model.json", "there is nothing to read",
      hint: "name a file, or - for standard input; see archetype assign --help"),
    Case(
      "assign - -", "only one input can come from standard input", hint: "name files for the others"),
    Case(
      "cluster - --initial-centers -", "only one input can come from standard input",
      hint: "name files for the others"),
    Case(
      "cluster t.csv -o out --no-output", "--output and --no-output contradict each other",
      hint: "leave out one of the two"),
    Case(
      "cluster t.csv --day-first --month-first", "--day-first and --month-first contradict each other",
      hint: "leave out one of the two"),
    Case(
      "inspect t.csv --clean --typed", "--clean and --typed contradict each other", hint: "leave out one of the two"),
    Case(
      "inspect t.csv --clean --format json", "--clean and --typed write CSV, not json",
      hint: "leave out --format, or use --format csv"),
    Case(
      "cluster t.csv --columns a,b --exclude b", "column 'b' is in both --columns and --exclude",
      hint: "take it out of one of them"),
    Case(
      "cluster t.csv --id a --weight a", "column 'a' cannot be both --id and --weight",
      hint: "name two different columns"),
    Case(
      "cluster t.csv --delimiter , --decimal ,", "--delimiter , and --decimal , contradict each other",
      hint: "leave one of the two to be detected"),
  ]

  @Test(
    "Each is answered with a sentence and a hint, and exit code 64",
    arguments: unknownNames + wrongValues + wrongEvents + wrongJourneys + contradictions
  )
  func answers(wrong: Case) throws {
    let outcome = try Program.run(wrong.arguments)
    #expect(outcome.standardError == "error: \(wrong.message)\nhint: \(wrong.hint)\n")
    #expect(outcome.outputBytes.isEmpty)
    #expect(outcome.exitCode == 64)
  }

  @Test("Escape sequences in a word do not reach the terminal")
  func escapes() throws {
    let outcome = try Program.run(["\u{1B}[31mred"])
    #expect(outcome.standardError.hasPrefix("error: '␛[31mred' is not a command of archetype\n"))
  }

  @Test(
    "No word on the command line makes the program crash",
    arguments: ["-", "--", "---", "-k", "--=", "-=", "\u{1F600}"])
  func oddWords(word: String) throws {
    for arguments in [[word], ["cluster", word, word], ["generate", "customers", word]] {
      #expect(try Program.run(arguments).exitCode < 128)
    }
  }
}
