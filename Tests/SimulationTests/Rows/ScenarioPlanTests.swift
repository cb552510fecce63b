import Journeys
import LinearAlgebra
import TestSupport
import Testing

@testable import Simulation

@Suite("Scenarios change rows as they are told to, or say why not")
struct ScenarioPlanTests {
  /// Touchpoints a, b, c; the counts of Fixtures/intervention_reference.py.
  private static let fractions = [
    [0, 4, 3, 3, 0, 0], [0, 1, 3, 0, 2, 4], [0, 2, 0, 4, 1, 3], [0, 0, 1, 0, 6, 5],
  ]
  private static let directory = PlaceDirectory(ModelCase(["a", "b", "c"]).touchpoints)
  private static let rows = rows(.conversion, fractions)

  static func rows(_ chain: StateSpace.Chain, _ counts: [[Int]]) -> ChainRows {
    let n = counts[0].count
    var edges: [ChainStatistics.Edge] = []
    var weights: [Double] = []
    for (i, row) in counts.enumerated() {
      for (j, count) in row.enumerated() where count > 0 {
        edges.append(ChainStatistics.Edge(from: i, to: j))
        weights.append(Double(count))
      }
    }
    return ChainRows(chain, stateCount: n, edges: edges, probabilities: weights)
  }

  private func changed(
    _ interventions: [Intervention], _ rows: ChainRows = rows, _ directory: PlaceDirectory = directory
  ) throws -> ChainRows {
    let plan = try ScenarioPlan(Scenario(name: "", interventions: interventions), directory, archetypeCount: 0)
    return try plan.applied(to: rows, group: 0)
  }

  private func error(
    _ interventions: [Intervention], _ rows: ChainRows = rows, _ directory: PlaceDirectory = directory
  ) -> ScenarioError? {
    do {
      _ = try changed(interventions, rows, directory)
      return nil
    } catch {
      return error as? ScenarioError
    }
  }

  /// Printed by Fixtures/intervention_reference.py.
  static let exact: [(String, String, Double)] = [
    ("recover", "a=15%", 41387.0 / 95320), ("recover", "a=15%:c", 4195.0 / 9708),
    ("recover", "b=50%:(conversion)", 9539.0 / 19440), ("scale", "b>c=1.10", 3401.0 / 8110),
    ("scale", "b>c=1.10:(lost)", 20587.0 / 48420), ("scale", "b>c=0.5:(lost)", 13.0 / 36),
    ("add", "b>(conversion)=0.05", 75989.0 / 176040), ("add", "b>(conversion)=-0.05", 68983.0 / 173880),
    ("add", "c>a=5%", 79201.0 / 193320), ("set", "a>b=0.40", 3519.0 / 8440), ("set", "a>b=0:a", 283.0 / 696),
    ("reroute", "a>c=30%", 45319.0 / 102240), ("reroute", "a>(lost)=30%", 36919.0 / 102840),
    ("remove", "a", 4027.0 / 9720), ("remove", "a:(lost)", 291.0 / 1160), ("remove", "a:b", 399.0 / 920),
    ("start", "a=50%,c=50%", 857.0 / 1944),
  ]

  @Test("Every intervention gives the exact fraction", arguments: exact)
  func exactFractions(_ kind: String, _ text: String, _ expected: Double) throws {
    let result = try changed([Intervention(Intervention.Kind(rawValue: kind)!, text: text)])
    #expect(isClose(result.conversionRate!, expected, relative: 1e-14))
    for i in result.inner where result.isLeft(i) {
      #expect(isClose(result.probabilities.row(i).reduce(0, +), 1, relative: 1e-14))
    }
  }

