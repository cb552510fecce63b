import Clustering

/// Everything `archetype cluster` was asked for.
public struct ClusterRequest: Sendable, Equatable {
  /// How numbers are brought to one scale.
  public typealias Scaling = PreparationOptions.Scaling
  /// What happens to a row with missing cells.
  public typealias Missing = PreparationOptions.Missing

  /// The tables that `--table` can print; the first is the headline.
  public static let tables = ["archetypes", "profile", "exemplars", "selection", "assignments"]

  /// A path, or `-` for standard input.
  public var input: String
  public var count: ClusterCount = .automatic
  /// Starts of the search, at least 1.
  public var restarts = 10
  public var scaling: Scaling = .auto
  public var columns = ColumnChoice()
  public var missing: Missing = .median
  /// A table of centres to start Lloyd's iteration from, instead of the search.
  public var initialCenters: String?
  public var seed: UInt64 = 42
  /// Resamples behind the stability of each archetype; 0 leaves it out.
  public var bootstraps = 50
  public var reading = ReadingSettings()
  public var output = OutputSettings()

  public init(input: String) {
    self.input = input
  }

  /// Checks whatever shows without opening an input.
  ///
  /// - Throws: A usage failure with a hint.
  public func validate() throws(Failure) {
    try RequestChecks.range(restarts, 1...RequestChecks.mostRepeats, "--restarts")
    try RequestChecks.resamples(bootstraps, standard: 50, for: "stability")
    if initialCenters != nil, count != .automatic {
      throw .usage("--initial-centers says how many archetypes there are", hint: "leave out -k")
    }
    try RequestChecks.standardInput([input, initialCenters])
    try columns.validate()
    try reading.validate()
    try output.validate(tables: Self.tables)
  }
}
