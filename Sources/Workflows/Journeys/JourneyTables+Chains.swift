import Journeys
import LinearAlgebra
import MarkovChains
import Simulation
import Tables

/// The tables about chains: transitions, matrix, stages and states.
extension JourneyTables {
  /// One row an archetype, chain and transition that is possible.
  func transitions() -> ResultTable {
    var rows = TransitionRows()
    for estimates in chains {
      for group in estimates.groups {
        for (place, edge) in estimates.edges.enumerated() {
          let (from, to) = (Int(edge.from), Int(edge.to))
          guard let probability = group.estimate.probability(from: from, to: to) else { continue }
          let interval = hasIntervals ? group.estimate.interval(from: from, to: to) : nil
          rows.archetypes.append(group.label)
          rows.chains.append(estimates.chain.rawValue)
          rows.from.append(estimates.stateNames[from])
          rows.to.append(estimates.stateNames[to])
          rows.counts.append(observations.isAssumed ? .nan : group.counts.counts[from, to])
          rows.probabilities.append(probability)
          rows.low.append(interval?.low ?? .nan)
          rows.high.append(interval?.high ?? .nan)
          rows.hours.append(group.medianHours.isEmpty ? .nan : group.medianHours[place])
        }
      }
    }
    return ResultTable(
      name: "transitions",
      columns: [
        ResultColumn("archetype", .texts(rows.archetypes)), ResultColumn("chain", .texts(rows.chains)),
        ResultColumn("from", .texts(rows.from)), ResultColumn("to", .texts(rows.to)),
        ResultColumn("count", .numbers(rows.counts, .shortest)),
        ResultColumn("probability", .numbers(rows.probabilities, .significant(9))),
        ResultColumn("low", .numbers(rows.low, .significant(9))),
        ResultColumn("high", .numbers(rows.high, .significant(9))),
        ResultColumn("median_hours", .numbers(rows.hours, .significant(6))),
        archetypeNames(of: rows.archetypes),
      ])
  }

  private struct TransitionRows {
    var archetypes: [String] = []
    var chains: [String] = []
    var from: [String] = []
    var to: [String] = []
    var counts: [Double] = []
    var probabilities: [Double] = []
    var low: [Double] = []
    var high: [Double] = []
    var hours: [Double] = []
  }

  /// One row an archetype, chain and state, one column a state. States of one chain only are empty in the other.
  ///
  /// A state may be called like one of the first columns, which keep their names.
  func matrix() -> ResultTable {
    var states: [String] = []
    for estimates in chains {
      for name in estimates.stateNames where !states.contains(name) { states.append(name) }
    }
    var archetypes: [String] = []
    var kinds: [String] = []
    var from: [String] = []
    var columns = states.map { _ in [Double]() }
    for estimates in chains {
      let place = states.map { name in estimates.stateNames.firstIndex(of: name) }
      for group in estimates.groups {
        for state in estimates.stateNames.indices where group.estimate.isDefined[state] {
          archetypes.append(group.label)
          kinds.append(estimates.chain.rawValue)
          from.append(estimates.stateNames[state])
          for column in columns.indices {
            columns[column].append(place[column].map { group.estimate.probabilities[state, $0] } ?? .nan)
          }
        }
      }
    }
    let keys = [
      ResultColumn("archetype", .texts(archetypes)), ResultColumn("chain", .texts(kinds)),
      ResultColumn("from", .texts(from)),
    ]
    let shares = zip(states, columns).map { ResultColumn($0, .numbers($1, .significant(9))) }
    return ResultTable(name: "matrix", columns: (keys + shares).uniquelyNamed)
  }

