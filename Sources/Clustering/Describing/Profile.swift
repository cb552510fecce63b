import LinearAlgebra

/// What sets one archetype apart in one feature, or in one level of a category.
public struct ProfileEntry: Sendable, Equatable, Codable {
  /// The archetype, from 0.
  public let archetype: Int
  /// The feature's place among the columns that were profiled.
  public let column: Int
  /// The feature's name.
  public let feature: String
  /// The level of a category; nil for a number.
  public let level: String?
  /// The mean of a number, missing cells left out; nil for a level, and where every cell is missing.
  public let mean: Double?
  /// The median of a number, the mean of the two middle values when their count is even; nil as for `mean`.
  public let median: Double?
  /// The share of the archetype's rows that have the level; nil for a number.
  public let share: Double?
  /// As `mean`, over the rows of all archetypes.
  public let populationMean: Double?
  /// As `median`, over the rows of all archetypes.
  public let populationMedian: Double?
  /// As `share`, over the rows of all archetypes.
  public let populationShare: Double?
  /// (mean - population mean) / population standard deviation; for a level, of its indicator. 0 where nothing varies or
  /// nothing is known.
  public let z: Double
  /// share / population share; nil for a number.
  public let lift: Double?
  /// Whether anything is known of the feature in the archetype: not every cell of a number is missing.
  package var isKnown: Bool { level != nil || mean != nil }
  /// Whether the feature marks the archetype; see ``Profile/init(columns:labels:archetypeCount:weights:workers:)``.
  public let marker: Bool
}

/// The archetypes described by their features in original units, beside the population.
public struct Profile: Sendable, Equatable, Codable {
  /// The share of the largest difference beyond which a number marks an archetype.
  public static let markerShareOfLargest = 0.25
  /// The difference, relative to the population, beyond which a feature marks an archetype.
  public static let markerRelativeDifference = 0.5
  /// The smallest |z| of a marker: what Cohen (1988) calls a small effect.
  public static let markerSmallestEffect = 0.2

  /// The number of archetypes.
  public let archetypeCount: Int
  /// The total weight of each archetype, the number of its rows without weights.
  public let sizes: [Double]
  /// Archetype by archetype, within it column by column and level by level in the order of the column's levels.
  public let entries: [ProfileEntry]
  /// The columns that hold only the numbers 0 and 1 (and missing cells).
  public let binaryColumns: [Int]

  /// Describes every archetype in every column.
  ///
  /// Rows of label -1 are left out, so is a missing number; missing cells of a category are a level of their own, named
  /// ``Preparation/missingLevel``, and a level that no row has is not listed. Weights count as repeats.
  ///
  /// A **marker** is an entry with |z| ≥ 0.2 that differs by more than a quarter of the largest difference, or by more than
  /// half of the population's value. For a number the largest difference is the largest |z| of any number in any archetype, and
  /// the relative difference |mean - population mean| / population mean counts where no value is negative; for a level
  /// the largest difference between two shares is 1, so that a quarter is 25 points, and the relative difference is that of
  /// the shares. After the marker variables of Dolnicar and Leisch (2014), brought to one scale by z.
  ///
  /// O(rows · columns); with weights the medians sort, O(rows · log rows).
  ///
  /// - Parameters:
  ///   - columns: In original units, n rows each; NaN or code -1 for a missing cell.
  ///   - labels: In `0..<archetypeCount`, or -1 for a row that takes no part; n.
  ///   - archetypeCount: Number of archetypes.
  ///   - weights: Nonnegative and finite, one a row; nil for 1 each.
  ///   - workers: Threads to use; any number gives the same result.
  public init(
    columns: [FeatureColumn], labels: [Int32], archetypeCount: Int, weights: [Double]? = nil,
    workers: Workers = Workers()
  ) {
    precondition(columns.allSatisfy { $0.rowCount == labels.count }, "Every row has a label.")
    precondition(weights.map { $0.count == labels.count } ?? true, "Every row has a weight.")
    let groups = Grouping(labels: labels, count: archetypeCount, weights: weights)
    let summaries = workers.map(pieces: columns.count) { ColumnSummary(columns[$0].values, groups: groups) }
    let sizes = groups.masses
    self.archetypeCount = archetypeCount
    self.sizes = sizes
    let contrasts = Contrasts(summaries: summaries, sizes: sizes)
    entries = (0..<archetypeCount).flatMap { archetype in
      summaries.indices.flatMap { column in
        contrasts.entries(archetype: archetype, column: column, feature: columns[column].name)
      }
    }
    binaryColumns = columns.indices.filter { columns[$0].isBinary }
  }

  /// The entries of one archetype, in the order of ``entries``.
  public func entries(of archetype: Int) -> ArraySlice<ProfileEntry> {
    let each = entries.count / max(archetypeCount, 1)
    return entries[(archetype * each)..<((archetype + 1) * each)]
  }
}

/// Rows by archetype: labels, weights and totals.
struct Grouping: Sendable {
  let labels: [Int32]
  let count: Int
  let weights: [Double]?
  /// The total weight of each group.
  let masses: [Double]

  init(labels: [Int32], count: Int, weights: [Double]?) {
    self.labels = labels
    self.count = count
    self.weights = weights
    var masses = [Double](repeating: 0, count: count)
    for i in labels.indices where labels[i] >= 0 { masses[Int(labels[i])] += weights?[i] ?? 1 }
    self.masses = masses
  }
}

extension FeatureColumn {
  /// Whether the column is a number that is only ever 0 or 1.
  var isBinary: Bool {
    guard case .numbers(let numbers) = values else { return false }
    return numbers.contains { $0 == 0 } && numbers.contains { $0 == 1 }
      && numbers.allSatisfy { $0 == 0 || $0 == 1 || $0.isNaN }
  }
}
