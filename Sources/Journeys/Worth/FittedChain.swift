import LinearAlgebra
import MarkovChains

/// A conversion chain with its probabilities, as far as journeys are known to end.
///
/// States from which no end can be reached are left out, and then those that led to them alone, and so on; what went into
/// them is open, and the other exits of a state share its probability. If the start goes too, there is no chain.
public struct FittedChain: Sendable {
  /// The states kept, rising; places below are places in this list. The start is the first.
  public let states: [Int]
  /// States that were entered or left, and from which no end can be reached; rising.
  public let removedStates: [Int]
  /// What went from states kept into states removed, in the unit of the totals.
  public let openTransitions: Double
  /// The chain over ``states``, absorbing state 0 (conversion) and 1 (lost); nil where the start leads to no end.
  public let chain: AbsorbingChain?
  /// For each state its place, −1 for those left out and the ends.
  let places: [Int]

  /// Fits a chain over edges.
  ///
  /// - Parameters:
  ///   - edges: Steps between states.
  ///   - probabilities: One an edge, those of a state summing to 1; all 0 at states that were never left.
  ///   - totals: How often each edge was taken, in any unit.
  ///   - layout: What the states stand for.
  public init(
    edges: [ChainStatistics.Edge], probabilities: [Double], totals: [Double], states layout: TouchpointStates
  ) {
    precondition(probabilities.count == edges.count && totals.count == edges.count, "Every edge has its numbers.")
    let reaches = edges.statesReaching([layout.conversion, layout.lost], weights: probabilities, of: layout.stateCount)
    var isSeen = [Bool](repeating: false, count: layout.stateCount)
    var open = 0.0
    for (edge, total) in zip(edges, totals) where total > 0 {
      (isSeen[Int(edge.from)], isSeen[Int(edge.to)]) = (true, true)
      if reaches[Int(edge.from)], !reaches[Int(edge.to)] { open += total }
    }
    states = (0..<layout.conversion).filter { reaches[$0] }
    removedStates = (0..<layout.conversion).filter { isSeen[$0] && !reaches[$0] }
    openTransitions = open
    var places = [Int](repeating: -1, count: layout.stateCount)
    for (place, state) in states.enumerated() { places[state] = place }
    self.places = places
    chain = reaches[layout.start] ? Self.chain(edges, probabilities, places, states.count, layout) : nil
  }

  /// Fits a chain to counts of transitions.
  public init(_ counts: TransitionCounts, states layout: TouchpointStates) {
    precondition(counts.stateCount == layout.stateCount, "Counts are between the states of the chain.")
    let cells = ChainStatistics(cellsOf: counts)
    let totals = cells.unitWeights
    self.init(
      edges: cells.edges, probabilities: zip(cells.edges, totals).map { $1 / counts.rowTotal(Int($0.from)) },
      totals: totals, states: layout)
  }

  /// How the conversion rate answers when edges gain probability that the others of their state lose in proportion.
  ///
  /// ∂h / ∂p_ij = N_0i (h_j − h_i) / (1 − p_ij). O(t²), and O(t) an edge.
  ///
  /// - Parameter edges: Between the states that the chain was fitted over.
  /// - Returns: One slope an edge; nil where the edge has all probability, or joins a state that was left out.
  public func conversionSlopes(of edges: [ChainStatistics.Edge]) -> [Double?] {
    guard let sensitivity = chain?.sensitivity(from: 0, into: 0) else { return edges.map { _ in nil } }
    let firstEnd = places.count - 2
    return edges.map { edge in
      let (from, to) = (places[Int(edge.from)], Int(edge.to))
      let place = to >= firstEnd ? states.count + to - firstEnd : places[to]
      return from >= 0 && place >= 0 ? sensitivity.derivative(from: from, to: place) : nil
    }
  }

  private static func chain(
    _ edges: [ChainStatistics.Edge], _ probabilities: [Double], _ places: [Int], _ count: Int,
    _ layout: TouchpointStates
  ) -> AbsorbingChain? {
    var transient = Matrix(rows: count, columns: count)
    var absorbing = Matrix(rows: count, columns: 2)
    var sums = [Double](repeating: 0, count: count)
    for (edge, probability) in zip(edges, probabilities) where probability > 0 {
      let (from, to) = (places[Int(edge.from)], Int(edge.to))
      guard from >= 0 else { continue }
      if to >= layout.conversion {
        absorbing[from, to - layout.conversion] = probability
      } else if places[to] >= 0 {
        transient[from, places[to]] = probability
      } else {
        continue
      }
      sums[from] += probability
    }
    for i in 0..<count where sums[i] != 1 {
      for j in 0..<count { transient[i, j] /= sums[i] }
      absorbing[i, 0] /= sums[i]
      absorbing[i, 1] /= sums[i]
    }
    return try? AbsorbingChain(transient: transient, absorbing: absorbing)
  }
}
