/// One column of customer data as clustering sees it, in original units.
public struct FeatureColumn: Sendable {
  /// The cells of a column, one a row.
  public enum Values: Sendable {
    /// Numbers; NaN stands for a missing cell.
    case numbers([Double])
    /// Codes into `levels`; -1 stands for a missing cell.
    case categories(codes: [Int32], levels: [String])
  }

  /// The column's name in the table.
  public let name: String
  /// The cells, one a row.
  public let values: Values

  public init(name: String, values: Values) {
    self.name = name
    self.values = values
  }

  /// Whether a cell is missing.
  public var hasMissing: Bool {
    switch values {
    case .numbers(let numbers): numbers.contains { $0.isNaN }
    case .categories(let codes, _): codes.contains { $0 < 0 }
    }
  }

  /// Number of rows.
  public var rowCount: Int {
    switch values {
    case .numbers(let numbers): numbers.count
    case .categories(let codes, _): codes.count
    }
  }
}
