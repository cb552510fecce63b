/// How columns become features of equal weight.
public struct PreparationOptions: Sendable, Equatable {
  /// How numbers are brought to one scale.
  public enum Scaling: String, Sendable, Codable, CaseIterable {
    /// log1p where a column is nonnegative with skewness above 1, then z-scores.
    case auto
    /// z-scores: mean 0, population standard deviation 1.
    case standard
    /// Median 0, interquartile range 1.
    case robust
    /// As they are, only centred.
    case none
  }

  /// What becomes of missing numbers.
  public enum Missing: String, Sendable, Codable, CaseIterable {
    /// They take the median of their column.
    case median
    /// Their rows take no part in fitting, and are assigned on what they have.
    case drop
    /// They are an error.
    case error
  }

  /// How numbers are brought to one scale.
  public var scaling = Scaling.auto
  /// What becomes of missing numbers.
  public var missing = Missing.median
  /// Levels with a smaller share of the rows than this become `(other)`.
  public var smallestLevelShare = 0.01
  /// Most levels a category keeps, `(other)` included.
  public var mostLevels = 20

  public init() {}
}

/// Columns that cannot be prepared.
public enum PreparationError: Error, Sendable, Equatable {
  /// No column varies, so rows cannot be told apart.
  case nothingVaries
  /// A cell is missing although missing cells were declared an error. `row` counts data rows from 0.
  case missingCell(column: String, row: Int)
  /// No row has enough cells to take part.
  case noCompleteRow
  /// The features of a column would be so large that sums of their squares could overflow.
  case tooLarge(column: String, smallest: Double, largest: Double)

  /// The failure in one sentence.
  public var message: String {
    switch self {
    case .nothingVaries: "no column varies, so rows cannot be told apart"
    case .missingCell(let column, let row): "column '\(column)' is empty in data row \(row + 1)"
    case .noCompleteRow: "no row has enough cells filled to take part"
    case .tooLarge(let column, let smallest, let largest):
      "column '\(column)' reaches from \(smallest) to \(largest), too far to compute distances"
    }
  }
}
