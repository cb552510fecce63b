import Journeys
import LinearAlgebra

/// The range within which a realized count will fall, chance and uncertain probabilities included.
public struct PredictionInterval: Sendable, Equatable {
  /// The count expected.
  public let expected: Double
  /// The least count within.
  public let low: Int
  /// The largest count within.
  public let high: Int

  /// Whether a count lies within, limits included.
  public func contains(_ count: Int) -> Bool { low <= count && count <= high }

  /// The counts of independent trials whose common probability is known up to replicates.
  ///
  /// Each replicate adds one realized count; the limits are its quantiles, outwards to whole counts. Without replicates the
  /// probability is taken as known.
  ///
  /// - Parameters:
  ///   - trials: Number of trials, at least 0.
  ///   - probability: Of a success.
  ///   - replicates: Of the same; NaN = undefined, left out.
  ///   - level: Coverage, above 0 and below 1.
  ///   - key: Names the random numbers.
  public init?(
    trials: Int, probability: Double, replicates: [Double] = [], level: Double, key: DrawKey
  ) {
    guard trials >= 0, probability >= 0, probability <= 1 + 1e-9 else { return nil }
    expected = Double(trials) * min(probability, 1)
    let known = replicates.enumerated().filter { !$0.element.isNaN }
    guard !known.isEmpty else {
      low = BinomialDraw.quantile((1 - level) / 2, trials: trials, probability: min(probability, 1))
      high = BinomialDraw.quantile((1 + level) / 2, trials: trials, probability: min(probability, 1))
      return
    }
    let counts = known.map { number, probability in
      let uniform = (Double(DrawKey.bits(key.customer(number), step: 0, .successor) >> 12) + 0.5) * 0x1p-52
      return Double(BinomialDraw.quantile(uniform, trials: trials, probability: min(max(probability, 0), 1)))
    }
    let limits = IntervalEstimate(value: expected, replicates: counts, level: level)
    low = Int(limits.low!.rounded(.down))
    high = Int(limits.high!.rounded(.up))
  }
}

extension Projection {
  /// The range of a realized count under a scenario; nil where it is undefined, and for metrics that are no counts.
  ///
  /// Conversions and active customers are counts of arrivals, rounded up to whole ones with what is expected of them kept:
  /// each converts, or is active at the end of a period, or not.
  ///
  /// - Parameters:
  ///   - metric: The count that is asked for.
  ///   - period: From 1; nil for the horizon.
  ///   - number: The scenario; nil for the base.
  ///   - group: Place in ``groups``.
  ///   - adoption: The share of customers who live in the changed world.
  public func prediction(
    of metric: Metric, period: Int? = nil, scenario number: Int?, group: Int, adoption: Double = 1
  ) -> PredictionInterval? {
    guard metric == .conversions || metric == .activeCustomers, let arrivals else { return nil }
    let isPeriodOfConversions = metric == .conversions && period != nil
    guard let place = layout.place(metric, period: metric == .conversions ? nil : period) else { return nil }
    let share = arrivalShares[group]
    let periods = metric == .conversions ? (period == nil ? options.periodCount : 1) : period ?? options.periodCount
    // Rounding of a product must not add an arrival.
    let trials = (arrivals * share * Double(periods) * (1 - 1e-12)).rounded(.up)
    guard trials < 1e15 else { return nil }
    // Of conversions up to the horizon those of one period are this part.
    let part = (isPeriodOfConversions ? 1 / Double(options.periodCount) : 1) / max(trials, 1)
    let drawn = replicates(place, ofScenario: number, group: group, adoption: adoption)
    let base = numbers[group][place]
    let value = number.map { Self.mixed(base, numbers[group][($0 + 1) * layout.count + place], adoption) } ?? base
    let key = DrawKey(seed: options.seed, replicate: place, journey: group)
    return PredictionInterval(
      trials: Int(trials), probability: value * part, replicates: drawn.projected.map { $0 * part },
      level: options.level, key: key)
  }
}