  @Test("The base is 4027/9720")
  func base() { #expect(isClose(Self.rows.conversionRate!, 4027.0 / 9720, relative: 1e-14)) }

  @Test("Interventions apply in the order written")
  func order() throws {
    let first = Intervention.recover(Place("a"), share: 0.5)
    let second = Intervention.set(.init(from: Place("a"), to: Place("b")), value: 0.4)
    #expect(isClose(try changed([first, second]).conversionRate!, 6599.0 / 13640, relative: 1e-14))
    #expect(isClose(try changed([second, first]).conversionRate!, 173547.0 / 367720, relative: 1e-14))
  }

  @Test("Rows that are not named keep their bits")
  func untouchedRows() throws {
    let result = try changed([.recover(Place("a"), share: 0.3)])
    for i in [0, 2, 3] { #expect(Array(result.probabilities.row(i)) == Array(Self.rows.probabilities.row(i))) }
  }

  private static let step = Intervention.Step(from: Place("a"), to: Place("b"))

  @Test(
    "What cannot be is refused with its place and numbers",
    arguments: [
      (Intervention.recover(Place("a"), share: 1.2), ScenarioError.Reason.shareOutOfRange(1.2)),
      (.recover(Place("a"), share: -0.1), .shareOutOfRange(-0.1)),
      (.recover(Place("x"), share: 0.1), .unknownPlace(Place("x"), expected: .touchpoint)),
      (.recover(Place("a"), share: 0.1, to: Place("y")), .unknownPlace(Place("y"), expected: .destination)),
      (.recover(Place("(lost)"), share: 0.1), .unusablePlace(Place("(lost)"), expected: .touchpoint)),
      (.recover(Place("a"), share: 0.1, to: Place("(lost)")), .unusablePlace(Place("(lost)"), expected: .destination)),
      (
        .recover(Place("a"), share: 0.1, to: Place("(start)")), .unusablePlace(Place("(start)"), expected: .destination)
      ),
      (.scale(step, factor: -1), .amountOutOfRange(-1)),
      (.scale(step, factor: 5), .probabilityAboveOne(from: Place("a"), to: Place("b"), value: 1.5)),
      (.add(step, points: 2), .amountOutOfRange(2)),
      (.add(step, points: -0.5), .probabilityBelowZero(from: Place("a"), to: Place("b"), value: 0.3 - 0.5)),
      (.set(step, value: 1.5), .shareOutOfRange(1.5)),
      (
        .add(.init(from: Place("a"), to: Place("b"), takingFrom: Place("c")), points: 0.1),
        .notEnough(Place("c"), needed: 0.1, available: 0)
      ),
      (
        .add(.init(from: Place("a"), to: Place("b"), takingFrom: Place("b")), points: 0.1),
        .unusablePlace(Place("b"), expected: .destination)
      ),
      (.add(.init(from: Place("z"), to: Place("b")), points: 0.1), .unknownPlace(Place("z"), expected: .origin)),
      (
        .reroute(from: Place("(start)"), to: Place("b"), share: 0.1),
        .unusablePlace(Place("(start)"), expected: .touchpoint)
      ),
      (.remove(Place("(conversion)")), .unusablePlace(Place("(conversion)"), expected: .touchpoint)),
      (.lift(Place("a"), score: 1), .noEmotionBands(Place("a"))), (.lift(Place("a"), score: -1), .amountOutOfRange(-1)),
      (.start([.init(Place("a"), 0.5)]), .startSum(0.5)), (.start([.init(Place("a"), 1.5)]), .shareOutOfRange(1.5)),
      (.start([.init(Place("(lost)"), 1)]), .unusablePlace(Place("(lost)"), expected: .touchpoint)),
    ])
  func refusals(_ intervention: Intervention, _ reason: ScenarioError.Reason) {
    let found = error([.recover(Place("b"), share: 0.1), intervention])
    if case .notEnough(_, let needed, _) = found?.reason, case .notEnough = reason {
      #expect(isClose(needed, 0.1))
    } else {
      #expect(found?.reason == reason)
    }
    #expect(found?.intervention == 1)
  }

  @Test("Scenarios are refused as a whole where they are empty, or on whom they are is wrong")
  func wholeScenario() {
    #expect(error([])?.reason == .noInterventions)
    #expect(error([])?.intervention == nil)
    func plan(_ scenario: Scenario) -> ScenarioError.Reason? {
      do {
        _ = try ScenarioPlan(scenario, Self.directory, archetypeCount: 2)
        return nil
      } catch { return error.reason }
    }
    let change = [Intervention.recover(Place("a"), share: 0.1)]
    #expect(plan(Scenario(name: "", interventions: change, archetypes: [3])) == .unknownArchetype(3, count: 2))
    #expect(plan(Scenario(name: "", interventions: change, adoption: 1.2)) == .shareOutOfRange(1.2))
    #expect(plan(Scenario(name: "", interventions: change, archetypes: [2])) == nil)
  }

  @Test("Where all are lost, a place has to be named; where all go one way, nothing else can grow or shrink")
  func extremeRows() throws {
    let rows = Self.rows(.conversion, [[0, 1, 1, 0, 0, 0], [0, 0, 0, 0, 0, 4], [0, 0, 0, 0, 4, 0]])
    let found = error([.recover(Place("a"), share: 0.1)], rows)
    #expect(found == ScenarioError(.allLost(Place("a")), intervention: 0, group: 0, chain: .conversion))
    #expect(isClose(try changed([.recover(Place("a"), share: 0.1, to: Place("b"))], rows).conversionRate!, 0.55))
    let step = Intervention.Step(from: Place("b"), to: Place("(conversion)"))
    #expect(
      error([.scale(step, factor: 0.5)], rows)?.reason == .noOtherExit(from: Place("b"), to: Place("(conversion)")))
    // Nobody was seen at c, and so not where they would go from there.
    let unknown = error([.set(.init(from: Place("b"), to: Place("c")), value: 0.5)], rows)
    #expect(unknown == ScenarioError(.leadsNowhere(Place("c")), group: 0, chain: .conversion))
    // Nobody meets c: nothing changes.
    #expect(
      try changed([.recover(Place("c"), share: 0.1), .scale(.init(from: Place("c"), to: Place("a")), factor: 2)], rows)
        == rows)
  }

