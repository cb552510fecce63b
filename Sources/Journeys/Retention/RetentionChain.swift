import LinearAlgebra
import MarkovChains

/// A retention chain that can run in calendar time: where customers go from each state, and how long they dwell before.
///
/// State 0 is the start and the last state is the end, (lapsed), as in a retention ``StateSpace``. The time to lapse is
/// dated at the contact that is not followed, so that the edge into the end takes no time.
///
/// States from which the end cannot be reached are left out, again and again, and transitions into them count as open: they
/// are not among the exits of the state before. Those customers were seen for a while and not seen to lapse, as the
/// censored ones were; to call them retained for ever would promise what nobody saw.
public struct RetentionChain: Sendable {
  /// Number of states, start and end included.
  public let stateCount: Int
  /// By state before and state after.
  public let edges: [ChainStatistics.Edge]
  /// Probability of each edge; 0 for edges from or into states that were left out.
  public let probabilities: [Double]
  /// How long customers stay before each edge.
  public let dwells: DwellDistributions
  /// States that occur and were left out.
  public let removedStates: [Int]
  /// Sum of the rates of the edges that lead from states of the chain into those left out.
  public let openRate: Double
  /// States of the chain but the end, rising; the start is the first.
  let states: [Int]
  /// For each of ``states``, the probability that the end comes next.
  let exits: [Double]
  /// Expected visits to each of ``states`` from each before any time passes.
  let closure: Matrix

  /// The chain of rates; nil if the start does not lead to the end.
  ///
  /// O(edges × buckets + n³) for n states.
  ///
  /// - Parameters:
  ///   - stateCount: n, at least 2.
  ///   - edges: By state before and state after, each once, none from the end.
  ///   - rates: Counts, weights or probabilities, one an edge, finite and not negative; each row is made to sum to 1.
  ///   - dwells: Of the same edges.
  public init?(stateCount: Int, edges: [ChainStatistics.Edge], rates: [Double], dwells: DwellDistributions) {
    precondition(stateCount >= 2, "A chain has a start and an end.")
    precondition(
      rates.count == edges.count && dwells.edgeCount == edges.count, "Every edge has its rate and its dwells.")
    precondition(rates.allSatisfy { $0 >= 0 && $0 < .infinity }, "A rate is finite and not negative.")
    let end = stateCount - 1
    precondition(edges.allSatisfy { Int($0.from) != end }, "The end is not left.")
    let reaching = edges.statesReaching([end], weights: rates, of: stateCount)
    guard reaching[0] else { return nil }
    var totals = [Double](repeating: 0, count: stateCount)
    var occurs = [Bool](repeating: false, count: stateCount)
    var openRate = 0.0
    for (edge, rate) in zip(edges, rates) where rate > 0 {
      occurs[Int(edge.from)] = true
      occurs[Int(edge.to)] = true
      if reaching[Int(edge.to)] {
        totals[Int(edge.from)] += rate
      } else if reaching[Int(edge.from)] {
        openRate += rate
      }
    }
    let probabilities = zip(edges, rates).map { edge, rate in
      rate > 0 && reaching[Int(edge.from)] && reaching[Int(edge.to)] ? rate / totals[Int(edge.from)] : 0
    }
    let states = (0..<end).filter { reaching[$0] }
    let zero = AtOnce(states: states, end: end, edges: edges, probabilities: probabilities, dwells: dwells)
    // Fails only where probabilities are too small for numbers to hold.
    guard let chain = try? AbsorbingChain(transient: zero.transient, absorbing: zero.leaving) else { return nil }
    self.stateCount = stateCount
    self.edges = edges
    self.probabilities = probabilities
    self.dwells = dwells
    self.openRate = openRate
    self.states = states
    removedStates = (0..<end).filter { occurs[$0] && !reaching[$0] }
    exits = zero.exits
    closure = chain.fundamental
  }

  /// The chain of what was observed; nil if the start does not lead to the end.
  ///
  /// - Parameters:
  ///   - statistics: Of a retention chain with times.
  ///   - cellTotals: As ``ChainStatistics/cellTotals(weights:)`` has them.
  ///   - fallback: Dwells of edges that were not taken.
  public init?(_ statistics: ChainStatistics, cellTotals: [Double], fallback: DwellDistributions? = nil) {
    self.init(
      stateCount: statistics.stateCount, edges: statistics.edges, rates: statistics.edgeTotals(ofCells: cellTotals),
      dwells: DwellDistributions(
        edges: statistics.edges, stateCount: statistics.stateCount, cellTotals: cellTotals, grid: statistics.dwellGrid,
        fallback: fallback))
  }

  /// The probability that the end comes next after a state; nil for the end and states left out.
  public func lapseProbability(of state: Int) -> Double? {
    states.firstIndex(of: state).map { exits[$0] }
  }
}

/// What happens before any time passes.
private struct AtOnce {
  /// Between states of the chain, without dwell.
  var transient: Matrix
  /// Into the end, or after a dwell.
  var leaving: Matrix
  /// Into the end.
  var exits: [Double]

  init(
    states: [Int], end: Int, edges: [ChainStatistics.Edge], probabilities: [Double], dwells: DwellDistributions
  ) {
    var places = [Int](repeating: -1, count: end + 1)
    for (place, state) in states.enumerated() { places[state] = place }
    transient = Matrix(rows: states.count, columns: states.count)
    leaving = Matrix(rows: states.count, columns: 1)
    exits = [Double](repeating: 0, count: states.count)
    let buckets = dwells.grid.count
    for (number, edge) in edges.enumerated() where probabilities[number] > 0 {
      let from = places[Int(edge.from)]
      if Int(edge.to) == end {
        exits[from] += probabilities[number]
        leaving[from, 0] += probabilities[number]
        continue
      }
      transient[from, places[Int(edge.to)]] += probabilities[number] * dwells.shares[number * buckets]
      let later = dwells.shares[number * buckets + 1..<(number + 1) * buckets].reduce(0, +)
      leaving[from, 0] += probabilities[number] * later
    }
  }
}
