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

  /// Whether a cell is missing.
  var hasEmptyCells: Bool {
    switch values {
    case .numbers(let numbers): numbers.contains(where: \.isNaN)
    case .categories(let codes, _): codes.contains { $0 < 0 }
    }
  }

  /// Whether the column is a category, or has no more than so many different numbers.
  func isCoarse(_ most: Int) -> Bool {
    guard case .numbers(let numbers) = values else { return true }
    return numbers.differentCount(upTo: most + 1) <= most
  }
}

extension [Double] {
  /// How many different numbers there are, missing ones aside, counted until there are `enough`.
  func differentCount(upTo enough: Int) -> Int {
    var seen: Set<Double> = []
    for number in self where !number.isNaN {
      seen.insert(number)
      if seen.count >= enough { break }
    }
    return seen.count
  }
}
