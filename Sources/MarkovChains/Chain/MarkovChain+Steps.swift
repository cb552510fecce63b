extension MarkovChain {
  /// The distribution over states some steps after a distribution. O(steps·n²).
  ///
  /// - Parameters:
  ///   - steps: At least 0.
  ///   - start: n weights; their sum is kept.
  public func distribution(after steps: Int, from start: [Double]) -> [Double] {
    precondition(steps >= 0, "Time does not run backwards.")
    precondition(start.count == stateCount, "A distribution has a share for every state.")
    var current = start
    for _ in 0..<steps { current = step(current) }
    return current
  }

  /// The distribution over states some steps after one state.
  public func distribution(after steps: Int, from start: Int) -> [Double] {
    distribution(after: steps, from: unit(start))
  }

  /// 1 − P(one of some states was visited by step k), for k in `0...horizon`. O(horizon·n²).
  ///
  /// Summed over what has not ended yet, so that a small remainder keeps its digits.
  ///
  /// - Parameters:
  ///   - start: Share of each state at step 0; they sum to 1. What begins at an end never survives.
  ///   - ends: The states that end it, absorbing or not.
  ///   - horizon: The last step, at least 0.
  public func survival(from start: [Double], ends: [Int], horizon: Int) -> [Double] {
    precondition(horizon >= 0, "Time does not run backwards.")
    precondition(start.count == stateCount, "Every state has its share of the start.")
    precondition(ends.allSatisfy { $0 >= 0 && $0 < stateCount }, "The chain ends in some of its states.")
    var current = start
    return (0...horizon).map { number in
      if number > 0 { current = step(current) }
      for end in ends { current[end] = 0 }
      return min(current.reduce(0, +), 1)
    }
  }

  /// The same of a chain that begins in one state.
  public func survival(from start: Int, ends: [Int], horizon: Int) -> [Double] {
    survival(from: unit(start), ends: ends, horizon: horizon)
  }

  private func unit(_ state: Int) -> [Double] {
    precondition(state >= 0 && state < stateCount, "The start is one of the states.")
    var result = [Double](repeating: 0, count: stateCount)
    result[state] = 1
    return result
  }

  private func step(_ current: [Double]) -> [Double] {
    var next = [Double](repeating: 0, count: stateCount)
    for i in 0..<stateCount where current[i] != 0 {
      probabilities.withRow(i) { row in
        for j in 0..<row.count { next[j] += current[i] * row[j] }
      }
    }
    return next
  }
}
