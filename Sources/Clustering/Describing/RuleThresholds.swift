import Glibc

/// Candidate thresholds of a number, as round as they can be.
enum RuleThresholds {
  private static let populationSteps = 32
  /// Shares of an archetype that a threshold may cut off on either side.
  private static let trims = [0.0, 0.01, 0.03, 0.06, 0.12, 0.2]

  /// The roundest numbers between neighbouring quantiles of all values and of those of each archetype, rising.
  ///
  /// A threshold t separates `value < t` from `value >= t`; between two values that are next to each other it is the roundest
  /// number above the lower one, and at most the upper one.
  ///
  /// - Parameters:
  ///   - labels: One for each of the numbers before they were put in order.
  ///   - limit: The largest number of thresholds; beyond it they are thinned out evenly.
  static func candidates(
    of numbers: RisingNumbers, labels: [Int32], archetypeCount: Int, limit: Int
  ) -> [Double] {
    let all = numbers.values
    var members = [[Double]](repeating: [], count: archetypeCount)
    for (value, place) in zip(all, numbers.places) { members[Int(labels[Int(place)])].append(value) }
    guard let smallest = all.first, let largest = all.last, largest > smallest else { return [] }

    var thresholds: [Double] = []
    for step in 1..<populationSteps {
      // A quarter of a step either way is close enough to the quantile.
      let places = [-0.25, 0.25].map { Int((Double(step) + $0) / Double(populationSteps) * Double(all.count - 1)) }
      add(between: all[places[0]], and: all[places[1]], of: all, to: &thresholds)
    }
    for values in members where !values.isEmpty {
      let last = Double(values.count - 1)
      for (inner, outer) in zip(trims.dropFirst(), trims) {
        add(between: values[Int(outer * last)], and: values[Int(inner * last)], of: all, to: &thresholds)
        add(between: values[Int((1 - inner) * last)], and: values[Int((1 - outer) * last)], of: all, to: &thresholds)
      }
      addGap(below: values[0], of: all, to: &thresholds)
      addGap(above: values[values.count - 1], of: all, to: &thresholds)
    }
    thresholds.sort()
    var distinct: [Double] = []
    for threshold in thresholds where threshold != distinct.last { distinct.append(threshold) }
    guard distinct.count > limit else { return distinct }
    return (0..<limit).map { distinct[$0 * distinct.count / limit] }
  }

  /// Adds a threshold between two quantiles, or, when they are one value, those that part it from its neighbours.
  private static func add(between low: Double, and high: Double, of all: [Double], to thresholds: inout [Double]) {
    if low < high {
      thresholds.append(roundest(above: low, upTo: high))
    } else {
      addGap(below: low, of: all, to: &thresholds)
      addGap(above: low, of: all, to: &thresholds)
    }
  }

  private static func addGap(below value: Double, of all: [Double], to thresholds: inout [Double]) {
    let place = firstPlace(in: all) { $0 >= value }
    if place > 0 { thresholds.append(roundest(above: all[place - 1], upTo: value)) }
  }

  private static func addGap(above value: Double, of all: [Double], to thresholds: inout [Double]) {
    let place = firstPlace(in: all) { $0 > value }
    if place < all.count { thresholds.append(roundest(above: value, upTo: all[place])) }
  }

  /// The first place of a sorted array that meets a condition which, once met, stays met.
  private static func firstPlace(in sorted: [Double], where meets: (Double) -> Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if meets(sorted[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The number in `(low, high]` with the fewest decimal digits, the largest of those.
  ///
  /// `roundest(above: 28.7, upTo: 31.2) // == 30`
  static func roundest(above low: Double, upTo high: Double) -> Double {
    precondition(low < high, "There are numbers between a lower and a higher one.")
    if low < 0, high >= 0 { return 0 }
    var exponent = Int(log10(max(abs(low), abs(high))).rounded(.up))
    for _ in 0..<20 {
      let candidate: Double
      if exponent >= 0 {
        let step = pow(10, Double(exponent))
        candidate = (high / step).rounded(.down) * step
      } else {
        let perUnit = pow(10, Double(-exponent))
        candidate = (high * perUnit).rounded(.down) / perUnit
      }
      if candidate > low, candidate <= high { return candidate }
      exponent -= 1
    }
    return high
  }
}
