/// Something that money can improve, and how much of it may be spent there.
public struct Lever: Sendable, Equatable {
  /// Unique among the levers of a problem.
  public let name: String
  /// What share a spend buys.
  public let response: ResponseCurve
  /// The least that is spent, in the unit of the budget.
  public let minimum: Double
  /// The most that is spent; infinite where only the budget limits it.
  public let maximum: Double

  /// - Throws: ``BudgetError/invalidMinimum(lever:minimum:)``, ``BudgetError/boundsCrossed(lever:minimum:maximum:)``.
  public init(
    name: String, response: ResponseCurve, minimum: Double = 0, maximum: Double = .infinity
  ) throws(BudgetError) {
    guard minimum >= 0, minimum.isFinite else { throw .invalidMinimum(lever: name, minimum: minimum) }
    guard maximum >= minimum else { throw .boundsCrossed(lever: name, minimum: minimum, maximum: maximum) }
    self.name = name
    self.response = response
    self.minimum = minimum
    self.maximum = maximum
  }
}
