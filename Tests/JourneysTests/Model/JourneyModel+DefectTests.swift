import LinearAlgebra
import Testing

@testable import Journeys

@Suite("Journey models that contradict themselves")
struct JourneyModelDefectTests {
  /// Two customers who see `ad`, then `shop`; one converts, comes back after two steps of 5 and lapses.
  private static var model: JourneyModel {
    let conversion = ChainStatistics(
      stateCount: 5,
      edges: [.init(from: 0, to: 1), .init(from: 1, to: 2), .init(from: 1, to: 4), .init(from: 2, to: 3)],
      dwellGrid: .none, unitOffsets: [0, 3, 5], cells: [0, 1, 3, 0, 2], counts: [1, 1, 1, 1, 1])
    let retention = ChainStatistics(
      stateCount: 4, edges: [.init(from: 0, to: 2), .init(from: 2, to: 3)], dwellGrid: DwellGrid(step: 5, count: 3),
      unitOffsets: [0, 2, 2], cells: [2, 3], counts: [1, 1])
    var model = JourneyModel(
      JourneyStatistics(chains: [.init(.conversion, conversion), .init(.retention, retention)], archetypes: [0, 1]),
      touchpoints: [.init("ad"), .init("shop", isConversion: true)], source: .init(stem: "log", digest: "", rows: 5),
      cutting: .init(
        JourneyRules(
          isConversion: [false, true], inactiveAfter: 10, end: 100, keepsFirstOnly: false, collapsesRepeats: false),
        begin: 0, areInstants: true, dropsDuplicates: false), workers: Workers(count: 1))
    model.groups[0].observedRetention = [.init(time: 30, retained: 1), .init(time: 60, retained: 0)]
    model.groups[0].valuePerConversion = -1e15
    model.touchpoints[0].laterValue = 1e15
    return model
  }

  private func expect(
    _ defect: String?, sourceLocation: SourceLocation = #_sourceLocation, _ change: (inout JourneyModel) -> Void
  ) {
    var model = Self.model
    change(&model)
    #expect(model.defect == defect, sourceLocation: sourceLocation)
  }

  @Test("The model of these tests can be used")
  func usable() { expect(nil) { _ in } }

  @Test("The steps of dwells make up the inactivity window")
  func dwells() {
    for step in [0, -5, 1e-300, 1e300, .infinity, .nan, 4.9] {
      expect("the steps of dwells cannot be used") { $0.retention!.dwellStep = step }
    }
    for buckets in [1, 0, 2, 4, 1025, .max, .min] {
      expect("the steps of dwells cannot be used") { $0.retention!.dwellBuckets = buckets }
    }
    expect("the steps of dwells cannot be used") { $0.chain.dwellStep = 1e-300 }
  }

  @Test("Edges neither leave an end nor lead to the start")
  func edges() {
    expect("an edge leaves an end") { $0.retention!.from[1] = 3 }
    expect("an edge leaves an end") { $0.chain.from[3] = 3 }
    expect("an edge leaves an end") { $0.chain.from[3] = 4 }
    expect("an edge leads to the start") { $0.chain.to[3] = 0 }
    expect("an edge leads to the start") { $0.retention!.to[1] = 0 }
  }

  @Test("Touchpoints have names of their own")
  func touchpoints() {
    func name(_ model: inout JourneyModel, _ name: String) {
      model.touchpoints[0].name = name
      model.chain.states[1] = name
      model.retention!.states[1] = name
    }
    expect("a touchpoint has no name") { name(&$0, "") }
    for reserved in StateSpace.reserved {
      expect("a touchpoint is called '\(reserved)', which names a state of the chain itself") { name(&$0, reserved) }
    }
    expect("an archetype is there twice") { $0.groups += $0.groups }
  }

  @Test("What was observed of retention are shares at times after the beginning")
  func observed() {
    for share in [-0.1, 1.1, .nan] {
      expect("group 'all' retained a share outside of 0 to 1") { $0.groups[0].observedRetention[0].retained = share }
    }
    for time in [0, -30, 2.6e36, .infinity] {
      expect("group 'all' has a time of retention that cannot be used") {
        $0.groups[0].observedRetention[0].time = time
      }
    }
    expect("its times cannot be used") { $0.cutting!.end = 1e308 }
  }

  @Test("Money is finite, and not absurd")
  func money() {
    for value in [1.1e15, -1e308, .infinity, .nan] {
      expect("the value of a conversion of group 'all' is beyond 1e15") { $0.groups[0].valuePerConversion = value }
      expect("the value of touchpoint 'ad' is beyond 1e15") { $0.touchpoints[0].laterValue = value }
    }
  }

  @Test("The name of the table leads into no other folder", arguments: ["", ".", "..", "../x", "/tmp/x", "a/b", "a\0"])
  func stem(stem: String) { expect("its table has a name that no file has") { $0.source.stem = stem } }

  @Test("The name of the table is any other", arguments: ["a..b", "..a", "-", "a b", "a\\b"])
  func usableStem(stem: String) { expect(nil) { $0.source.stem = stem } }
}
