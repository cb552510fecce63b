import Glibc
import MarkovChains

/// A share that survives, with limits.
public struct SurvivalEstimate: Sendable, Equatable {
  /// Share that had not lapsed.
  public let survival: Double
  /// Variance of ``survival``; nil at 0.
  public let variance: Double?
  /// Limits; nil at 0 and 1, where the data do not tell how wide they are.
  public let limits: ProbabilityInterval?

  /// - Parameters:
  ///   - logVariance: Variance of ln S.
  ///   - level: Coverage of the limits, above 0 and below 1.
  init(survival: Double, logVariance: Double, level: Double) {
    precondition(level > 0 && level < 1, "A level of coverage lies between 0 and 1.")
    self.survival = survival
    variance = survival > 0 ? survival * survival * logVariance : nil
    guard survival > 0, survival < 1 else {
      limits = nil
      return
    }
    // ln(−ln S) is closer to normal than S, and its limits never leave 0...1.
    let reach = SpecialFunctions.normalQuantile((1 + level) / 2) * logVariance.squareRoot() / -log(survival)
    limits = ProbabilityInterval(low: pow(survival, exp(reach)), high: pow(survival, exp(-reach)))
  }
}

/// What became of the subjects in one period of their time.
public struct RetentionPeriod: Sendable, Equatable {
  /// k: the period is [k·length, (k + 1)·length).
  public let number: Int
  /// k·length.
  public let start: Double
  /// (k + 1)·length, itself not in the period.
  public let end: Double
  /// Subjects still followed, and not lapsed, when the period begins.
  public let atRisk: Int
  /// Lapses within the period.
  public let lapsed: Int
  /// Subjects whose following ended within the period without a lapse.
  public let censored: Int
  /// S just before the end; nil where nobody was followed so far and some had not lapsed.
  public let retained: SurvivalEstimate?
}

extension KaplanMeier {
  /// The estimate period by period, from time 0.
  ///
  /// - Parameters:
  ///   - length: D, above 0; period k is [kD, (k + 1)D).
  ///   - count: How many periods; by default up to the one with the longest duration.
  ///   - level: Coverage of the limits.
  public func periods(length: Double, count: Int? = nil, level: Double) -> [RetentionPeriod] {
    precondition(length > 0 && length < .infinity, "A period lasts.")
    let needed = longestDuration.map { Int(min($0 / length, 1e9)) + 1 } ?? 0
    var place = 0
    return (0..<(count ?? needed)).map { number in
      let start = Double(number) * length
      let end = Double(number + 1) * length
      let atRisk = place < times.count ? self.atRisk[place] : 0
      var lapsed = 0
      var censored = 0
      while place < times.count, times[place] < end {
        lapsed += lapses[place]
        censored += censorings[place]
        place += 1
      }
      return RetentionPeriod(
        number: number, start: start, end: end, atRisk: atRisk, lapsed: lapsed, censored: censored,
        retained: estimate(before: end, level: level))
    }
  }
}
