import Journeys
import LinearAlgebra
import MarkovChains
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
    // A state that is never left stays where it is, and rows that are not defined have no chain.
    let n = estimates.stateNames.count
    var probabilities = group.estimate.probabilities
    let isSeen = (0..<n).map { i in
      group.estimate.isDefined[i] || (0..<n).contains { group.estimate.isDefined[$0] && probabilities[$0, i] > 0 }
    }
    let isOpen = estimates.chain == .plain ? [] : Self.removeOpenStates(from: &probabilities, estimates.stateNames)
    for i in 0..<n where probabilities.row(i).allSatisfy({ $0 == 0 }) { probabilities[i, i] = 1 }
    guard let chain = try? MarkovChain(probabilities) else { return }
    let seen = (0..<n).filter { isSeen[$0] }
    let isRecurrentOnly = estimates.chain == .plain && chain.classes.count == 1
    let recurrence = chain.meanRecurrenceSteps
    let expected = estimates.chain == .plain ? nil : ExpectedVisits(chain, start: 0)
    var numberOfClass: [Int: Int] = [:]
    for state in seen {
      let isKnown = isOpen.isEmpty || !isOpen[state]
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

  /// Takes out states from which no end can be reached; what went there counts as open, and other exits share it.
  private static func removeOpenStates(from probabilities: inout Matrix, _ names: [String]) -> [Bool] {
    let n = names.count
    var isOpen = names.map { ![StateSpace.conversion, StateSpace.lost, StateSpace.lapsed].contains($0) }
    var shrinks = true
    while shrinks {
      shrinks = false
      for i in (0..<n).reversed()
      where isOpen[i] && (0..<n).contains(where: { !isOpen[$0] && probabilities[i, $0] > 0 }) {
        isOpen[i] = false
        shrinks = true
      }
    }
    for i in 0..<n {
      var left = 0.0
      for j in 0..<n {
        if isOpen[i] || isOpen[j] { probabilities[i, j] = 0 }
        left += probabilities[i, j]
      }
      if left > 0, left != 1 { for j in 0..<n { probabilities[i, j] /= left } }
    }
    return isOpen
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

/// How often and how probably each state of a chain with ends is visited, from one state.
private struct ExpectedVisits {
  var visits: [Double]
  var probabilities: [Double]

  /// Nil where some state that can be reached never leads to an end.
  init?(_ chain: MarkovChain, start: Int) {
    let n = chain.stateCount
    let ends = Set(chain.absorbingStates)
    let isTransient = (0..<n).map { !chain.isRecurrent($0) }
    let transient = (0..<n).filter { isTransient[$0] }
    guard isTransient[start], transient.count + ends.count == n else { return nil }
    let places = transient.indices
    var q = Matrix(rows: transient.count, columns: transient.count)
    let endStates = ends.sorted()
    var r = Matrix(rows: transient.count, columns: endStates.count)
    for i in places {
      for j in places { q[i, j] = chain.probabilities[transient[i], transient[j]] }
      for (k, end) in endStates.enumerated() { r[i, k] = chain.probabilities[transient[i], end] }
    }
    guard let absorbing = try? AbsorbingChain(transient: q, absorbing: r),
      let startPlace = transient.firstIndex(of: start)
    else { return nil }
    visits = [Double](repeating: 0, count: n)
    probabilities = visits
    let from = absorbing.visits(from: startPlace)
    let chances = absorbing.visitProbabilities(from: startPlace)
    for (place, state) in transient.enumerated() {
      visits[state] = from[place]
      probabilities[state] = chances[place]
    }
    for (k, end) in endStates.enumerated() {
      for place in places { probabilities[end] += from[place] * r[place, k] }
      visits[end] = probabilities[end]
    }
  }
}
