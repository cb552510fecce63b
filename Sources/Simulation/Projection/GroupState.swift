import Journeys

/// The chains and the size of one group of customers, as observed or under resampled customers.
struct GroupState: Sendable {
  let conversion: ChainRows
  /// Nil without a retention chain.
  let retention: RetentionInput?
  let journeys: Double
  /// Customers followed after their first conversion.
  let followed: Double
  /// Journeys that are known to have converted.
  let converted: Double
  /// What a conversion is worth, over what it is worth in the model.
  var valueFactor = 1.0

  /// The share of conversions that are a customer's first.
  func firstShare(_ arrivals: ProjectionOptions.Arrivals) -> Double {
    guard arrivals == .observed, retention != nil else { return 1 }
    return converted > 0 ? min(1, followed / converted) : 0
  }
}

/// What is expected of one customer of a group.
struct GroupOutcome: Sendable, Equatable {
  /// NaN where journeys lead to no end.
  let conversionRate: Double
  let lifetime: CustomerLifetime
}
