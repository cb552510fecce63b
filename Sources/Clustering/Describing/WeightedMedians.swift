/// Medians of weighted values, by sorting.
enum WeightedMedians {
  /// One median a group, the last for all groups together; nil where no value has weight.
  ///
  /// The median is the smallest value at which the weights up to it exceed half of their sum, or the mean of it and the
  /// value before when those before weigh half exactly; equal weights give the usual median. Sums that differ by no
  /// more than the rounding of their additions are equal, so that weights of 0.1 give what weights of 1 do. O(n·log n).
  static func medians(of values: [Double], weights: [Double], _ grouping: Grouping) -> [Double?] {
    let order = values.indices
      .filter { grouping.labels[$0] >= 0 && !values[$0].isNaN && weights[$0] > 0 }
      .sorted { values[$0] != values[$1] ? values[$0] < values[$1] : $0 < $1 }
    var members = [[Int]](repeating: [], count: grouping.count)
    for i in order { members[Int(grouping.labels[i])].append(i) }
    return (members + [order]).map { median(of: $0, values, weights) }
  }

  private static func median(of order: [Int], _ values: [Double], _ weights: [Double]) -> Double? {
    let total = order.reduce(0) { $0 + weights[$1] }
    let rounding = Double(order.count) * total.ulp
    var reached = 0.0
    for (place, i) in order.enumerated() {
      let before = reached
      reached += weights[i]
      guard reached > total / 2 + rounding else { continue }
      guard before >= total / 2 - rounding, place > 0 else { return values[i] }
      let previous = values[order[place - 1]]
      return previous + (values[i] - previous) / 2
    }
    return order.last.map { values[$0] }
  }
}
