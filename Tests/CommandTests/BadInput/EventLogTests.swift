import TestSupport
import Testing

@Suite("Event logs that cannot be used")
struct EventLogTests {
  private func expectFailure(
    _ log: String, _ options: String, others: [String: String] = [:], code: Int32 = 2,
    _ message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let place = try Workplace(others.merging(["log.csv": log]) { $1 })
    try place.expectFailure("journey log.csv \(options)", code: code, message, sourceLocation: sourceLocation)
  }

  private func expectFailure(
    _ log: String, _ message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expectFailure(log, "--conversion buy", message, sourceLocation: sourceLocation)
  }

  private let timeHint =
    "hint: times are like 2026-03-31 14:05, 31/03/2026, 31 Mar 2026 or plain numbers; --time names another column"

  @Test("no column of times")
  func noTimes() throws {
    try expectFailure(
      "customer,touchpoint\na,x\n",
      "log.csv: no time column was found among customer, touchpoint\nhint: --time COLUMN names it")
  }

  @Test("several columns that are missing are named at once")
  func severalMissing() throws {
    try expectFailure(
      "who,date,what\na,2025-01-01,x\n",
      """
      log.csv: no customer or touchpoint column was found among who, date, what
      hint: --customer COLUMN and --touchpoint COLUMN name them
      """)
  }

  @Test("a time that is none, among dates")
  func unreadableTime() throws {
    try expectFailure(
      EventLogText.log("a,2025-01-01,x", "a,hello,y", "b,2025-01-03,x", "b,never,buy"),
      """
      log.csv:3:3: column 'time' holds 'hello', which is no date (and 1 more like this)
        a,hello,y
          ^
      \(timeHint)
      """)
  }

  @Test("a cell that is neither a date nor a number, where none is")
  func noTimeAtAll() throws {
    try expectFailure(
      EventLogText.log("a,soon,x", "a,later,buy"),
      """
      log.csv:2:3: column 'time' holds 'soon', which is neither a date nor a number (and 1 more like this)
        a,soon,x
          ^
      \(timeHint)
      """)
  }

  @Test("months first among days first")
  func mixedOrders() throws {
    try expectFailure(
      EventLogText.log("a,13/01/2025,x", "a,14/01/2025,y", "b,01/15/2025,buy"),
      """
      log.csv:4:3: column 'time' holds '01/15/2025', with the month first, and other dates have the day first
        b,01/15/2025,buy
          ^
      \(timeHint)
      """)
  }

  @Test("infinite times among numbers")
  func infiniteTime() throws {
    try expectFailure(
      EventLogText.log("a,1,x", "a,2,y", "b,inf,buy"),
      """
      log.csv:4:3: column 'time' holds 'inf', and most of its cells are plain numbers
        b,inf,buy
          ^
      \(timeHint)
      """)
  }

  @Test("a conversion that never occurs, with the nearest names")
  func unknownConversion() throws {
    try expectFailure(
      EventLogText.small, "--conversion bu",
      """
      log.csv: no contact is called 'bu', which --conversion names
      hint: did you mean 'buy'? The touchpoints are: ad, buy, call, page.
      """)
  }

  @Test("an absorbing state that never occurs")
  func unknownAbsorbing() throws {
    try expectFailure(
      EventLogText.small, "--absorbing churned",
      """
      log.csv: no contact is called 'churned', which --absorbing names
      hint: the states are: ad, buy, call, page.
      """)
  }

  @Test("one event a customer tells no window")
  func oneEventEach() throws {
    try expectFailure(
      EventLogText.log("a,2025-01-01,x", "b,2025-01-02,buy"),
      """
      log.csv: no customer has two contacts, so nobody knows which silence is a loss
      hint: --inactive-after 30d says after how long a customer counts as lost
      """)
  }

  @Test(
    "tables of paths and of transitions name their options",
    arguments: [
      ("path,conversions,nulls", "paths", "--paths"), ("from,to,probability", "transitions", "--transitions"),
    ])
  func otherForms(header: String, what: String, option: String) throws {
    try expectFailure(
      header + "\na,b,0.5\n",
      """
      log.csv: no customer, time or touchpoint column was found among \(header.split(separator: ",").joined(separator: ", "))
      hint: a table of \(what) is read with \(option)
      """)
  }

