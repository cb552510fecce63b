import Clustering

extension FeatureColumn {
  /// Whether the column is a category, not a number.
  var isCategory: Bool {
    if case .categories = values { true } else { false }
  }

  /// Whether different values of a category occur, a missing one included.
  var hasSeveralLevels: Bool {
    guard case .categories(let codes, _) = values, let first = codes.first else { return false }
    return codes.contains { $0 != first }
  }

  /// Whether the column is a category, or has no more than so many different numbers.
  func isCoarse(_ most: Int) -> Bool {
    guard case .numbers(let numbers) = values else { return true }
    var seen: Set<Double> = []
    for number in numbers where !number.isNaN {
      seen.insert(number)
      if seen.count > most { return false }
    }
    return true
  }
}
