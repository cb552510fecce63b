/// An interval of a probability, within 0...1.
public struct ProbabilityInterval: Sendable, Equatable {
  /// Lower limit, in 0...1.
  public let low: Double
  /// Upper limit, at least the lower one, in 0...1.
  public let high: Double

  public init(low: Double, high: Double) {
    precondition(low >= 0 && low <= high && high <= 1, "An interval of a probability rises within 0 and 1.")
    self.low = low
    self.high = high
  }

  /// The interval of a share of trials, by the score test.
  ///
  /// Never leaves 0...1, and does not shrink to a point at no success or no failure. `0...1` without trials.
  ///
  /// - Parameters:
  ///   - successes: In 0...`trials`; may be fractional.
  ///   - trials: At least 0.
  ///   - level: Coverage, above 0 and below 1, such as 0.95.
  ///
  /// Source: Wilson (1927).
  public static func wilson(successes: Double, trials: Double, level: Double) -> ProbabilityInterval {
    precondition(successes >= 0 && successes <= trials && trials < .infinity, "Successes are some of the trials.")
    precondition(level > 0 && level < 1, "A level of coverage lies between 0 and 1.")
    guard trials > 0 else { return ProbabilityInterval(low: 0, high: 1) }
    let z = SpecialFunctions.normalQuantile((1 + level) / 2)
    let share = successes / trials
    let z2n = z * z / trials
    let center = share + z2n / 2
    let reach = (z2n * (share * (1 - share) + z2n / 4)).squareRoot()
    // Rounding must not move a bound off 0 or 1, nor past the share itself.
    let low = successes == 0 ? 0 : min(max((center - reach) / (1 + z2n), 0), share)
    let high = successes == trials ? 1 : max(min((center + reach) / (1 + z2n), 1), share)
    return ProbabilityInterval(low: low, high: high)
  }

  /// The equal-tailed interval of a beta variable; a parameter of 0 is the point at its end.
  ///
  /// - Parameters:
  ///   - alpha: At least 0, the mass on success.
  ///   - beta: At least 0, the mass on failure; not 0 together with `alpha`.
  ///   - level: Coverage, above 0 and below 1.
  public static func beta(alpha: Double, beta: Double, level: Double) -> ProbabilityInterval {
    precondition(alpha >= 0 && beta >= 0 && alpha + beta > 0, "A beta variable has mass.")
    precondition(level > 0 && level < 1, "A level of coverage lies between 0 and 1.")
    if alpha == 0 { return ProbabilityInterval(low: 0, high: 0) }
    if beta == 0 { return ProbabilityInterval(low: 1, high: 1) }
    let low = SpecialFunctions.betaQuantile((1 - level) / 2, alpha: alpha, beta: beta)
    let high = SpecialFunctions.betaQuantile((1 + level) / 2, alpha: alpha, beta: beta)
    return ProbabilityInterval(low: low, high: max(low, high))
  }

  /// The smallest interval around this one and a probability.
  public func widened(toContain probability: Double) -> ProbabilityInterval {
    ProbabilityInterval(low: min(low, probability), high: max(high, probability))
  }
}