  /// One row an archetype and transition between stages; touchpoints without a stage are left out.
  func stages() -> ResultTable {
    var archetypes: [String] = []
    var from: [String] = []
    var to: [String] = []
    var counts: [Double] = []
    var shares: [(Double, ProbabilityInterval)] = []
    if !observations.states.stageOrder.isEmpty, observations.chain != nil {
      let names = lumpNames
      let order = Set(names.compactMap(\.self)).sorted { (lumpRank($0), $0) < (lumpRank($1), $1) }
      let number = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
      for (label, group) in stepCounts {
        var lumped = TransitionCounts(stateCount: order.count)
        for edge in observations.statistics.edges {
          guard let first = names[Int(edge.from)], let second = names[Int(edge.to)] else { continue }
          lumped.add(from: number[first]!, to: number[second]!, count: group.counts[Int(edge.from), Int(edge.to)])
        }
        for i in order.indices {
          let total = lumped.rowTotal(i)
          for j in order.indices where lumped.counts[i, j] > 0 {
            archetypes.append(label)
            from.append(order[i])
            to.append(order[j])
            counts.append(lumped.counts[i, j])
            shares.append(
              (lumped.counts[i, j] / total, .wilson(successes: lumped.counts[i, j], trials: total, level: level)))
          }
        }
      }
    }
    return ResultTable(
      name: "stages",
      columns: [
        ResultColumn("archetype", .texts(archetypes)), ResultColumn("from", .texts(from)),
        ResultColumn("to", .texts(to)), ResultColumn("count", .numbers(counts, .shortest)),
        ResultColumn("probability", .numbers(shares.map(\.0), .significant(9))),
        ResultColumn("low", .numbers(shares.map(\.1.low), .significant(9))),
        ResultColumn("high", .numbers(shares.map(\.1.high), .significant(9))),
        archetypeNames(of: archetypes),
      ])
  }

  /// Counts of steps between touchpoints, whatever the order of the chain; of all customers and each archetype.
  private var stepCounts: [(label: String, counts: TransitionCounts)] {
    let statistics = observations.statistics
    if findings.order == 1 { return chains[0].groups.map { ($0.label, $0.counts) } }
    let groups = observations.unitArchetypes
    let totals = statistics.cellTotals(
      groups: groups, groupCount: chains[0].groups.count - 1, workers: Workers(count: 1))
    return zip(chains[0].groups, totals).map {
      ($0.label, statistics.transitionCounts(edgeTotals: statistics.edgeTotals(ofCells: $1)))
    }
  }

  /// The stage of each state, and the ends as they are; nil without a stage.
  private var lumpNames: [String?] {
    let space = observations.space
    return space.names.indices.map { state in
      space.touchpoint(ofState: state).map { observations.states.stages[$0] } ?? space.names[state]
    }
  }

  private func lumpRank(_ name: String) -> Int {
    if name == StateSpace.start { return -1 }
    return observations.states.stageOrder.firstIndex(of: name)
      ?? observations.states.stageOrder.count + (StateSpace.reserved.firstIndex(of: name) ?? 0)
  }

  /// One row an archetype, chain and state: classes, period, long-run shares and visits.
  func chain() -> ResultTable {
    var rows = StateRows()
    for estimates in chains {
      for (place, group) in estimates.groups.enumerated() {
        rows.add(estimates, group)
        // Of the whole chain, and so the same in all its rows.
        let gap = gap(of: estimates.chain, place)
        rows.gaps += [Double](repeating: gap ?? .nan, count: rows.states.count - rows.gaps.count)
      }
    }
    return ResultTable(name: "chain", columns: rows.columns + [archetypeNames(of: rows.archetypes)])
  }

  /// How far a chain is from what was observed, where it is furthest; nil where that cannot be told.
  private func gap(of chain: StateSpace.Chain, _ group: Int) -> Double? {
    switch chain {
    case .plain: nil
    case .conversion: findings.worth?.archetypes[group].worstCalibration?.gap
    case .retention: findings.retention.indices.contains(group) ? findings.retention[group].distance?.distance : nil
    }
  }
}

/// The rows of chain.csv.
private struct StateRows {
  var archetypes: [String] = []
  var chains: [String] = []
  var states: [String] = []
  var classes: [Int] = []
  var periods: [Double] = []
  var stationary: [Double] = []
  var recurrence: [Double] = []
  var visits: [Double] = []
  var visitShares: [Double] = []
  var gaps: [Double] = []

