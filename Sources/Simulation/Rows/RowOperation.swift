import Journeys

/// An intervention in terms of the states of one chain.
enum RowOperation: Sendable {
  case recover([Int], share: Double, to: [Int]?)
  case move(from: [Int], to: [Int], by: Amount, takingFrom: [Int]?)
  case reroute(from: [Int], to: [Int], share: Double)
  case remove([Int], to: [Int]?)
  /// Low, neutral and high states with their scores.
  case lift([Int], scores: [Double], rise: Double)
  case start([(states: [Int], share: Double)])

  /// The same change by another number; as it is where it has none.
  func withAmount(_ amount: Double) -> RowOperation {
    switch self {
    case .recover(let states, _, let to): .recover(states, share: amount, to: to)
    case .move(let from, let to, let by, let source): .move(from: from, to: to, by: by.with(amount), takingFrom: source)
    case .reroute(let from, let to, _): .reroute(from: from, to: to, share: amount)
    case .lift(let states, let scores, _): .lift(states, scores: scores, rise: amount)
    case .remove, .start: self
    }
  }

  /// What becomes of a probability.
  enum Amount: Sendable {
    case factor(Double)
    case points(Double)
    case value(Double)

    func with(_ amount: Double) -> Amount {
      switch self {
      case .factor: .factor(amount)
      case .points: .points(amount)
      case .value: .value(amount)
      }
    }

    func applied(to probability: Double) -> Double {
      switch self {
      case .factor(let factor): probability * factor
      case .points(let points): probability + points
      case .value(let value): value
      }
    }
  }
}
