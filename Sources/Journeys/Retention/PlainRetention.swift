import MarkovChains

/// Retention in a plain chain some states of which end it: churned, say, where the others are a month's status.
public enum PlainRetention {
  /// 1 − P(an end was met by step t), for t in `0...horizon`. O(horizon × n²).
  ///
  /// - Parameters:
  ///   - chain: What is run.
  ///   - start: Share of each state at step 0; they sum to 1. Who begins at an end is never retained.
  ///   - ends: The states that end it, whatever the chain does after them.
  ///   - horizon: The last step, at least 0.
  public static func survival(_ chain: MarkovChain, from start: [Double], ends: [Int], horizon: Int) -> [Double] {
    precondition(horizon >= 0, "Time does not run backwards.")
    precondition(start.count == chain.stateCount, "Every state has its share of the start.")
    precondition(ends.allSatisfy { $0 >= 0 && $0 < chain.stateCount }, "The chain ends in some of its states.")
    var current = start
    return (0...horizon).map { step in
      if step > 0 { current = chain.distribution(after: 1, from: current) }
      for end in ends { current[end] = 0 }
      return min(current.reduce(0, +), 1)
    }
  }

  /// Share of the sequences that begin in each state; nil without any.
  public static func starts(of chain: ChainSequences) -> [Double]? {
    var shares = [Double](repeating: 0, count: chain.space.count)
    var total = 0.0
    for journey in 0..<chain.journeyCount {
      let range = chain.sequences.range(of: journey)
      guard !range.isEmpty else { continue }
      shares[Int(chain.sequences.states[range.lowerBound])] += chain.weight(ofJourney: journey)
      total += chain.weight(ofJourney: journey)
    }
    return total > 0 ? shares.map { $0 / total } : nil
  }
}
