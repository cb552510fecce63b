import Glibc

/// Counts of one row in several groups, each seen as a draw around a base of its own with one common concentration.
struct DirichletMultinomial: Sendable {
  /// One group's counts and the shares that it is drawn around.
  struct Group: Sendable {
    let total: Double
    /// The counts above 0, each with the base share of its cell.
    let cells: [(count: Double, share: Double)]
  }

  static let concentrations = 1e-3...1e4

  let groups: [Group]

  /// The logarithm of the marginal likelihood at a concentration, but for what does not depend on it.
  func logLikelihood(concentration: Double) -> Double {
    var sum = 0.0
    for group in groups {
      sum += SpecialFunctions.logGamma(concentration) - SpecialFunctions.logGamma(concentration + group.total)
      for (count, share) in group.cells {
        let mass = concentration * share
        sum += SpecialFunctions.logGamma(mass + count) - SpecialFunctions.logGamma(mass)
      }
    }
    return sum
  }

  /// The concentration of the largest marginal likelihood, within `concentrations` and to four digits.
  ///
  /// A grid of logarithms finds the peak, a golden-section search its place. Of equal peaks the one of the largest
  /// concentration is taken.
  var mostLikelyConcentration: Double {
    let (first, last) = (log(Self.concentrations.lowerBound), log(Self.concentrations.upperBound))
    let steps = 14
    let width = (last - first) / Double(steps)
    let values = (0...steps).map { logLikelihood(concentration: exp(first + width * Double($0))) }
    // Where nothing speaks for one concentration or the other, groups count as alike.
    let most = values.max()!
    let rounding = 1e-9 + 1e-12 * abs(most)
    let best = values.lastIndex { $0 >= most - rounding }!
    var low = first + width * Double(max(best - 1, 0))
    var high = first + width * Double(min(best + 1, steps))
    let ratio = 0.618_033_988_749_894_9
    var left = high - ratio * (high - low)
    var right = low + ratio * (high - low)
    var (atLeft, atRight) = (logLikelihood(concentration: exp(left)), logLikelihood(concentration: exp(right)))
    while high - low > 1e-4 {
      if atLeft >= atRight {
        (high, right, atRight) = (right, left, atLeft)
        left = high - ratio * (high - low)
        atLeft = logLikelihood(concentration: exp(left))
      } else {
        (low, left, atLeft) = (left, right, atRight)
        right = low + ratio * (high - low)
        atRight = logLikelihood(concentration: exp(right))
      }
    }
    let inside = exp((low + high) / 2)
    // A peak at the end of the range is that end itself.
    let end = exp(first + width * Double(best))
    let isEnd = values[best] >= logLikelihood(concentration: inside) - rounding
    if best == steps, isEnd { return Self.concentrations.upperBound }
    return best == 0 && isEnd ? end : inside
  }
}
