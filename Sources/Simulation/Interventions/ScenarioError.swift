import Journeys

/// Why a scenario cannot be applied, and to which part of it that is due.
public struct ScenarioError: Error, Sendable, Equatable {
  /// Why it cannot be applied.
  public enum Reason: Sendable, Equatable {
    /// A scenario without interventions.
    case noInterventions
    /// A name that the model does not know, where one of a kind was expected.
    case unknownPlace(Place, expected: Expectation)
    /// A place that cannot stand here, such as an end that customers would have to leave.
    case unusablePlace(Place, expected: Expectation)
    /// A share, of people or of a probability, below 0 or above 1.
    case shareOutOfRange(Double)
    /// A factor, score or number of points that is negative or not finite where it must not be.
    case amountOutOfRange(Double)
    /// A probability would be above 1.
    case probabilityAboveOne(from: Place, to: Place, value: Double)
    /// A probability would be below 0.
    case probabilityBelowZero(from: Place, to: Place, value: Double)
    /// What is taken is more than there is at the place it is taken from.
    case notEnough(Place, needed: Double, available: Double)
    /// All are lost at a touchpoint, and no place was named for them to go to.
    case allLost(Place)
    /// All probability is on one step: there is no other exit to give to in proportion.
    case noOtherExit(from: Place, to: Place)
    /// A touchpoint that only leads to itself cannot be removed.
    case leadsOnlyToItself(Place)
    /// A touchpoint without low, neutral and high states, or without their scores, has no mean score to lift.
    case noEmotionBands(Place)
    /// The score cannot rise so much; the most it can.
    case liftTooHigh(Place, score: Double, most: Double)
    /// Shares of starts do not sum to 1.
    case startSum(Double)
    /// Customers are sent to a place from which nobody of the group was seen to reach an end, or no longer can.
    case leadsNowhere(Place)
    /// An archetype that the model does not have, counted from 1.
    case unknownArchetype(Int, count: Int)
  }

  /// What kind of name should be where an unknown one is.
  public enum Expectation: Sendable, Equatable {
    /// A touchpoint, or one of its states.
    case touchpoint
    /// A place to go to: a touchpoint, (conversion) or (lost).
    case destination
    /// A place to leave: a touchpoint or (start).
    case origin
  }

  /// The intervention, in the order written from 0; nil where the scenario as a whole is meant.
  public var intervention: Int?
  /// The group of customers, 0 = all; nil where all are meant.
  public var group: Int?
  /// The chain; nil where both are meant.
  public var chain: StateSpace.Chain?
  /// Why it cannot be applied.
  public let reason: Reason

  public init(
    _ reason: Reason, intervention: Int? = nil, group: Int? = nil, chain: StateSpace.Chain? = nil
  ) {
    self.reason = reason
    self.intervention = intervention
    self.group = group
    self.chain = chain
  }
}
