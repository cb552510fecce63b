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
}
