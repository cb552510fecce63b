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
    return JourneyStatistics(chains: chains, archetypes: archetypes)
  }

  var model: JourneyModel {
    let statistics = self.statistics
    let chain = statistics.statistics(of: .conversion)!
    let later = statistics.statistics(of: .retention)
    let names = touchpoints.map(\.name)
    let archetypeCount = Int((archetypes.max() ?? -1) + 1)
    let conversionTotals = chain.cellTotals(groups: archetypes, groupCount: archetypeCount, workers: Workers(count: 1))
    let laterCells = later?.cellTotals(groups: archetypes, groupCount: archetypeCount, workers: Workers(count: 1)) ?? []
    let laterTotals = laterCells.map { later!.edgeTotals(ofCells: $0) }
    let probabilities = probabilities(chain, conversionTotals)
    let laterProbabilities = later.map { self.probabilities($0, laterTotals) } ?? []
    func sum(_ chain: ChainStatistics, _ totals: [Double], _ isMeant: (ChainStatistics.Edge) -> Bool) -> Double {
      zip(chain.edges, totals).reduce(0) { isMeant($1.0) ? $0 + $1.1 : $0 }
    }
    var model = JourneyModel(
      source: .init(stem: "case", digest: "", rows: 0), seed: 42, isAssumed: false, kind: .conversion,
      estimation: .init(order: 1, prior: 0, poolsArchetypes: false, level: 95), touchpoints: touchpoints,
      chain: .init(
        states: StateSpace(.conversion, touchpoints: names).names, edges: chain.edges, grid: chain.dwellGrid),
      groups: (0...archetypeCount).map { group in
        JourneyModel.Group(
          label: group == 0 ? "all" : "\(group)", name: nil,
          customers: group == 0 ? conversion.count : archetypes.filter { Int($0) == group - 1 }.count,
          journeys: sum(chain, conversionTotals[group]) { $0.from == 0 },
          countedConversions: sum(chain, conversionTotals[group]) { Int($0.to) == touchpoints.count + 1 },
          countedLosses: sum(chain, conversionTotals[group]) { Int($0.to) == touchpoints.count + 2 },
          followed: later.map { Int(sum($0, laterTotals[group]) { $0.from == 0 }) } ?? 0,
          valuePerConversion: valuePerConversion, counts: conversionTotals[group], probabilities: probabilities[group],
          retentionCounts: later == nil ? [] : laterTotals[group],
          retentionProbabilities: later == nil ? [] : laterProbabilities[group],
          retentionDwells: later == nil ? [] : laterCells[group], observedRetention: [])
      }, statistics: "")
    model.retention = later.map {
      .init(states: StateSpace(.retention, touchpoints: names).names, edges: $0.edges, grid: $0.dwellGrid)
    }
    var rules = JourneyModel.Cutting(
      JourneyRules(isConversion: [], inactiveAfter: 1, end: observedTime), begin: 0, areInstants: false,
      dropsDuplicates: false)
    rules.end = observedTime
    model.cutting = rules
    return model
  }

  private func probabilities(_ chain: ChainStatistics, _ totals: [[Double]]) -> [[Double]] {
    let estimator = ChainEstimator(chain, groupTotals: [], options: .init(poolsArchetypes: false))
    return totals.map { estimator.probabilities($0) }
  }
}
