/// Everything `archetype inspect` was asked for.
public struct InspectRequest: Sendable, Equatable {
  /// What is printed.
  public enum View: Sendable, Equatable {
    /// What was detected: dialect, encoding, columns, oddities.
    case findings
    /// The table as plain CSV, every text as it was read.
    case clean
    /// The table as plain CSV with canonical numbers and ISO dates.
    case typed
  }

  /// The tables that `--table` can print; the first is the headline.
  public static let tables = ["columns"]

  /// A path, or `-` for standard input.
  public var input: String
  public var view: View = .findings
  public var reading = ReadingSettings()
  public var output = OutputSettings()

  public init(input: String) {
    self.input = input
  }

  /// Checks whatever shows without opening an input.
  ///
  /// - Throws: A usage failure with a hint.
  public func validate() throws(Failure) {
    if view != .findings, let format = output.format, format != .csv {
      throw .usage(
        "--clean and --typed write CSV, not \(format.rawValue)", hint: "leave out --format, or use --format csv")
    }
    try reading.validate()
    try output.validate(tables: Self.tables)
  }
}
