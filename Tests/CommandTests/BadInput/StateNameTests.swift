import TestSupport
import Testing

@Suite("Names that results could not tell apart")
struct StateNameTests {
  private static let header = "customer,time,touchpoint,stage"
  private static let hint = "hint: call it something else in the table"
  /// é as one letter, and as an e with an accent put on it.
  private static let (whole, parts) = ("caf\u{e9}", "cafe\u{301}")

  private func expectFailure(
    _ log: String, _ options: String, others: [String: String] = [:], _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try Workplace(others.merging(["log.csv": log]) { $1 }).expectFailure(
      "journey log.csv \(options)", code: 2, message, sourceLocation: sourceLocation)
  }

  @Test("a stage called like an end of journeys, in the log and in a table of stages")
  func reservedStages() throws {
    let log = EventLogText.log(["a,1,ad,awareness", "a,2,cart,(lost)", "a,3,buy,end"], header: Self.header)
    for state in ["touchpoint", "stage"] {
      try expectFailure(
        log, "--conversion buy --state \(state)",
        """
        log.csv:3:10: a stage is called '(lost)', which names a state of the chain itself
          a,2,cart,(lost)
                   ^
        \(Self.hint)
        """)
    }
    try expectFailure(
      EventLogText.log("a,1,ad", "a,2,buy"), "--conversion buy --stages s.csv",
      others: ["s.csv": "touchpoint,stage\nad,(start)\n"],
      """
      s.csv:2:4: a stage is called '(start)', which names a state of the chain itself
        ad,(start)
           ^
      \(Self.hint)
      """)
  }

  @Test("a channel called like an end of journeys, where channels are states")
  func reservedChannels() throws {
    let log = EventLogText.log(["a,1,ad,(lost)", "a,2,buy,web"], header: "customer,time,touchpoint,channel")
    try expectFailure(
      log, "--conversion buy --state channel",
      """
      log.csv:2:8: a channel is called '(lost)', which names a state of the chain itself
        a,1,ad,(lost)
               ^
      \(Self.hint)
      """)
    try Workplace(["log.csv": log]).expectSuccess(
      "journey log.csv --conversion buy --inactive-after 2 --state touchpoint+channel --no-output")
  }

  @Test("touchpoints and archetypes that look alike and are different bytes")
  func accents() throws {
    let hint = "differ in how accented letters are stored\nhint: store them in one way, such as Unicode NFC"
    try expectFailure(
      EventLogText.log("a,1,\(Self.whole)", "a,2,\(Self.parts)", "a,3,buy"), "--conversion buy",
      "log.csv: two touchpoints read '\(Self.whole)' and \(hint)")
    try expectFailure(
      "path,conversions\n\(Self.whole),1\n\(Self.parts),2\n", "--paths",
      "log.csv: two touchpoints read '\(Self.whole)' and \(hint)")
    try expectFailure(
      EventLogText.log("a,1,ad", "b,2,ad", "a,3,buy"), "--conversion buy --archetypes a.csv",
      others: ["a.csv": "customer,archetype\na,\(Self.whole)\nb,\(Self.parts)\n"],
      "a.csv: two archetypes read '\(Self.whole)' and \(hint)")
  }

  @Test("states that are put together to one name, and runs of touchpoints that are")
  func composedNames() throws {
    let hint = "in the results\nhint: call one of them something else in the table"
    let scores = (0..<30).flatMap { ["c\($0),1,a[low],", "c\($0),2,a,1", "c\($0),3,buy,"] }
    try expectFailure(
      EventLogText.log(scores, header: "customer,time,touchpoint,score"), "--conversion buy --emotion-bands 2,4",
      "log.csv: two different touchpoints would be called 'a[low]' \(hint)")
    let runs = (0..<30).flatMap { customer in
      (customer % 2 == 0 ? ["c\(customer),1,a", "c\(customer),2,b"] : ["c\(customer),1,a > b"]) + ["c\(customer),3,buy"]
    }
    let log = EventLogText.log(runs)
    try expectFailure(
      log, "--conversion buy --inactive-after 3 --end 100 --order 2 --bootstrap 0",
      "log.csv: two different runs of touchpoints would be called 'a > b' \(hint)")
  }

  @Test("an archetype called as all customers are, and a customer with two archetypes")
  func archetypes() throws {
    let log = EventLogText.log("a,1,ad", "b,2,ad", "a,3,buy")
    try expectFailure(
      log, "--conversion buy --archetypes a.csv", others: ["a.csv": "customer,archetype\na,all\nb,2\n"],
      "a.csv: an archetype is called 'all', as all customers together are in the results\n\(Self.hint)")
    try expectFailure(
      log, "--conversion buy --archetypes a.csv", others: ["a.csv": "customer,archetype\na,1\nb,2\na,2\n"],
      """
      a.csv:4:3: the customer's archetype is '2' here and '1' above
        a,2
          ^
      hint: one row a customer
      """)
  }
}
