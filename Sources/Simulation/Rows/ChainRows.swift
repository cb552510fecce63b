import Journeys
import LinearAlgebra
import MarkovChains

/// The transition probabilities of one chain of one group of customers, as rows that can be changed.
///
/// The states are those of a `StateSpace`. A row sums to 1, or is empty where the state does not occur, is an end, or
/// leads to no end: such states are left out, again and again, and what went into them is open.
public struct ChainRows: Sendable, Equatable {
  /// Conversion or retention.
  public let chain: StateSpace.Chain
  /// n × n for n states.
  public internal(set) var probabilities: Matrix

  /// The rows of a chain.
  ///
  /// - Parameters:
  ///   - chain: Conversion or retention.
  ///   - stateCount: Number of states, ends included.
  ///   - edges: Each at most once.
  ///   - probabilities: Of each edge; rows that do not sum to 1 are made to.
  public init(_ chain: StateSpace.Chain, stateCount: Int, edges: [ChainStatistics.Edge], probabilities: [Double]) {
    precondition(chain != .plain, "A plain chain has no end to improve.")
    precondition(edges.count == probabilities.count, "Every edge has its probability.")
    self.chain = chain
    self.probabilities = Matrix(rows: stateCount, columns: stateCount)
    for (edge, probability) in zip(edges, probabilities) {
      self.probabilities[Int(edge.from), Int(edge.to)] = probability
    }
    closeOpenRows()
  }

  /// Number of states, ends included.
  public var stateCount: Int { probabilities.rowCount }
  /// The state of being lost, or lapsed.
  public var lost: Int { stateCount - 1 }
  /// The number of ends, which are the last states.
  var endCount: Int { chain == .conversion ? 2 : 1 }
  /// The states that are no ends.
  var inner: Range<Int> { 0..<stateCount - endCount }

  /// Whether a state is left, and so occurs.
  public func isLeft(_ state: Int) -> Bool {
    for j in 0..<stateCount where probabilities[state, j] > 0 { return true }
    return false
  }

  /// Whether two chains are the same but for rounding, so that nothing was changed.
  func isClose(to other: ChainRows) -> Bool {
    zip(probabilities.elements, other.probabilities.elements).allSatisfy { ($0 - $1).magnitude <= 1e-15 }
  }

  /// Whether the same steps are possible as in another chain.
  func hasSteps(of other: ChainRows) -> Bool {
    zip(probabilities.elements, other.probabilities.elements).allSatisfy { ($0 > 0) == ($1 > 0) }
  }

  /// What a state gives to some states.
  func mass(from state: Int, to states: [Int]) -> Double {
    states.reduce(0) { $0 + probabilities[state, $1] }
  }

  /// Leaves out states from which no end can be reached, and makes rows sum to 1.
  mutating func closeOpenRows() {
    var reaches = [Bool](repeating: false, count: stateCount)
    var queue = Array(inner.upperBound..<stateCount)
    for end in queue { reaches[end] = true }
    while let state = queue.popLast() {
      for before in inner where !reaches[before] && probabilities[before, state] > 0 {
        reaches[before] = true
        queue.append(before)
      }
    }
    for i in inner {
      for j in 0..<stateCount where !reaches[i] || !reaches[j] { probabilities[i, j] = 0 }
    }
    normalize()
  }

  /// Makes rows sum to 1.
  mutating func normalize() {
    for i in inner {
      var sum = 0.0
      for j in 0..<stateCount { sum += probabilities[i, j] }
      // Rows that sum to 1 but for rounding keep their bits.
      guard sum > 0, (sum - 1).magnitude > 1e-12 else { continue }
      for j in 0..<stateCount { probabilities[i, j] /= sum }
    }
  }

  /// The chain to solve, and the states its transient ones stand for; nil where the start leads to no end.
  ///
  /// Absorbing state 0 is (conversion) and 1 (lost); a retention chain has (lapsed) alone.
  public var absorbing: (chain: AbsorbingChain, states: [Int])? {
    let states = inner.filter { isLeft($0) }
    guard states.first == 0 else { return nil }
    let ends = Array(inner.upperBound..<stateCount)
    let rows = probabilities
    let transient = Matrix(rows: states.count, columns: states.count) { target in
      for (i, from) in states.enumerated() {
        for (j, to) in states.enumerated() { target[i * states.count + j] = rows[from, to] }
      }
    }
    let leaving = Matrix(rows: states.count, columns: ends.count) { target in
      for (i, from) in states.enumerated() {
        for (j, to) in ends.enumerated() { target[i * ends.count + j] = rows[from, to] }
      }
    }
    return (try? AbsorbingChain(transient: transient, absorbing: leaving)).map { ($0, states) }
  }

  /// How likely a journey ends in (conversion); nil where the start leads to no end.
  public var conversionRate: Double? { absorbing?.chain.absorption(into: 0)[0] }

  /// Expected visits to every state of one journey, 0 for states that are not met; n numbers, none for ends.
  public var visits: [Double]? {
    guard let (chain, states) = absorbing else { return nil }
    var result = [Double](repeating: 0, count: stateCount)
    for (state, visits) in zip(states, chain.visits(from: 0)) { result[state] = visits }
    return result
  }
}
