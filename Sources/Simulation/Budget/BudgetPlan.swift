/// How a budget is best spent, and what more or less money would do.
public struct BudgetPlan: Sendable, Equatable {
  /// The part of one lever.
  public struct Part: Sendable, Equatable {
    /// The lever's name.
    public let lever: String
    /// Within the lever's bounds.
    public let spend: Double
    /// What the spend buys, in 0...1.
    public let share: Double
    /// The change of the value with the next unit of money spent here; nil at the lever's maximum.
    public let gainOfNext: Double?
    /// What the last unit spent here adds; nil at the lever's minimum.
    public let gainOfLast: Double?
  }

  /// Something to know before the plan is used.
  public enum Note: Sendable, Equatable {
    /// Every lever is at its maximum, and part of the budget is left.
    case allLeversAtMaximum(unspent: Double)
    /// Part of the budget is left because no lever gains from it.
    case nothingGains(unspent: Double)
    /// The frontier ends at a budget because at the next, a larger one, the objective is not finite.
    case frontierEnds(at: Double, refused: Double)
  }

  /// What may be spent.
  public let budget: Double
  /// In the order of the levers; they sum to the budget at most, in floating point and in this order.
  public let parts: [Part]
  /// Where no money is spent at all.
  public let baseline: Double
  /// With the plan.
  public let value: Double
  /// What one more unit of budget gains, spent where it does most: never below 0, 0 where budget is left.
  ///
  /// A derivative: where a table has a threshold ahead, more may come of more money, which the frontier shows.
  public let gainOfNext: Double
  /// Whether no exchange of money between two levers gains at first order, or none gains more than rounding.
  public let converged: Bool
  /// Empty where there is nothing to say.
  public let notes: [Note]
  /// The best plan at budgets from 0, or from the sum of the least spends, to a multiple; empty where none was asked for.
  public let frontier: [FrontierPoint]

  /// What is spent on each lever.
  public var spends: [Double] { parts.map(\.spend) }
  /// What is spent in all.
  public var total: Double { SpendRegion.total(spends) }
  /// What is left of the budget.
  public var unspent: Double { max(0, budget - total) }
  /// Value less baseline.
  public var gain: Double { value - baseline }
}

/// The best that a budget achieves.
public struct FrontierPoint: Sendable, Equatable {
  /// What may be spent.
  public let budget: Double
  /// In the order of the levers.
  public let spends: [Double]
  /// The objective with the best plan found.
  public let value: Double
}

extension BudgetPlan {
  /// Describes spends that were found best.
  ///
  /// - Parameters:
  ///   - search: The search for the budget of the problem.
  ///   - refused: The budget at which the frontier would go on, had its shares a finite value.
  init(
    _ point: SpendPoint, by search: LocalBudgetSearch, baseline: Double, frontier: [FrontierPoint], refused: Double?
  ) {
    let problem = search.problem
    let levers = problem.levers
    let region = search.region
    let more = problem.slopes(at: point, in: region, toward: .more)
    let less = problem.slopes(at: point, in: region, toward: .less)
    let shares = problem.shares(of: point.spends)
    let unspent = region.unspent(point.spends)
    let marked = levers.indices.map { region.snapped(point.spends[$0], lever: $0) }
    let full = levers.indices.allSatisfy { marked[$0] >= levers[$0].maximum }
    budget = problem.budget
    parts = levers.indices.map {
      Part(
        lever: levers[$0].name, spend: point.spends[$0], share: shares[$0],
        gainOfNext: marked[$0] < levers[$0].maximum ? more[$0] : nil,
        gainOfLast: marked[$0] > levers[$0].minimum ? less[$0] : nil)
    }
    self.baseline = baseline
    value = point.value
    gainOfNext = parts.reduce(0) { max($0, $1.gainOfNext ?? 0) }
    let scale = (more + less).reduce(0) { max($0, $1.magnitude) }
    let exchange = SpendExchange.best(at: point, in: region, of: problem)
    converged =
      exchange.map { $0.gain <= Self.slopeTolerance * scale || !search.isWorthwhile($0.gain, at: point) } ?? true
    var notes: [Note] = []
    if unspent > region.grain {
      notes.append(full ? .allLeversAtMaximum(unspent: unspent) : .nothingGains(unspent: unspent))
    }
    if let last = frontier.last, let refused { notes.append(.frontierEnds(at: last.budget, refused: refused)) }
    self.notes = notes
    self.frontier = frontier
  }

  /// How far slopes may differ at an optimum, as a part of the steepest.
  private static let slopeTolerance = 1e-6
}
