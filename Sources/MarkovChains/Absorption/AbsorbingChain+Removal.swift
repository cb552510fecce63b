import LinearAlgebra

extension AbsorbingChain {
  /// How likely the chain ends in a target once every visit to some states ends it in an absorbing state at once.
  ///
  /// h' = h − N_0S N_SS⁻¹ (h_S − h_exit): what passes through the states S first is taken away. O(r·t²) for r states, or
  /// O((t − r)³) by elimination of the chain without them, where that costs less or N_SS is nearly singular.
  ///
  /// - Parameters:
  ///   - removed: Transient states, in any order, each once.
  ///   - exit: The absorbing state that the removed states now lead to.
  ///   - start: Where the chain begins; it may be removed itself.
  ///   - target: The absorbing state asked for.
  ///
  /// Source: Anderl, Becker, von Wangenheim and Schumann (2016); Woodbury's identity.
  public func absorption(
    from start: Int, into target: Int, sending removed: [Int], to exit: Int
  ) -> Double {
    precondition(removed.allSatisfy { $0 >= 0 && $0 < transientCount }, "Transient states are removed.")
    precondition(Set(removed).count == removed.count, "A state is removed once.")
    precondition(exit >= 0 && exit < absorbingCount, "Removed states lead to one of the absorbing states.")
    let kept = exit == target ? 1.0 : 0.0
    if removed.contains(start) { return kept }
    let t = Double(transientCount)
    let r = Double(removed.count)
    if r * t * t < (t - r) * (t - r) * (t - r) / 3,
      let updated = updatedAbsorption(from: start, into: target, sending: removed, kept: kept)
    {
      return updated
    }
    return eliminatedAbsorption(from: start, into: target, sending: removed, kept: kept)
  }

  /// 1 − h'/h: the share of what ends in the target that is lost when states are sent to another absorbing state.
  ///
  /// Nil when nothing ends in the target. See ``absorption(from:into:sending:to:)``.
  public func removalEffect(from start: Int, into target: Int, sending removed: [Int], to exit: Int) -> Double? {
    let before = absorption(into: target)[start]
    guard before > 0 else { return nil }
    return 1 - absorption(from: start, into: target, sending: removed, to: exit) / before
  }

  private func updatedAbsorption(from start: Int, into target: Int, sending removed: [Int], kept: Double) -> Double? {
    guard !removed.isEmpty else { return absorption(into: target)[start] }
    let h = absorption(into: target)
    let visits = visits(from: start)
    let columns = elimination.solve(units(removed))
    guard let system = try? LUDecomposition(columns.selecting(rows: removed)), system.reciprocalCondition > 1e-4 else {
      return nil
    }
    let weights = system.solve(removed.map { h[$0] - kept })
    var result = h[start]
    for (k, state) in removed.enumerated() { result -= visits[state] * weights[k] }
    return min(max(result, 0), 1)
  }

  private func eliminatedAbsorption(from start: Int, into target: Int, sending removed: [Int], kept: Double) -> Double {
    let isRemoved = Set(removed)
    let states = (0..<transientCount).filter { !isRemoved.contains($0) }
    var rest = Matrix(rows: states.count, columns: states.count)
    var exits: [Double] = []
    var right: [Double] = []
    for (i, from) in states.enumerated() {
      for (j, to) in states.enumerated() { rest[i, j] = transient[from, to] }
      let diverted = removed.reduce(0) { $0 + transient[from, $1] }
      exits.append(absorbing.row(from).reduce(diverted, +))
      right.append(absorbing[from, target] + diverted * kept)
    }
    guard let reduced = try? SubtractionFreeElimination(rest, exits: exits), let place = states.firstIndex(of: start)
    else { preconditionFailure("A chain that ends still ends when states are sent to its end.") }
    return reduced.solve(right)[place]
  }

  func units(_ states: [Int]) -> Matrix {
    var result = Matrix(rows: transientCount, columns: states.count)
    for (k, state) in states.enumerated() { result[state, k] = 1 }
    return result
  }
}
