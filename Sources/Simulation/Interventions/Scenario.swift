/// Interventions that are made together, on whom, and what they cost.
public struct Scenario: Sendable, Equatable {
  /// What reports call it.
  public var name: String
  /// In the order in which they apply.
  public var interventions: [Intervention]
  /// The share of customers who live in the changed world, 0 to 1.
  public var adoption: Double
  /// The archetypes changed, from 1; nil for all customers.
  public var archetypes: [Int]?
  /// What it costs; nothing by default.
  public var cost: Cost

  /// Money spent on a scenario.
  public struct Cost: Sendable, Equatable {
    /// When it begins.
    public var once: Double
    /// In every period.
    public var perPeriod: Double

    public init(once: Double = 0, perPeriod: Double = 0) {
      self.once = once
      self.perPeriod = perPeriod
    }
  }

  public init(
    name: String, interventions: [Intervention], adoption: Double = 1, archetypes: [Int]? = nil, cost: Cost = Cost()
  ) {
    self.name = name
    self.interventions = interventions
    self.adoption = adoption
    self.archetypes = archetypes
    self.cost = cost
  }
}
