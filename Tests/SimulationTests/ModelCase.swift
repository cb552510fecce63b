import Journeys
import LinearAlgebra
import MarkovChains

/// A small model made by hand, with the statistics behind it.
struct ModelCase {
  /// A step of one customer: states before and after, and steps of dwell.
  typealias Step = (from: Int, to: Int, dwell: Int)

  /// Steps of each customer in the conversion chain; states as in its ``StateSpace``.
  var conversion: [[Step]] = []
  /// Steps of each customer in the retention chain; empty = none.
  var retention: [[Step]] = []
  /// For each customer the archetype from 0; empty = none.
  var archetypes: [Int32] = []
  var touchpoints: [JourneyModel.Touchpoint]
  var dwellStep = 1.0
  var buckets = 4
  var observedTime = 10.0
  var valuePerConversion: Double?
  /// What the conversions of each customer were worth; empty = unknown.
  var values: [Double] = []

  init(_ names: [String], conversions: [String] = []) {
    touchpoints = names.map { name in
      JourneyModel.Touchpoint(
        name: name, touchpoint: String(name.prefix { $0 != "[" }), stage: nil, isConversion: conversions.contains(name),
        meanScore: nil, laterValue: nil)
    }
  }

  /// The ten journeys of the project's reference values: Email, Social, Search, Direct.
  static var tenJourneys: ModelCase {
    var result = ModelCase(["Email", "Social", "Search", "Direct"])
    let (email, social, search, direct, converted, lost) = (1, 2, 3, 4, 5, 6)
    let journeys = [
      [email, social, converted], [search, email, converted], [social, converted], [email, search, lost],
      [search, social, email, converted], [direct, converted], [email, social, lost],
      [search, email, social, converted], [social, email, converted], [search, lost],
    ]
    result.conversion = journeys.map { steps([0] + $0) }
    return result
  }

  static func steps(_ states: [Int], dwells: [Int] = []) -> [Step] {
    zip(states, states.dropFirst()).enumerated().map { ($1.0, $1.1, dwells.isEmpty ? 0 : dwells[$0]) }
  }

  private func statistics(_ units: [[Step]], stateCount: Int, grid: DwellGrid) -> ChainStatistics {
    let edges = Set(units.flatMap { $0.map { ChainStatistics.Edge(from: $0.from, to: $0.to) } })
      .sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    var cells: [UInt32] = []
    var counts: [UInt16] = []
    var offsets = [0]
    for unit in units {
      let found = unit.map { step in
        edges.firstIndex(of: ChainStatistics.Edge(from: step.from, to: step.to))! * grid.count
          + min(step.dwell, grid.count - 1)
      }
      for cell in found.sorted() {
        cells.append(UInt32(cell))
        counts.append(1)
      }
      offsets.append(cells.count)
    }
    return ChainStatistics(
      stateCount: stateCount, edges: edges, dwellGrid: grid, unitOffsets: offsets, cells: cells, counts: counts)
  }

  var statistics: JourneyStatistics {
    let grid = DwellGrid(step: dwellStep, count: buckets)
    var chains = [
      JourneyStatistics.Chain(.conversion, statistics(conversion, stateCount: touchpoints.count + 3, grid: .none))
    ]
    if !retention.isEmpty {
      chains.append(.init(.retention, statistics(retention, stateCount: touchpoints.count + 2, grid: grid)))
    }
    return JourneyStatistics(chains: chains, archetypes: archetypes, values: values)
  }

  var model: JourneyModel {
    let rules = JourneyRules(isConversion: [], inactiveAfter: 1, end: observedTime)
    var model = JourneyModel(
      statistics, touchpoints: touchpoints, source: .init(stem: "case", digest: "", rows: 0),
      cutting: .init(rules, begin: 0, areInstants: false, dropsDuplicates: false), workers: Workers(count: 1))
    for group in model.groups.indices { model.groups[group].valuePerConversion = valuePerConversion }
    return model
  }
}
