extension RetentionChain {
  /// d ln S(t) / d ln(1 − p_i,lapsed) of every state, the other edges of the row in proportion; n numbers.
  ///
  /// The exact derivative: Σ over steps of the contacts expected in i then, times the survival from i over the time that
  /// remains, over S. It is the number of contacts in i that those customers are expected to have had who are still
  /// there at t. nil where every contact in i is the last, for the end, for states left out, and where S(t) is 0.
  ///
  /// O(steps × edges × buckets + steps × n²).
  ///
  /// - Parameter horizon: t, above 0, in the units of the grid; S is ``RetentionCurve/survival(before:)``.
  public func elasticities(of horizon: Double) -> [Double?] {
    precondition(horizon > 0, "Retention is of a time to come.")
    let steps = RetentionCurve.steps(toReach: horizon, on: dwells.grid)
    let curve = RetentionCurve(self, stepCount: steps)
    let arrivals = RetentionArrivals(self, stepCount: steps)
    let (step, share) = curve.position(of: horizon)
    let survival = curve.survival(before: horizon)
    var result = [Double?](repeating: nil, count: stateCount)
    guard survival > 0 else { return result }
    for (place, state) in states.enumerated() where exits[place] < 1 {
      guard let contacts = arrivals.contacts(in: state) else { continue }
      let survivals = curve.survivals[place * curve.stride...place * curve.stride + steps]
      var sum = Self.convolution(contacts, survivals, at: step)
      if share > 0 { sum = (1 - share) * sum + share * Self.convolution(contacts, survivals, at: step + 1) }
      result[state] = sum / survival
    }
    return result
  }

  /// Σ_n first(n) second(step − n).
  private static func convolution(_ first: ArraySlice<Double>, _ second: ArraySlice<Double>, at step: Int) -> Double {
    var sum = 0.0
    for n in 0...step { sum += first[first.startIndex + n] * second[second.startIndex + step - n] }
    return sum
  }
}
