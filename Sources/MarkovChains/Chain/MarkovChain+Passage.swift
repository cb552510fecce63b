import LinearAlgebra

extension MarkovChain {
  /// Expected steps until a state is first reached, from each state; nil where it is not reached for certain.
  ///
  /// From the state itself, the steps of one return. O(n³), by elimination without subtraction.
  ///
  /// Source: Kemeny and Snell (1960), chapters III and IV; Hunter (2016) for the elimination.
  public func meanPassageSteps(to target: Int, workers: Workers = Workers()) -> [Double?] {
    precondition(target >= 0 && target < stateCount, "The target is one of the states.")
    var isTarget = [Bool](repeating: false, count: stateCount)
    isTarget[target] = true
    let reaches = reachability.statesReaching(isTarget)
    // Whoever may get to where the target is out of reach, before the target, may never see it.
    let mayMiss = reachability.statesReaching(reaches.map { !$0 }, avoiding: target)
    let certain = (0..<stateCount).filter { !mayMiss[$0] && $0 != target }
    let steps = elimination(of: certain, into: [target], workers: workers).solve(
      [Double](repeating: 1, count: certain.count))
    var result = [Double?](repeating: nil, count: stateCount)
    for (place, state) in certain.enumerated() { result[state] = steps[place] }
    let followers = reachability.successors[target].filter { $0 != target }
    if followers.allSatisfy({ result[$0] != nil }) {
      result[target] = followers.reduce(1) { $0 + probabilities[target, $1] * (result[$1] ?? 0) }
    }
    return result
  }

  /// Expected steps until a state is first reached, for all pairs: `[from][to]`, the diagonal being returns.
  ///
  /// Nil where a state is not reached for certain. One elimination a target, O(n⁴), targets on all cores.
  public func meanPassageSteps(workers: Workers = Workers()) -> [[Double?]] {
    let columns = workers.map(pieces: stateCount) { meanPassageSteps(to: $0, workers: Workers(count: 1)) }
    return (0..<stateCount).map { i in columns.map { $0[i] } }
  }
}
