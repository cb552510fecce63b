import LinearAlgebra

/// A chain that sooner or later ends in one of its absorbing states.
///
/// With Q between transient states, R into absorbing ones and N = (I − Q)⁻¹, everything is a solve with one factorization,
/// whose numbers keep their relative accuracy (about n·10⁻¹⁶) even where the chain hardly ever ends. t transient and a
/// absorbing states, each counted from 0; where both are meant, absorbing state x is column t + x. O(t³) once.
///
/// Source: Kemeny and Snell (1960), chapter III; Grassmann, Taksar and Heyman (1985).
public struct AbsorbingChain: Sendable {
  /// Q, t × t.
  public let transient: Matrix
  /// R, t × a.
  public let absorbing: Matrix
  let elimination: SubtractionFreeElimination

  /// The chain of probabilities whose rows sum to 1 over both matrices, within 10⁻⁹; they are then made to sum to 1.
  ///
  /// - Parameters:
  ///   - transient: Q, t × t, t ≥ 1.
  ///   - absorbing: R, t × a.
  /// - Throws: ``MarkovChainError`` for no state, a number that is no probability, a row that does not sum to 1, or a state
  ///   from which no absorbing state can be reached.
  public init(transient: Matrix, absorbing: Matrix) throws(MarkovChainError) {
    precondition(transient.rowCount == transient.columnCount, "Transient states have a row and a column each.")
    precondition(transient.rowCount == absorbing.rowCount, "Every transient state has a row of exits.")
    guard transient.rowCount > 0 else { throw .noStates }
    var factors: [Double] = []
    for i in 0..<transient.rowCount {
      factors.append(try ProbabilityRows.normalizer(ofRow: i, [transient, absorbing]))
    }
    let transient = ProbabilityRows.normalized(transient, by: factors)
    let absorbing = ProbabilityRows.normalized(absorbing, by: factors)
    let exits = (0..<transient.rowCount).map { absorbing.row($0).reduce(0, +) }
    if let trapped = Reachability(transient).firstState(notReaching: exits.map { $0 > 0 }) {
      throw .exitUnreachable(from: trapped)
    }
    self.transient = transient
    self.absorbing = absorbing
    elimination = try SubtractionFreeElimination(transient, exits: exits)
  }

  /// t.
  public var transientCount: Int { transient.rowCount }
  /// a.
  public var absorbingCount: Int { absorbing.columnCount }

  /// N·`right` for t numbers. O(t²).
  public func solve(_ right: [Double]) -> [Double] { elimination.solve(right) }

  /// `leftᵀ`·N for t numbers, such as visits from a distribution of starts. O(t²).
  public func solveTransposed(_ left: [Double]) -> [Double] { elimination.solveTransposed(left) }

  /// A row of N: expected visits to every transient state from one, the start itself included. O(t²).
  public func visits(from start: Int) -> [Double] { solveTransposed(unit(start)) }

  /// A column of N: expected visits to one transient state from every one. O(t²).
  public func visits(to state: Int) -> [Double] { solve(unit(state)) }

  /// N, t × t. O(t³): large chains are served by single rows and columns.
  public var fundamental: Matrix { elimination.solve(Matrix.identity(transientCount)) }

  /// B = N·R, t × a: where the chain ends from each transient state; rows sum to 1.
  public var absorption: Matrix { elimination.solve(absorbing) }

  /// A column of B: how likely the chain ends in one absorbing state from each transient one. O(t²).
  public func absorption(into target: Int) -> [Double] {
    precondition(target >= 0 && target < absorbingCount, "The target is one of the absorbing states.")
    return solve((0..<transientCount).map { absorbing[$0, target] })
  }

  /// Expected steps until the chain ends, from each transient state.
  public var expectedSteps: [Double] { solve([Double](repeating: 1, count: transientCount)) }

  /// Variance of the steps until the chain ends, from each transient state.
  ///
  /// Equal to (2N − I)t − t∘t, but summed from the spread of each step: N·s, s_i the variance over one step from i of the
  /// steps that remain. Nothing is subtracted, so that it is never negative.
  public var varianceOfSteps: [Double] {
    let steps = expectedSteps
    let ended = [Double](repeating: 0, count: absorbingCount)
    return solve((0..<transientCount).map { varianceOfStep(from: $0, values: steps, ends: ended) })
  }

  /// The variance of a quantity over one step from a transient state.
  ///
  /// - Parameters:
  ///   - state: The transient state.
  ///   - values: The quantity at transient states, t.
  ///   - ends: The quantity at absorbing states, a.
  public func varianceOfStep(from state: Int, values: [Double], ends: [Double]) -> Double {
    precondition(values.count == transientCount && ends.count == absorbingCount, "The quantity has a value per state.")
    var mean = 0.0
    for j in 0..<transientCount { mean += transient[state, j] * values[j] }
    for x in 0..<absorbingCount { mean += absorbing[state, x] * ends[x] }
    var variance = 0.0
    for j in 0..<transientCount { variance += transient[state, j] * (values[j] - mean) * (values[j] - mean) }
    for x in 0..<absorbingCount { variance += absorbing[state, x] * (ends[x] - mean) * (ends[x] - mean) }
    return variance
  }

  /// How likely a state is visited at all, from each transient state: N_ij / N_jj. O(t²).
  public func visitProbabilities(of state: Int) -> [Double] {
    let visits = visits(to: state)
    return visits.map { min($0 / visits[state], 1) }
  }

  /// How likely each transient state is visited at all from one: N_ij / N_jj. O(t³), for the diagonal of N.
  public func visitProbabilities(from start: Int) -> [Double] {
    let fundamental = self.fundamental
    return (0..<transientCount).map { min(fundamental[start, $0] / fundamental[$0, $0], 1) }
  }

  func unit(_ state: Int) -> [Double] {
    precondition(state >= 0 && state < transientCount, "The state is one of the transient ones.")
    var result = [Double](repeating: 0, count: transientCount)
    result[state] = 1
    return result
  }
}