  @Test("After a conversion, changes are left out that need to know where nobody was seen to go on; others are made")
  func leftOut() throws {
    // (start), a, b, c, (lapsed): after a everybody lapses, nobody comes to c.
    let rows = Self.rows(.retention, [[0, 1, 1, 0, 2], [0, 0, 0, 0, 3], [0, 1, 0, 0, 1]])
    let interventions: [Intervention] = [
      .recover(Place("a"), share: 0.1), .recover(Place("b"), share: 0.5),
      .reroute(from: Place("b"), to: Place("c"), share: 0.3),
    ]
    let plan = try ScenarioPlan(Scenario(name: "", interventions: interventions), Self.directory, archetypeCount: 0)
    #expect(try plan.leftOut(of: rows, group: 0) == [0, 2])
    let onlySecond = try changed([interventions[1]], rows)
    #expect(onlySecond != rows)
    #expect(try plan.applied(to: rows, group: 0) == onlySecond)
    #expect(
      try changed([.recover(Place("a"), share: 0)], Self.rows(.conversion, [[0, 1, 0, 0, 0, 1], [0, 0, 0, 0, 0, 4]]))
        .probabilities[1, 5] == 1)
  }

  @Test("A touchpoint that only leads to itself cannot be taken out, and nobody is sent where nothing ends")
  func noWayOut() {
    let rows = Self.rows(.conversion, [[0, 1, 0, 0, 0, 0], [0, 1, 1, 0, 1, 1], [0, 0, 0, 0, 1, 0]])
    let loop = Intervention.set(.init(from: Place("a"), to: Place("a")), value: 1)
    #expect(error([loop, .remove(Place("a"))], rows)?.reason == .leadsOnlyToItself(Place("a")))
    #expect(error([loop], rows)?.reason == .leadsNowhere(Place("a")))
  }

  @Test("A converting name is the conversion before it happens, and a touchpoint and the first conversion after it")
  func convertingNames() throws {
    let directory = PlaceDirectory(ModelCase(["a", "buy"], conversions: ["buy"]).touchpoints)
    let before = Self.rows(.conversion, [[0, 1, 0, 0, 0], [0, 0, 0, 1, 1]])
    let onward = Intervention.recover(Place("a"), share: 0.5, to: Place("buy"))
    #expect(isClose(try changed([onward], before, directory).conversionRate!, 0.75))
    // States: (start) = the first conversion, a, buy, (lapsed).
    let after = Self.rows(.retention, [[0, 1, 0, 1], [0, 0, 1, 1], [0, 1, 0, 1]])
    #expect(isClose(try changed([onward], after, directory).probabilities[1, 2], 0.75))
    let kept = try changed([.recover(Place("buy"), share: 0.5, to: Place("a"))], after, directory)
    #expect(isClose(kept.probabilities[0, 1], 0.75))
    #expect(isClose(kept.probabilities[2, 1], 0.75))
    #expect(
      error([.remove(Place("buy"))], before, directory)?.reason == .unusablePlace(Place("buy"), expected: .touchpoint))
    #expect(try changed([.start([.init(Place("a"), 1)])], after, directory) == after)
  }

  @Test("A touchpoint with bands means all its states, one band a single one")
  func bands() throws {
    let directory = PlaceDirectory(ModelCase(["s[low]", "s[high]"]).touchpoints)
    let rows = Self.rows(.conversion, [[0, 1, 3, 0, 0], [0, 0, 0, 1, 3], [0, 0, 0, 1, 1]])
    let all = try changed([.recover(Place("s"), share: 0.5)], rows, directory)
    #expect(isClose(all.probabilities[1, 4], 0.375))
    #expect(isClose(all.probabilities[2, 4], 0.25))
    let one = try changed([.recover(Place("s", band: "low"), share: 0.5)], rows, directory)
    #expect(isClose(one.probabilities[1, 4], 0.375))
    #expect(isClose(one.probabilities[2, 4], 0.5))
  }

  @Test("A lift moves arrivals upwards until the mean score of visits before has risen so much")
  func lift() throws {
    var sample = ModelCase(["s[low]", "s[neutral]", "s[high]"])
    for (place, score) in [2.0, 5, 9].enumerated() { sample.touchpoints[place].meanScore = score }
    let directory = PlaceDirectory(sample.touchpoints)
    let rows = Self.rows(
      .conversion, [[0, 5, 3, 2, 0, 0], [0, 0, 0, 0, 1, 4], [0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 4, 1]])
    let result = try changed([.lift(Place("s"), score: 0.5)], rows, directory)
    let shares = (1...3).map { result.probabilities[0, $0] }
    #expect(
      isClose(
        zip(shares, [2.0, 5, 9]).reduce(0) { $0 + $1.0 * $1.1 }, 2 * 0.5 + 5 * 0.3 + 9 * 0.2 + 0.5, relative: 1e-12))
    let share = 1 - shares[0] / 0.5
    #expect(isClose(shares[1], (0.3 + 0.5 * share) * (1 - share), relative: 1e-12))
    // All low become neutral, then all neutral high: 9, from 4.3.
    guard
      case .liftTooHigh(Place("s[low]"), 5, let most) = error([.lift(Place("s"), score: 5)], rows, directory)?.reason
    else {
      Issue.record("a lift by more than there is was not refused")
      return
    }
    #expect(isClose(most, 4.7, relative: 1e-12))
    #expect(
      isClose(try changed([.lift(Place("s"), score: 4.7)], rows, directory).probabilities[0, 3], 1, relative: 1e-12))
  }

  @Test("Changed cells say what was seen before, and how much of the change goes where nobody went")
  func differences() throws {
    let seen = (0..<6).flatMap { i in (0..<6).map { (i, $0) } }
      .filter { $0.0 < 4 && Self.fractions[$0.0][$0.1] > 0 }.map { ChainStatistics.Edge(from: $0.0, to: $0.1) }
    let proportional = try changed([.recover(Place("a"), share: 0.5)])
    let known = RowDifference(Self.rows, proportional, group: 0, observed: seen)
    #expect(known.cells.map(\.to) == [1, 2, 4, 5])
    #expect(known.cells.allSatisfy { $0.from == 1 && $0.wasObserved })
    #expect(known.unobservedShare == 0)
    let new = RowDifference(
      Self.rows, try changed([.recover(Place("a"), share: 0.5, to: Place("c"))]), group: 0, observed: seen)
    #expect(new.unobservedShare == 1)
    #expect(new.cells.first { $0.to == 3 }?.wasObserved == false)
    #expect(RowDifference(Self.rows, Self.rows, group: 0, observed: seen).unobservedShare == nil)
  }
}
