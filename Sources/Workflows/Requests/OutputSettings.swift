/// Where results go and how they look.
public struct OutputSettings: Sendable, Equatable {
  /// How the headline result is printed on standard output.
  public enum Format: String, Sendable, CaseIterable {
    case table
    case csv
    case json
    case markdown
  }

  /// How CSV files are written: for programs, for Excel, or for Excel with Spanish settings.
  public enum SpreadsheetStyle: String, Sendable, CaseIterable {
    case plain
    case excel
    case excelSpanish = "excel-es"
  }

  /// Where the files go.
  public enum Destination: Sendable, Equatable {
    /// `<stem>-<command>/` in the working folder.
    case standardFolder
    /// A folder, or one workbook when the name ends in `.xlsx`.
    case path(String)
    /// Only standard output.
    case none
  }

  public var destination: Destination = .standardFolder
  /// Nil prints an aligned table on a terminal and CSV elsewhere.
  public var format: Format?
  /// Which table to print instead of the headline.
  public var table: String?
  public var spreadsheetStyle: SpreadsheetStyle = .plain
  /// Writes the time of the run into results that have a place for it.
  public var includesTimestamp = false

  public init() {}

  /// The format to print in: the one asked for, or the one that suits the stream.
  public func resolvedFormat(for stream: Terminal.Stream) -> Format {
    format ?? (stream.isInteractive ? .table : .csv)
  }

  func validate(tables: [String]) throws(Failure) {
    if case .path(let path) = destination, path.isEmpty {
      throw .usage("the name after --output is empty", hint: "name a folder, or a workbook ending in .xlsx")
    }
    if let table, !tables.contains(table) {
      throw .unknownName(table, among: tables, plural: "tables", message: "there is no table '\(table)' to print")
    }
    if let table, format == .json {
      throw .usage(
        "--table \(table) does nothing with --format json, which carries every table",
        hint: "leave out one of the two")
    }
  }
}
