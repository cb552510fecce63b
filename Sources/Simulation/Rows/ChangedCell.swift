import Journeys

/// A transition probability that a scenario changes.
public struct ChangedCell: Sendable, Equatable {
  /// The group of customers; 0 = all.
  public let group: Int
  /// The chain it belongs to.
  public let chain: StateSpace.Chain
  /// States of the chain's `StateSpace`.
  public let from: Int
  public let to: Int
  /// Probability in the base.
  public let before: Double
  /// Probability in the scenario.
  public let after: Double
  /// Whether the step was ever seen, in any group.
  public let wasObserved: Bool
}

/// The cells a scenario changes in one chain of one group.
public struct RowDifference: Sendable {
  /// Row by row; empty where nothing changes.
  public let cells: [ChangedCell]
  /// Of the probability that moves, weighted by visits before the change, the share that goes where nobody went before;
  /// nil where nothing moves.
  public let unobservedShare: Double?

  /// - Parameters:
  ///   - base: The rows before.
  ///   - changed: The rows after, over the same states.
  ///   - group: The group of customers; 0 = all.
  ///   - observed: The edges that were seen, in any group.
  public init(_ base: ChainRows, _ changed: ChainRows, group: Int, observed: [ChainStatistics.Edge]) {
    let seen = Set(observed)
    var cells: [ChangedCell] = []
    var moved = 0.0
    var unobserved = 0.0
    let visits = base.visits
    for i in base.inner where base.isLeft(i) && changed.isLeft(i) {
      for j in 0..<base.stateCount {
        let (before, after) = (base.probabilities[i, j], changed.probabilities[i, j])
        // Rows made to sum to 1 again differ by rounding.
        guard (after - before).magnitude > 1e-14 else { continue }
        let wasObserved = seen.contains(ChainStatistics.Edge(from: i, to: j))
        cells.append(
          ChangedCell(
            group: group, chain: base.chain, from: i, to: j, before: before, after: after, wasObserved: wasObserved))
        let gain = max(0, after - before) * (visits?[i] ?? 0)
        moved += gain
        if !wasObserved { unobserved += gain }
      }
    }
    self.cells = cells
    unobservedShare = moved > 0 ? unobserved / moved : nil
  }
}
