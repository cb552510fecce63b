/// Levers, the money for them, and what it should achieve.
public struct BudgetProblem: Sendable {
  /// What is maximized, at some shares or spends.
  public struct Evaluation: Sendable, Equatable {
    /// The objective.
    public let value: Double
    /// The derivative with respect to each lever's share, or spend.
    public let gradient: [Double]

    public init(value: Double, gradient: [Double]) {
      self.value = value
      self.gradient = gradient
    }
  }

  /// The value and exact gradient at the shares of the levers, each in 0...1; smooth, and equal for equal shares.
  public typealias Objective = @Sendable (_ shares: [Double]) -> Evaluation

  /// In the order of shares and spends.
  public let levers: [Lever]
  /// The most that all levers together may cost.
  public let budget: Double
  /// What is maximized.
  public let objective: Objective
  /// The value alone, where that takes less; nil leaves it to ``objective``.
  public let valueAlone: (@Sendable (_ shares: [Double]) -> Double)?

  /// - Throws: ``BudgetError`` for no levers, a name that comes twice, a budget that is no amount of money or below the
  ///   levers' least spends.
  public init(
    levers: [Lever], budget: Double, valueAlone: (@Sendable ([Double]) -> Double)? = nil,
    objective: @escaping Objective
  ) throws(BudgetError) {
    guard !levers.isEmpty else { throw .noLevers }
    for (k, lever) in levers.enumerated() where levers[..<k].contains(where: { $0.name == lever.name }) {
      throw .repeatedLever(lever.name)
    }
    guard budget >= 0, budget.isFinite else { throw .invalidBudget(budget) }
    let minimums = levers.reduce(0) { $0 + $1.minimum }
    guard minimums <= budget else { throw .budgetBelowMinimums(budget: budget, minimums: minimums) }
    self.levers = levers
    self.budget = budget
    self.objective = objective
    self.valueAlone = valueAlone
  }

  /// The share that each lever's spend buys.
  public func shares(of spends: [Double]) -> [Double] {
    precondition(spends.count == levers.count, "Every lever has its spend.")
    return zip(levers, spends).map { $0.response.share(at: $1) }
  }

  /// The value at some spends, and its derivative with respect to each of them, from the right.
  ///
  /// - Throws: ``BudgetError/objectiveNotFinite(shares:)``.
  public func evaluate(_ spends: [Double]) throws(BudgetError) -> Evaluation {
    let point = try point(at: spends)
    return Evaluation(
      value: point.value,
      gradient: levers.indices.map { point.shareGradient[$0] * levers[$0].response.slope(at: spends[$0]) })
  }

  func value(at spends: [Double]) throws(BudgetError) -> Double {
    guard let valueAlone else { return try point(at: spends).value }
    let shares = shares(of: spends)
    let value = valueAlone(shares)
    guard value.isFinite else { throw .objectiveNotFinite(shares: shares) }
    return value
  }

  func point(at spends: [Double]) throws(BudgetError) -> SpendPoint {
    let shares = shares(of: spends)
    let evaluation = objective(shares)
    precondition(evaluation.gradient.count == levers.count, "An objective has a derivative for every lever.")
    guard evaluation.value.isFinite, evaluation.gradient.allSatisfy(\.isFinite) else {
      throw .objectiveNotFinite(shares: shares)
    }
    return SpendPoint(spends: spends, value: evaluation.value, shareGradient: evaluation.gradient)
  }
}

/// Spends that were evaluated.
struct SpendPoint: Sendable {
  let spends: [Double]
  let value: Double
  /// The derivative of the value with respect to each share.
  let shareGradient: [Double]
}
