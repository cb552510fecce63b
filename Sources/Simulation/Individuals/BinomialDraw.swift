import MarkovChains

/// Counts of independent trials: the realized number of customers of whom so many are expected.
public enum BinomialDraw {
  /// Above this variance the expansion alone is right to a small part of a count.
  private static let largeVariance = 1000.0

  /// The least count at which the distribution of successes reaches a probability.
  ///
  /// Exact up to a variance of 1,000; beyond by the expansion of Cornish and Fisher (1938), to a count or less.
  ///
  /// - Parameters:
  ///   - level: Between 0 and 1, such as a uniform random number.
  ///   - trials: n, at least 0.
  ///   - probability: Of a success, 0 to 1.
  public static func quantile(_ level: Double, trials: Int, probability: Double) -> Int {
    precondition(trials >= 0 && probability >= 0 && probability <= 1, "Trials succeed with a probability.")
    if trials == 0 || probability == 0 { return 0 }
    if probability == 1 { return trials }
    let mean = Double(trials) * probability
    let deviation = (mean * (1 - probability)).squareRoot()
    let z = SpecialFunctions.normalQuantile(min(max(level, 1e-15), 1 - 1e-15))
    // Cornish–Fisher begins within a count or two; single steps settle it.
    let begun = mean + z * deviation + (1 - 2 * probability) * (z * z - 1) / 6 - 0.5
    var count = Int(min(max(begun.rounded(), 0), Double(trials)))
    if deviation * deviation > largeVariance { return count }
    while count > 0, cumulative(count - 1, trials, probability) >= level { count -= 1 }
    while count < trials, cumulative(count, trials, probability) < level { count += 1 }
    return count
  }

  /// P(at most `count` successes).
  private static func cumulative(_ count: Int, _ trials: Int, _ probability: Double) -> Double {
    count >= trials
      ? 1
      : SpecialFunctions.betaCumulative(1 - probability, alpha: Double(trials - count), beta: Double(count + 1))
  }
}
