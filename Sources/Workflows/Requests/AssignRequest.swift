/// Everything `archetype assign` was asked for.
public struct AssignRequest: Sendable, Equatable {
  /// The tables that `--table` can print; the first is the headline.
  public static let tables = ["assignments"]

  /// The path of a `model.json` that `archetype cluster` wrote.
  public var model: String
  /// A path, or `-` for standard input.
  public var input: String
  /// The column that names a row; nil takes the one the model was fitted with, else rows are numbered.
  public var identifier: String?
  public var reading = ReadingSettings()
  public var output = OutputSettings()

  public init(model: String, input: String) {
    self.model = model
    self.input = input
  }

  /// Checks whatever shows without opening an input.
  ///
  /// - Throws: A usage failure with a hint.
  public func validate() throws(Failure) {
    try RequestChecks.standardInput([model, input])
    try reading.validate()
    try output.validate(tables: Self.tables)
  }
}
