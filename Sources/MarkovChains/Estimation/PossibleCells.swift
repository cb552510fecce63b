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

  /// Every state can follow every other one.
  public init(allOf stateCount: Int) {
    self.stateCount = stateCount
    successors = Array(repeating: Array(0..<stateCount), count: stateCount)
  }
}
