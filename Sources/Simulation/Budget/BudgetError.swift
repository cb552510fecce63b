/// Why there is no plan for a budget; levers are named as they were given.
public enum BudgetError: Error, Sendable, Equatable {
  /// There is no lever.
  case noLevers
  /// Two levers have one name.
  case repeatedLever(String)
  /// The least that is spent on a lever is negative or not a finite number.
  case invalidMinimum(lever: String, minimum: Double)
  /// The most that is spent on a lever is below the least, or no number.
  case boundsCrossed(lever: String, minimum: Double, maximum: Double)
  /// A budget is negative or not a finite number.
  case invalidBudget(Double)
  /// The levers' least spends come to more than the budget.
  case budgetBelowMinimums(budget: Double, minimums: Double)
  /// What is maximized has no finite value, or no finite slope, at these shares.
  case objectiveNotFinite(shares: [Double])
  /// The optimizing library reports a failure of its own.
  case solverFailed(code: Int)

  /// The failure in one sentence.
  public var message: String {
    switch self {
    case .noLevers: "a budget needs at least one lever to be spent on"
    case .repeatedLever(let name): "two levers are named '\(name)'"
    case .invalidMinimum(let lever, let minimum):
      "the least spend on '\(lever)' is \(minimum), which is not a nonnegative number"
    case .boundsCrossed(let lever, let minimum, let maximum):
      "the most that '\(lever)' may cost is \(maximum), which is not at or above its least spend of \(minimum)"
    case .invalidBudget(let budget): "the budget is \(budget), which is not a nonnegative number"
    case .budgetBelowMinimums(let budget, let minimums):
      "the levers' least spends come to \(minimums), and the budget is only \(budget)"
    case .objectiveNotFinite(let shares):
      "what is to be maximized has no finite value and slope at the shares \(shares)"
    case .solverFailed(let code): "the optimizing library failed with code \(code)"
    }
  }
}
