import Journeys
import LinearAlgebra
import MarkovChains

/// The probabilities of one chain, for all customers and for each archetype.
struct ChainEstimates {
  struct Group {
    /// `all`, or what the archetype is called in the table of archetypes.
    let label: String
    let counts: TransitionCounts
    let estimate: TransitionEstimate
    /// Hours, by edge of ``ChainEstimates/edges``; empty where times are no instants.
    let medianHours: [Double]
  }

  static let all = "all"

  /// What was counted of a chain.
  struct Counted {
    let chain: StateSpace.Chain
    let statistics: ChainStatistics
    /// The totals of the statistics, of all units and then of each archetype's.
    let totals: [[Double]]
    /// Names of the states of the statistics.
    let states: [String]
    /// The journeys behind the statistics, where their times are instants.
    let sequences: ChainSequences?
  }

  let chain: StateSpace.Chain
  let stateNames: [String]
  let edges: [ChainStatistics.Edge]
  /// All customers first.
  let groups: [Group]

  init(_ counted: Counted, _ observations: JourneyObservations, _ request: JourneyRequest, workers: Workers) {
    let (chain, statistics, states) = (counted.chain, counted.statistics, counted.states)
    self.chain = chain
    stateNames = states
    edges = statistics.edges
    let labels = observations.archetypes?.labels ?? []
    let groups = observations.unitArchetypes
    let counts = counted.totals.map { statistics.transitionCounts(edgeTotals: statistics.edgeTotals(ofCells: $0)) }
    let level = request.level / 100
    let options = TransitionEstimate.Options(
      prior: .mass(request.prior), method: request.intervalMethod, level: level)
    let possible = counts[0].possibleCells
    var estimates = [TransitionEstimate(counts[0], options: options)]
    if request.poolsArchetypes, labels.count > 1 {
      estimates += RowPooling.pooled(Array(counts.dropFirst()), possible: possible, level: level).map(\.estimate)
    } else {
      estimates += counts.dropFirst().map { TransitionEstimate($0, possible: possible, options: options) }
    }
    var hours: [[Double]] = []
    if let sequences = counted.sequences, !sequences.dwells.isEmpty, sequences.space.count == statistics.stateCount {
      let timeless = [StateSpace.lost, StateSpace.lapsed]
      let isTimed = edges.map { edge in
        (chain != .conversion || edge.from > 0) && !timeless.contains(states[Int(edge.to)])
      }
      let medians = EdgeMedians.of(
        sequences, edges: zip(edges, isTimed).filter(\.1).map(\.0), groups: groups, groupCount: labels.count,
        workers: workers)
      hours = medians.map { medians in
        var next = medians.makeIterator()
        return isTimed.map { $0 ? next.next()! / 3600 : .nan }
      }
    }
    self.groups = ([Self.all] + labels).enumerated().map { place, label in
      Group(
        label: label, counts: counts[place], estimate: estimates[place],
        medianHours: hours.isEmpty ? [] : hours[place])
    }
  }
}