  @Test("columns that are parted by blanks")
  func blanks() throws {
    try expectFailure(
      "customer time  touchpoint\n   a  2025-01-01 x\n  b1  2025-01-02 buy\n",
      #"""
      log.csv: the columns seem to be parted by blanks, and are read as one: each row holds 3 words
      hint: awk '{$1=$1}1' OFS='\t' FILE > table.tsv writes tabs between them
      """#)
  }

  @Test("equal plain times tell no window")
  func equalTimes() throws {
    try expectFailure(
      EventLogText.log("a,1,x", "a,1,buy", "b,1,x", "b,1,y"),
      """
      log.csv: most contacts of a customer are at the same time, so nobody knows which silence is a loss
      hint: --inactive-after 30 says after how long a customer counts as lost
      """)
  }

  @Test("a touchpoint that is called like a state of the chain", arguments: ["(start)", "(conversion)", "(lost)"])
  func reservedName(name: String) throws {
    try expectFailure(
      EventLogText.log("a,2025-01-01,x", "a,2025-01-02,\(name)"), "--conversion x",
      """
      log.csv:3:14: a touchpoint is called '\(name)', which names a state of the chain itself
        a,2025-01-02,\(name)
                     ^
      hint: call it something else in the table
      """)
  }

  @Test("50,000 different touchpoints")
  func manyTouchpoints() throws {
    let rows = (0..<50_000).map { "c\($0 % 500),\($0),page\($0)" }
    try expectFailure(
      EventLogText.log(rows), "",
      """
      log.csv: column 'touchpoint' has more than 2,000 different touchpoints, and a chain has at most so many states
      hint: group them first: a column with the kind of page instead of its address, or --state stage or channel
      """)
  }

  @Test("too many touchpoints that repeat")
  func manyRepeatedTouchpoints() throws {
    let rows = (0..<9_000).map { "c\($0 % 500),\($0),page\($0 * 7 % 3_000 / ($0 < 500 ? 20 : 1))" }
    let place = try Workplace(["log.csv": EventLogText.log(rows)])
    let outcome = try place.run("journey log.csv")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError.contains("different touchpoints, and a chain has at most"))
  }

  @Test("archetypes of other customers")
  func strangeArchetypes() throws {
    try expectFailure(
      EventLogText.small, "--conversion buy --archetypes groups.csv",
      others: ["groups.csv": "customer,archetype\nz1,1\nz2,2\n"],
      """
      groups.csv: none of the 40 customers of log.csv is among the 2 of this table
      hint: one row a customer, called as in the log; --customer names the column of the log
      """)
  }

  @Test("a table without archetypes")
  func noArchetypes() throws {
    try expectFailure(
      EventLogText.small, "--conversion buy --archetypes groups.csv", others: ["groups.csv": "customer,group\nc1,1\n"],
      """
      groups.csv: there is no column 'archetype' among customer, group
      hint: --archetypes takes the assignments.csv that 'archetype cluster' wrote
      """)
  }

  @Test("stages that contradict each other")
  func contradictingStages() throws {
    try expectFailure(
      EventLogText.small, "--conversion buy --stages stages.csv",
      others: ["stages.csv": "touchpoint,stage\nad,one\npage,two\nad,two\n"],
      """
      stages.csv:4:1: touchpoint 'ad' has the stage 'two' here and 'one' above
        ad,two
        ^
      hint: give every touchpoint one stage
      """)
  }

  @Test("an end before the first contact")
  func earlyEnd() throws {
    try expectFailure(
      EventLogText.small, "--conversion buy --end 2024-12-31",
      """
      log.csv: --end 2024-12-31 lies before the first contact
      hint: name a day within the log, or leave it out
      """)
  }

  @Test("no rows, and nothing at all")
  func empty() throws {
    try expectFailure("", "log.csv: the file is empty")
    try expectFailure(EventLogText.header + "\n", "log.csv: the table has a header and no rows")
  }

  @Test("an unknown column")
  func unknownColumn() throws {
    try expectFailure(
      EventLogText.small, "--conversion buy --customer custmer",
      """
      log.csv: there is no column 'custmer' for --customer
      hint: did you mean 'customer'? The columns are: customer, time, touchpoint.
      """)
  }

  @Test("values that are no numbers")
  func textValue() throws {
    try expectFailure(
      EventLogText.log(["a,2025-01-01,x,", "a,2025-01-02,buy,free"], header: "customer,time,touchpoint,value"),
      """
      log.csv:3:18: column 'value' holds 'free', and values are numbers
        a,2025-01-02,buy,free
                         ^
      hint: --value COLUMN names another column
      """)
  }

  @Test("units and times that do not suit each other")
  func units() throws {
    try expectFailure(
      EventLogText.log("a,1,x", "a,2,buy"), "--conversion buy --inactive-after 30d", code: 64,
      """
      error: --inactive-after has a unit, and the times of the table are plain numbers
      hint: leave out the unit
      """)
    try expectFailure(
      EventLogText.small, "--conversion buy --inactive-after 30", code: 64,
      """
      error: --inactive-after has no unit, and the times of the table are dates
      hint: write days as 30d, hours as 12h
      """)
    try expectFailure(
      EventLogText.small, "--conversion buy --end tomorrow", code: 64,
      """
      error: --end 'tomorrow' is no date
      hint: such as 2026-06-30, that day included, or 2026-06-30T12:00:00
      """)
  }

  @Test("a table to print that this input does not have")
  func missingTable() throws {
    try expectFailure(
      EventLogText.small, "--table touchpoints",
      """
      log.csv: there is no table 'touchpoints' for this input
      hint: there are transitions, matrix, stages, chain, orders, tests
      """)
  }

  @Test("scores of no usual scale have no bands")
  func scale() throws {
    try expectFailure(
      EventLogText.log(
        ["a,2025-01-01,x,77", "a,2025-01-02,buy,"], header: "customer,time,touchpoint,score"),
      "--conversion buy --emotion-bands auto",
      """
      log.csv: the scores are of no usual scale (-2…2, 1…5 or 0…10)
      hint: --emotion-bands LOW,HIGH gives the highest low and the lowest high score
      """)
  }
}
