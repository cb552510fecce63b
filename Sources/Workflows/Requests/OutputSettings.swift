import Tables

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
  public typealias SpreadsheetStyle = CSVStyle

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
  func resolvedFormat(for stream: Terminal.Stream) -> Format {
    format ?? (stream.isInteractive ? .table : .csv)
  }

  func validate(tables: [String]) throws(Failure) {
    if case .path(let path) = destination, path.isEmpty {
      throw .usage("the name after --output is empty", hint: "name a folder, or a workbook ending in .xlsx")
    }
    if case .path(let path) = destination { try Self.requireFolderOrWorkbook(path, printsTables: !tables.isEmpty) }
    if let table, !tables.contains(table) {
      throw .unknownName(table, among: tables, plural: "tables", message: "there is no table '\(table)' to print")
    }
    if let table, format == .json {
      throw .usage(
        "--table \(table) does nothing with --format json, which is one document of all results",
        hint: "leave out one of the two")
    }
  }

  /// Endings of files that no command writes in one piece.
  private static let otherEndings = ["csv", "tsv", "txt", "json", "md", "xls", "xlsm", "ods"]

  /// Whoever names a single file would get a folder of that name.
  private static func requireFolderOrWorkbook(_ path: String, printsTables: Bool) throws(Failure) {
    guard let point = path.lastIndex(of: "."), otherEndings.contains(path[path.index(after: point)...].lowercased())
    else { return }
    let stem = path[..<point]
    let folder = stem.isEmpty || stem.hasSuffix("/") ? "FOLDER" : String(stem)
    let single = printsTables ? ", --format csv > \(folder).csv for the main table alone" : ""
    throw .usage(
      "--output '\(path)' would be a folder: there are several files to write",
      hint: "use -o \(folder) for a folder, -o \(folder).xlsx for a workbook\(single)")
  }
}
