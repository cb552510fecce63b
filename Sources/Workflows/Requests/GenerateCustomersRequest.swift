/// Everything `archetype generate customers` was asked for.
public struct GenerateCustomersRequest: Sendable, Equatable {
  /// Customers to make, at least 1.
  public var rows = 1000
  /// Numeric columns, at least 1.
  public var features = 6
  /// Columns of categories.
  public var categories = 2
  /// Groups that the customers come from, 1…rows.
  public var archetypes = 4
  /// How much the groups run into each other, 0…1.
  ///
  /// The share of customers that even the true centres would put into the wrong group, relative to guessing: 0 keeps
  /// the groups apart, 1 makes them one.
  public var overlap = 0.05
  /// Share of cells, ids apart, that are left blank, 0…0.9.
  public var missingShare = 0.0
  public var seed: UInt64 = 42
  public var output = OutputSettings()

  public init() {}

  /// Checks whatever shows without doing the work.
  ///
  /// - Throws: A usage failure with a hint.
  public func validate() throws(Failure) {
    try requireRange(rows, 1...1_000_000_000, "--rows")
    try requireRange(features, 1...10_000, "--features")
    try requireRange(categories, 0...1_000, "--categories")
    try requireRange(archetypes, 1...1_000, "--archetypes")
    if archetypes > rows {
      throw .usage("--archetypes \(archetypes) needs at least as many rows, not \(rows)", hint: "raise --rows")
    }
    guard (0...1).contains(overlap) else {
      throw .usage("--overlap \(overlap) is not between 0 and 1", hint: "0 keeps the groups apart, 1 makes them one")
    }
    guard (0...0.9).contains(missingShare) else {
      throw .usage("--missing \(missingShare) is not between 0 and 0.9", hint: "0.05 leaves one cell in twenty blank")
    }
    try output.validate(tables: [])
  }

  private func requireRange(_ value: Int, _ range: ClosedRange<Int>, _ flag: String) throws(Failure) {
    guard range.contains(value) else {
      throw .usage(
        "\(flag) \(value) is out of range", hint: "use a number from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
