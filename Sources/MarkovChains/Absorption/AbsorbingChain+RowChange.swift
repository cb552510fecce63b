import LinearAlgebra

extension AbsorbingChain {
  /// A transient state with new probabilities.
  public struct RowChange: Sendable, Equatable {
    /// The transient state.
    public let state: Int
    /// Its new row: t probabilities of transient states, then a of absorbing ones.
    public let probabilities: [Double]

    public init(state: Int, probabilities: [Double]) {
      self.state = state
      self.probabilities = probabilities
    }
  }

  /// How likely the chain ends in a target once some rows are changed.
  ///
  /// h' = h + N_0S (I − D N_S)⁻¹ D h with D the changes of the rows S; for one row, h + N_0i (d·h) / (1 − Σ d_k N_ki).
  /// O(r·t²) for r rows. Where the update would lose more than about four digits, the changed chain is solved anew.
  ///
  /// - Parameters:
  ///   - changes: At most one for each state; probabilities summing to 1 within 10⁻⁹.
  ///   - start: Where the chain begins.
  ///   - target: The absorbing state asked for.
  /// - Throws: ``MarkovChainError`` when a new row is none, or some state no longer reaches an absorbing state.
  ///
  /// Source: Sherman and Morrison (1950), Woodbury (1950).
  public func absorption(
    from start: Int, into target: Int, changing changes: [RowChange]
  ) throws(MarkovChainError) -> Double {
    precondition(start >= 0 && start < transientCount, "The start is one of the transient states.")
    precondition(Set(changes.map(\.state)).count == changes.count, "A row is changed once.")
    var rows: [[Double]] = []
    for change in changes { rows.append(try normalizedRow(change)) }
    let h = absorption(into: target)
    if changes.isEmpty { return h[start] }
    if let updated = updatedAbsorption(from: start, into: target, states: changes.map(\.state), rows: rows, h: h) {
      return updated
    }
    return try changed(states: changes.map(\.state), rows: rows).absorption(into: target)[start]
  }

  /// The chain with some rows changed, factorized anew.
  ///
  /// - Throws: As ``absorption(from:into:changing:)`` does.
  public func changing(_ changes: [RowChange]) throws(MarkovChainError) -> AbsorbingChain {
    var rows: [[Double]] = []
    for change in changes { rows.append(try normalizedRow(change)) }
    return try changed(states: changes.map(\.state), rows: rows)
  }

  private func normalizedRow(_ change: RowChange) throws(MarkovChainError) -> [Double] {
    precondition(change.state >= 0 && change.state < transientCount, "Rows of transient states are changed.")
    precondition(change.probabilities.count == transientCount + absorbingCount, "A row has a probability per state.")
    for (j, p) in change.probabilities.enumerated() where !(p >= 0 && p < .infinity) {
      throw .invalidProbability(from: change.state, to: j, value: p)
    }
    let sum = change.probabilities.reduce(0, +)
    guard (sum - 1).magnitude <= ProbabilityRows.tolerance else { throw .rowSum(state: change.state, sum: sum) }
    return change.probabilities.map { $0 / sum }
  }

  private func updatedAbsorption(
    from start: Int, into target: Int, states: [Int], rows: [[Double]], h: [Double]
  ) -> Double? {
    let columns = elimination.solve(units(states))
    let r = states.count
    var system = Matrix.identity(r)
    var right = [Double](repeating: 0, count: r)
    // The size of the terms that each element of the system is a difference of.
    var scale = 1.0
    for (a, state) in states.enumerated() {
      for j in 0..<transientCount {
        let change = rows[a][j] - transient[state, j]
        guard change != 0 else { continue }
        right[a] += change * h[j]
        for b in 0..<r {
          system[a, b] -= change * columns[j, b]
          scale = max(scale, change.magnitude * columns[j, b])
        }
      }
      right[a] += rows[a][transientCount + target] - absorbing[state, target]
    }
    guard let factors = try? LUDecomposition(system) else { return nil }
    let norm = (0..<r).map { b in (0..<r).reduce(0) { $0 + system[$1, b].magnitude } }.max() ?? 0
    guard factors.reciprocalCondition * norm > 1e-4 * scale else { return nil }
    let weights = factors.solve(right)
    var result = h[start]
    for a in 0..<r { result += columns[start, a] * weights[a] }
    return min(max(result, 0), 1)
  }

  private func changed(states: [Int], rows: [[Double]]) throws(MarkovChainError) -> AbsorbingChain {
    var transient = transient
    var absorbing = absorbing
    for (state, row) in zip(states, rows) {
      for j in 0..<transientCount { transient[state, j] = row[j] }
      for x in 0..<absorbingCount { absorbing[state, x] = row[transientCount + x] }
    }
    return try AbsorbingChain(transient: transient, absorbing: absorbing)
  }
}
