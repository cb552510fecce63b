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

  /// The whole table is held in memory, at some 16 bytes a cell.
  static let largestCellCount = 1_000_000_000

  public init() {}

  /// Checks whatever shows without doing the work.
  ///
  /// - Throws: A usage failure with a hint.
  public func validate() throws(Failure) {
    try RequestChecks.range(rows, 1...1_000_000_000, "--rows")
    try RequestChecks.range(features, 1...10_000, "--features")
    try RequestChecks.range(categories, 0...1_000, "--categories")
    try RequestChecks.range(archetypes, 1...1_000, "--archetypes")
    let cells = rows * (features + categories)
    if cells > Self.largestCellCount {
      throw .usage(
        "a table of \(cells) cells needs some \(cells / 60_000_000) GB of memory",
        hint: "ask for at most \(Self.largestCellCount) cells, rows times columns")
    }
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
}
