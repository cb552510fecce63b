import LinearAlgebra
import MarkovChains

/// A quantity with its interval; nil where the quantity is undefined, or where there is no honest interval.
public struct IntervalEstimate: Sendable, Equatable {
  /// The quantity; nil where it is undefined.
  public let value: Double?
  /// Lower limit; nil where there is no honest interval.
  public let low: Double?
  /// Upper limit; nil where there is no honest interval.
  public let high: Double?

  /// Fewer customers than this have no intervals, and touchpoints that fewer met no labels.
  public static let leastCustomers = 10.0

  /// Nothing is known.
  public static let empty = IntervalEstimate(value: nil)

  public init(value: Double?, low: Double? = nil, high: Double? = nil) {
    self.value = value
    self.low = low
    self.high = high
  }

  public init(value: Double?, _ interval: ProbabilityInterval) {
    self.init(value: value, low: interval.low, high: interval.high)
  }

  /// A value with the middle part of its replicates.
  ///
  /// The limits are the quantiles (1 − level)/2 and (1 + level)/2, interpolated between the order statistics
  /// (n − 1)·p + 1. Empty where the value is undefined, or more than 5 % of the replicates are.
  ///
  /// - Parameters:
  ///   - value: The quantity as observed; nil where it is undefined.
  ///   - replicates: The quantity under resampled units; NaN = undefined.
  ///   - level: Coverage, above 0 and below 1.
  public init(value: Double?, replicates: [Double], level: Double) {
    var defined = replicates.filter { !$0.isNaN }
    guard value != nil, !defined.isEmpty, (replicates.count - defined.count) * 20 <= replicates.count else {
      self.init(value: value)
      return
    }
    let low = OrderStatistics.quantile((1 - level) / 2, of: &defined)
    self.init(value: value, low: low, high: OrderStatistics.quantile((1 + level) / 2, of: &defined))
  }

  /// The same with limits that contain the value.
  var widenedToValue: IntervalEstimate {
    guard let value, let low, let high else { return self }
    return IntervalEstimate(value: value, low: min(low, value), high: max(high, value))
  }
}
