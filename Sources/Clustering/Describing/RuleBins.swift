import LinearAlgebra

/// The sampled rows in bins: between candidate thresholds of a number, one a level of a category.
///
/// Missing cells of a category are a level; those of a number have no bin.
struct RuleBins: Sendable {
  enum Column: Sendable {
    /// Bin b holds `thresholds[b - 1] <= value < thresholds[b]`.
    case thresholds([Double])
    /// Bin b holds the level of this code, -1 for missing cells.
    case codes([Int32])

    var binCount: Int {
      switch self {
      case .thresholds(let thresholds): thresholds.count + 1
      case .codes(let codes): codes.count
      }
    }
  }

  /// A missing number, and a level too rare to have a bin.
  static let missing = UInt8.max
  /// The largest number of bins of a column.
  static let binLimit = 250

  let columns: [Column]
  let rowCount: Int
  /// The bin of every cell, rows × columns.
  let bins: [UInt8]

  init(columns: [FeatureColumn], rows: [Int], labels: [Int32], archetypeCount: Int, workers: Workers) {
    let binned = workers.map(pieces: columns.count) { j in
      switch columns[j].values {
      case .numbers(let numbers):
        Self.binned(rows.map { numbers[$0] }, labels: labels, archetypeCount: archetypeCount)
      case .categories(let codes, let levels):
        Self.binned(rows.map { codes[$0] }, levels: levels)
      }
    }
    self.columns = binned.map(\.column)
    rowCount = rows.count
    var bins = [UInt8](repeating: 0, count: rows.count * columns.count)
    for (j, column) in binned.enumerated() {
      for i in rows.indices { bins[i * columns.count + j] = column.bins[i] }
    }
    self.bins = bins
  }

  /// A chosen set of bins as a condition in original units.
  func condition(_ chosen: BinCondition, of features: [FeatureColumn]) -> RuleCondition {
    let feature = features[chosen.column]
    let test: RuleCondition.Test
    switch columns[chosen.column] {
    case .thresholds(let thresholds):
      let first = chosen.bins.first ?? 0
      let last = chosen.bins.last ?? 0
      test = .interval(
        low: first > 0 ? thresholds[first - 1] : nil, high: last < thresholds.count ? thresholds[last] : nil)
    case .codes(let codes):
      guard case .categories(_, let levels) = feature.values else {
        preconditionFailure("Codes are bins of a category.")
      }
      test = .levels(chosen.bins.map { codes[$0] }.map { $0 >= 0 ? levels[Int($0)] : Preparation.missingLevel })
    }
    return RuleCondition(column: chosen.column, feature: feature.name, test: test)
  }

  private static func binned(_ codes: [Int32], levels: [String]) -> (column: Column, bins: [UInt8]) {
    // Missing cells come last, unless a level already bears their name.
    let missingPlace = levels.firstIndex(of: Preparation.missingLevel) ?? levels.count
    let places = codes.map { $0 >= 0 ? Int($0) : missingPlace }
    var counts = [Int](repeating: 0, count: max(levels.count, missingPlace + 1))
    for place in places { counts[place] += 1 }
    let kept = counts.indices.filter { counts[$0] > 0 }.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
      .prefix(binLimit).sorted()
    var bins = [UInt8](repeating: missing, count: counts.count)
    for (bin, place) in kept.enumerated() { bins[place] = UInt8(bin) }
    return (.codes(kept.map { $0 < levels.count ? Int32($0) : -1 }), places.map { bins[$0] })
  }

  private static func binned(
    _ numbers: [Double], labels: [Int32], archetypeCount: Int
  ) -> (column: Column, bins: [UInt8]) {
    let rising = RisingNumbers(numbers)
    let thresholds = RuleThresholds.candidates(
      of: rising, labels: labels, archetypeCount: archetypeCount, limit: binLimit - 1)
    var bins = [UInt8](repeating: missing, count: numbers.count)
    var bin = 0
    for (value, place) in zip(rising.values, rising.places) {
      while bin < thresholds.count, thresholds[bin] <= value { bin += 1 }
      bins[Int(place)] = UInt8(bin)
    }
    return (.thresholds(thresholds), bins)
  }
}
