/// How much every possible transition counts before any is seen.
public enum TransitionPrior: Sendable, Equatable {
  /// Nothing: probabilities are shares of counts.
  case none
  /// 1 a possible cell.
  case laplace
  /// ½ a possible cell.
  case jeffreys
  /// The given mass a possible cell, at least 0.
  case mass(Double)

  /// The mass a possible cell.
  public var massPerCell: Double {
    switch self {
    case .none: 0
    case .laplace: 1
    case .jeffreys: 0.5
    case .mass(let value): value
    }
  }
}

/// How intervals of transition probabilities are made.
public enum IntervalMethod: String, Sendable, CaseIterable {
  /// By the score test on the counts alone; see ``ProbabilityInterval/wilson(successes:trials:level:)``.
  case wilson
  /// Equal tails of the beta marginal of the Dirichlet posterior; without a prior, of the posterior under ½ a possible cell.
  case bayes
}
