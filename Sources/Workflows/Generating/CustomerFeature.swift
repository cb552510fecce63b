import Glibc
import Tables

/// A numeric column of generated customers: what it is called and how a position becomes a value.
struct CustomerFeature: Sendable, Equatable {
  /// From a position, in standard deviations of all customers, to a value.
  enum Shape: Sendable, Equatable {
    /// Positive, with a long tail: median × e^(spread × position).
    case skewed(median: Double, spread: Double)
    /// Symmetric, cut off at both ends.
    case bell(mean: Double, deviation: Double, range: ClosedRange<Double>)
    /// Between 0 and 1: the logistic function of middle + spread × position.
    case share(middle: Double, spread: Double = 1)
  }

  let name: String
  let shape: Shape
  let decimals: Int

  func value(at position: Double) -> Double {
    switch shape {
    case .skewed(let median, let spread): median * exp(spread * position)
    case .bell(let mean, let deviation, let range):
      min(max(mean + deviation * position, range.lowerBound), range.upperBound)
    case .share(let middle, let spread): 1 / (1 + exp(-middle - spread * position))
    }
  }

  /// The first columns that a customer table has, by how common they are; then `feature_17`, `feature_18` …
  static func first(_ count: Int) -> [CustomerFeature] {
    (0..<count).map { position in
      position < named.count
        ? named[position]
        : CustomerFeature(name: "feature_\(position + 1)", shape: .skewed(median: 10, spread: 0.8), decimals: 3)
    }
  }

  static let named = [
    CustomerFeature(name: "recency_days", shape: .skewed(median: 60, spread: 1), decimals: 0),
    CustomerFeature(name: "orders", shape: .skewed(median: 6, spread: 0.9), decimals: 0),
    CustomerFeature(name: "total_spent", shape: .skewed(median: 240, spread: 1.1), decimals: 2),
    CustomerFeature(name: "visits", shape: .skewed(median: 20, spread: 0.9), decimals: 0),
    CustomerFeature(
      name: "age", shape: .bell(mean: 44, deviation: 13, range: 18...95), decimals: 0),
    CustomerFeature(name: "discount_share", shape: .share(middle: -1), decimals: 3),
    CustomerFeature(name: "tenure_months", shape: .skewed(median: 24, spread: 0.7), decimals: 0),
    CustomerFeature(
      name: "satisfaction", shape: .bell(mean: 6.5, deviation: 1.5, range: 0...10), decimals: 1),
    CustomerFeature(name: "items_per_order", shape: .skewed(median: 3, spread: 0.5), decimals: 2),
    CustomerFeature(name: "email_open_share", shape: .share(middle: -0.5), decimals: 3),
    CustomerFeature(name: "support_calls", shape: .skewed(median: 3, spread: 0.9), decimals: 0),
    CustomerFeature(name: "minutes_on_site", shape: .skewed(median: 45, spread: 0.9), decimals: 1),
    CustomerFeature(name: "returns_share", shape: .share(middle: -2), decimals: 3),
    CustomerFeature(name: "days_to_pay", shape: .skewed(median: 9, spread: 0.7), decimals: 0),
    CustomerFeature(name: "referrals", shape: .skewed(median: 2, spread: 0.8), decimals: 0),
    CustomerFeature(name: "delivery_km", shape: .skewed(median: 12, spread: 0.9), decimals: 1),
  ]
}
