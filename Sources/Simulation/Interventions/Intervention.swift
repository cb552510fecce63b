/// A change of what customers do at a touchpoint.
///
/// Shares and probabilities are between 0 and 1; whether they are is checked when the intervention is applied
/// (``ScenarioError``).
public enum Intervention: Sendable, Equatable {
  /// A share of those who would be lost (or lapse) at a touchpoint go on: to one place, else over its other exits in
  /// proportion.
  case recover(Place, share: Double, to: Place? = nil)
  /// A probability times a factor.
  case scale(Step, factor: Double)
  /// A probability plus a number.
  case add(Step, points: Double)
  /// A probability set to a value.
  case set(Step, value: Double)
  /// A share of arrivals at one place arrive at another instead.
  case reroute(from: Place, to: Place, share: Double)
  /// Those who would meet a touchpoint continue where it would have sent them, or all go to one place.
  case remove(Place, to: Place? = nil)
  /// The mean score of a touchpoint with emotion bands rises.
  case lift(Place, score: Double)
  /// Where journeys begin.
  case start([StartShare])

  /// A step between two places whose probability changes.
  public struct Step: Sendable, Equatable {
    /// Where the step begins.
    public let from: Place
    /// Where it leads.
    public let to: Place
    /// Where the probability is taken from or given to; nil for the other exits in proportion.
    public let takingFrom: Place?

    public init(from: Place, to: Place, takingFrom: Place? = nil) {
      self.from = from
      self.to = to
      self.takingFrom = takingFrom
    }
  }

  /// The share of journeys that begin at a place.
  public struct StartShare: Sendable, Equatable {
    /// Where journeys begin.
    public let place: Place
    /// Of all journeys, 0 to 1; the shares of a start sum to 1.
    public let share: Double

    public init(_ place: Place, _ share: Double) {
      self.place = place
      self.share = share
    }
  }

  /// The same intervention with another share, factor, number of points, value or rise of the score.
  ///
  /// Nil where there is no one number: where journeys begin, and removals.
  public func withAmount(_ amount: Double) -> Intervention? {
    switch self {
    case .recover(let place, _, let to): .recover(place, share: amount, to: to)
    case .scale(let step, _): .scale(step, factor: amount)
    case .add(let step, _): .add(step, points: amount)
    case .set(let step, _): .set(step, value: amount)
    case .reroute(let from, let to, _): .reroute(from: from, to: to, share: amount)
    case .lift(let place, _): .lift(place, score: amount)
    case .remove, .start: nil
    }
  }
}
