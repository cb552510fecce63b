/// The transitions that can happen; all others have probability 0 whatever the prior.
public struct PossibleCells: Sendable, Equatable {
  /// Number of states.
  public let stateCount: Int
  /// For each state, the states that can follow, rising.
  public let successors: [[Int]]

  /// The cells with a count above 0.
  public init(of counts: TransitionCounts) {
    stateCount = counts.stateCount
    successors = (0..<counts.stateCount).map { i in
      (0..<counts.stateCount).filter { counts.counts[i, $0] > 0 }
    }
  }

  /// The cells with a count above 0 in any of some tables between the same states.
  public init(ofAll tables: [TransitionCounts]) {
    var all = TransitionCounts(stateCount: tables.first?.stateCount ?? 0)
    for table in tables { all.add(table) }
    self.init(of: all)
  }

  /// Every state can follow every one.
  public init(allOf stateCount: Int) {
    self.stateCount = stateCount
    successors = Array(repeating: Array(0..<stateCount), count: stateCount)
  }

  /// Whether a transition can happen.
  public func contains(from i: Int, to j: Int) -> Bool {
    let row = successors[i]
    var (low, high) = (0, row.count)
    while low < high {
      let middle = (low + high) / 2
      if row[middle] < j { low = middle + 1 } else { high = middle }
    }
    return low < row.count && row[low] == j
  }

  /// Whether every transition that was counted can happen.
  func contains(_ counts: TransitionCounts) -> Bool {
    (0..<stateCount).allSatisfy { i in
      let counted = counts.counts.row(i).reduce(into: 0) { $0 += $1 > 0 ? 1 : 0 }
      return counted == successors[i].reduce(into: 0) { $0 += counts.counts[i, $1] > 0 ? 1 : 0 }
    }
  }
}
