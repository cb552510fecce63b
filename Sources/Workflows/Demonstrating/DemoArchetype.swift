import Glibc

/// The truth about one archetype of the sample shop: what the shop knows of its customers, and how they behave.
struct DemoArchetype: Sendable {
  let customers: Int
  /// The same columns in every archetype.
  let features: [CustomerFeature]
  let start: [DemoTouchpoint: Double]
  /// What comes after each contact; the rest of a row is silence.
  let next: [DemoTouchpoint: [DemoTouchpoint: Double]]
  /// Shares of the scores 1…5 where they are not the usual ones.
  var scores: [DemoTouchpoint: [Double]] = [:]
  /// Of what a purchase costs.
  let medianValue: Double

  private static let usualScores = [0.08, 0.12, 0.22, 0.33, 0.25]
  private static let valueSpread = 0.5

  /// How contacts are drawn.
  ///
  /// - Parameter inactivity: The inactivity window in seconds.
  func behavior(inactivity: Int) -> EventBehavior {
    let touchpoints = DemoTouchpoint.allCases
    return EventBehavior(
      start: touchpoints.map { start[$0] ?? 0 },
      next: touchpoints.map { touchpoint in
        let row = touchpoints.map { next[touchpoint]?[$0] ?? 0 }
        return row + [1 - row.reduce(0, +)]
      },
      scores: touchpoints.map { touchpoint in
        touchpoint.eventTouchpoint.isScored ? scores[touchpoint] ?? Self.usualScores : []
      },
      dwellTimes: touchpoints.map {
        DwellTime(.exponential, unlimitedMean: $0.daysToNext * TimeSpan.Unit.days.seconds, limit: inactivity)
      },
      medianValue: medianValue, valueSpread: Self.valueSpread)
  }

  /// What the shop wrote down about customers last year.
  struct Medians {
    let orders: Double
    let spent: Double
    let visits: Double
    let discountShare: Double
    let supportContacts: Double
    let tenureMonths: Double

    var features: [CustomerFeature] {
      [
        CustomerFeature(name: "orders", shape: .skewed(median: orders, spread: 0.35), decimals: 0),
        CustomerFeature(name: "total_spent", shape: .skewed(median: spent, spread: 0.45), decimals: 2),
        CustomerFeature(name: "visits", shape: .skewed(median: visits, spread: 0.4), decimals: 0),
        CustomerFeature(
          name: "discount_share", shape: .share(middle: log(discountShare / (1 - discountShare)), spread: 0.5),
          decimals: 3),
        CustomerFeature(name: "support_contacts", shape: .skewed(median: supportContacts, spread: 0.45), decimals: 0),
        CustomerFeature(name: "tenure_months", shape: .skewed(median: tenureMonths, spread: 0.45), decimals: 0),
      ]
    }
  }
}
