import Glibc

/// How the columns of one table became features; applied alike to the table it was fitted on and to later ones.
///
/// A number becomes `(transform(x) − center) × scale`, a category one centred indicator a level, scaled so that the
/// whole category has variance 1, as a z-scored number has.
public struct Preparation: Sendable, Codable, Equatable {
  /// A number's way to its feature.
  public struct Number: Sendable, Codable, Equatable {
    /// Whether log1p comes first.
    public var logarithm: Bool
    /// Subtracted, in units after the logarithm.
    public var center: Double
    /// Multiplied with, after subtraction.
    public var scale: Double
    /// Stands for a missing cell, in original units.
    public var median: Double
  }

  /// A category's way to its features.
  public struct Category: Sendable, Codable, Equatable {
    /// Levels with a feature of their own, in the order of the features; ``otherLevel`` gathers the rest.
    public var levels: [String]
    /// The share of rows of each level.
    public var shares: [Double]
    /// Multiplied with every centred indicator.
    public var scale: Double
  }

  /// One column and its features.
  public struct Column: Sendable, Codable, Equatable {
    /// The column's name in the table.
    public var name: String
    /// How it becomes a feature; nil for a category.
    public var number: Number?
    /// How it becomes features; nil for a number.
    public var category: Category?

    /// How many features the column has.
    public var width: Int { category.map(\.levels.count) ?? 1 }
  }

  /// The columns in the order of their features.
  public var columns: [Column]
  /// How numbers were brought to one scale.
  public var scaling: PreparationOptions.Scaling
  /// What becomes of missing numbers.
  public var missing: PreparationOptions.Missing

  /// Gathers the levels too rare for a feature of their own.
  public static let otherLevel = "(other)"
  /// The level of a missing cell.
  public static let missingLevel = "(missing)"

  /// Number of features, d.
  public var dimension: Int { columns.reduce(0) { $0 + $1.width } }

  /// Replaces the median of a column of numbers, named by its place in ``columns``.
  package mutating func setMedian(_ median: Double, ofColumn place: Int) {
    precondition(median.isFinite, "A median is a number.")
    precondition(columns[place].number != nil, "Only numbers have a median.")
    columns[place].number?.median = median
  }

  /// A number in original units as its feature.
  ///
  /// A negative number has no logarithm on this scale, which was chosen in a table without any: it counts as 0.
  package static func feature(_ value: Double, _ number: Number) -> Double {
    ((number.logarithm ? Logarithm.ofOneMore(max(value, 0)) : value) - number.center) * number.scale
  }

  /// A feature of a number back in original units.
  public static func original(_ feature: Double, _ number: Number) -> Double {
    let value = feature / number.scale + number.center
    return number.logarithm ? expm1(value) : value
  }
}