  mutating func add(_ estimates: ChainEstimates, _ group: ChainEstimates.Group) {
    let n = estimates.stateNames.count
    let estimate = group.estimate
    let isSeen = (0..<n).map { i in
      estimate.isDefined[i] || (0..<n).contains { estimate.isDefined[$0] && estimate.probabilities[$0, i] > 0 }
    }
    // Without the states from which no end can be reached: what went there counts as open, and other exits share it.
    let rows = estimates.chain == .plain ? nil : ChainRows(estimates.chain, estimates.edges, estimate.probabilities)
    var probabilities = rows?.probabilities ?? estimate.probabilities
    // A state that is never left stays where it is, and rows that are not defined have no chain.
    for i in 0..<n where probabilities.row(i).allSatisfy({ $0 == 0 }) { probabilities[i, i] = 1 }
    guard let chain = try? MarkovChain(probabilities) else { return }
    let firstEnd = n - StateSpace(estimates.chain, touchpoints: []).ends.count
    let isRecurrentOnly = rows == nil && chain.classes.count == 1
    let recurrence = chain.meanRecurrenceSteps
    let expected = rows.flatMap { ExpectedVisits($0) }
    var numberOfClass: [Int: Int] = [:]
    for state in 0..<n where isSeen[state] {
      let isKnown = rows.map { state >= firstEnd || $0.isLeft(state) } ?? true
      let membership = chain.classOfState[state]
      let number = numberOfClass[membership] ?? numberOfClass.count + 1
      numberOfClass[membership] = number
      archetypes.append(group.label)
      chains.append(estimates.chain.rawValue)
      states.append(estimates.stateNames[state])
      classes.append(number)
      periods.append(isKnown ? chain.classes[membership].period.map(Double.init) ?? .nan : .nan)
      stationary.append(
        isRecurrentOnly ? chain.stationaryDistribution?[state] ?? .nan : .nan)
      self.recurrence.append(isKnown ? recurrence[state] ?? .nan : .nan)
      visits.append(isKnown ? expected?.visits[state] ?? .nan : .nan)
      visitShares.append(isKnown ? expected?.probabilities[state] ?? .nan : .nan)
    }
  }

  var columns: [ResultColumn] {
    [
      ResultColumn("archetype", .texts(archetypes)), ResultColumn("chain", .texts(chains)),
      ResultColumn("state", .texts(states)), ResultColumn("class", .integers(classes)),
      ResultColumn("period", .numbers(periods, .shortest)),
      ResultColumn("stationary", .numbers(stationary, .significant(9))),
      ResultColumn("recurrence_steps", .numbers(recurrence, .significant(9))),
      ResultColumn("expected_visits", .numbers(visits, .significant(9))),
      ResultColumn("visit_probability", .numbers(visitShares, .significant(9))),
      ResultColumn("data_gap", .numbers(gaps, .significant(6))),
    ]
  }
}

/// How often and how probably one journey visits each state.
private struct ExpectedVisits {
  var visits: [Double]
  var probabilities: [Double]

  /// Nil where the start leads to no end.
  init?(_ rows: ChainRows) {
    guard let (chain, states) = rows.absorbing else { return nil }
    let from = chain.visits(from: 0)
    visits = [Double](repeating: 0, count: rows.stateCount)
    probabilities = visits
    for ((state, visits), probability) in zip(zip(states, from), chain.visitProbabilities(from: 0)) {
      self.visits[state] = visits
      probabilities[state] = probability
    }
    for end in 0..<chain.absorbingCount {
      let state = rows.stateCount - chain.absorbingCount + end
      probabilities[state] = from.indices.reduce(0) { $0 + from[$1] * chain.absorbing[$1, end] }
      visits[state] = probabilities[state]
    }
  }
}

extension ChainRows {
  fileprivate init(_ chain: StateSpace.Chain, _ edges: [ChainStatistics.Edge], _ probabilities: Matrix) {
    self.init(
      chain, stateCount: probabilities.rowCount, edges: edges,
      probabilities: edges.map { probabilities[Int($0.from), Int($0.to)] })
  }
}
