import LinearAlgebra
import Simulation

/// Problems with known answers, and ways to find answers without the optimizer.
enum BudgetCases {
  /// The weighted sum of shares.
  static func weightedSum(_ weights: [Double]) -> BudgetProblem.Objective {
    { shares in
      BudgetProblem.Evaluation(value: zip(weights, shares).reduce(0) { $0 + $1.0 * $1.1 }, gradient: weights)
    }
  }

  /// Conversion of a chain of three touchpoints, each losing part of its customers, where a share of those is recovered.
  ///
  /// All begin at 0; touchpoint k converts `convert`, sends `onward` to the next (the last sends it to 0), loses the rest. A
  /// share s of the lost goes on over the other exits in proportion, which multiplies both by 1 + s·lost / (1 − lost).
  static let recovery: BudgetProblem.Objective = { shares in
    let convert = [0.05, 0.1, 0.3]
    let onward = [0.6, 0.4, 0.2]
    let factors = (0..<3).map { k in
      let kept = convert[k] + onward[k]
      return (1 + shares[k] * (1 - kept) / kept, (1 - kept) / kept)
    }
    let c = (0..<3).map { convert[$0] * factors[$0].0 }
    let o = (0..<3).map { onward[$0] * factors[$0].0 }
    let numerator = c[0] + o[0] * c[1] + o[0] * o[1] * c[2]
    let denominator = 1 - o[0] * o[1] * o[2]
    // The sums in which each touchpoint takes part, over its own factor.
    let parts = [numerator, o[0] * c[1] + o[0] * o[1] * c[2], o[0] * o[1] * c[2]]
    let gradient = (0..<3).map { k in
      (parts[k] * denominator + numerator * o[0] * o[1] * o[2]) / (denominator * denominator) * factors[k].1
        / factors[k].0
    }
    return BudgetProblem.Evaluation(value: numerator / denominator, gradient: gradient)
  }

  static func saturating(
    _ name: String, _ limit: Double, _ halfAt: Double, minimum: Double = 0, maximum: Double = .infinity
  ) throws -> Lever {
    try Lever(
      name: name, response: ResponseCurve(limit: limit, halfAt: halfAt), minimum: minimum, maximum: maximum)
  }

  static func table(
    _ name: String, _ rows: [(Double, Double)], minimum: Double = 0, maximum: Double = .infinity
  ) throws -> Lever {
    try Lever(
      name: name, response: ResponseCurve(table: rows.map { ResponseCurve.Point(spend: $0, share: $1) }),
      minimum: minimum, maximum: maximum)
  }

  /// Three levers with random responses, half of them tables with random steps, and random bounds.
  static func randomLevers(seed: UInt64) throws -> [Lever] {
    var stream = RandomStream(seed: seed, path: 99)
    return try (0..<3).map { k in
      let minimum = stream.uniform() < 0.3 ? (10 * stream.uniform()).rounded() : 0
      let maximum = stream.uniform() < 0.5 ? minimum + (20 + 60 * stream.uniform()).rounded() : .infinity
      guard stream.uniform() < 0.5 else {
        return try saturating(
          "lever \(k)", 0.1 + 0.8 * stream.uniform(), 5 + 60 * stream.uniform(), minimum: minimum, maximum: maximum)
      }
      var rows = [(0.0, 0.0)]
      for _ in 0..<5 {
        let rise = stream.uniform() < 0.4 ? 0 : 0.2 * stream.uniform()
        rows.append((rows[rows.count - 1].0 + (5 + 20 * stream.uniform()).rounded(), rows[rows.count - 1].1 + rise))
      }
      return try table("lever \(k)", rows, minimum: minimum, maximum: maximum)
    }
  }

  /// The best value on a grid of three levers, every split of the budget in `steps` and whatever is left unspent.
  static func bruteForce(_ problem: BudgetProblem, steps: Int) -> Double {
    let step = problem.budget / Double(steps)
    let choices = problem.levers.map { lever in
      (0...steps).map { Double($0) * step }.filter { lever.minimum <= $0 && $0 <= lever.maximum } + [lever.minimum]
    }
    var best = -Double.infinity
    for first in choices[0] {
      for second in choices[1] where first + second <= problem.budget {
        for third in choices[2] where first + second + third <= problem.budget {
          best = max(best, problem.objective(problem.shares(of: [first, second, third])).value)
        }
      }
    }
    return best
  }
}
