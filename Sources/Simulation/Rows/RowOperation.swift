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

  /// What becomes of a probability.
  enum Amount: Sendable {
    case factor(Double)
    case points(Double)
    case value(Double)

    func applied(to probability: Double) -> Double {
      switch self {
      case .factor(let factor): probability * factor
      case .points(let points): probability + points
      case .value(let value): value
      }
    }
  }
}
