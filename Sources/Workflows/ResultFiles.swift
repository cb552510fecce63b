import Tables

/// The files of one result and where they go.
struct ResultFiles {
  let settings: OutputSettings
  /// The folder when the user names none, such as `customers-cluster`.
  let standardFolder: String
  /// Paths that must not be overwritten, `-` for standard input.
  let inputs: [String]
  var threads: Int?

  /// What was written.
  struct Written: Sendable, Equatable {
    /// Every file, in the order of writing; empty when none was asked for.
    var paths: [String] = []
    var remarks: [CommandOutput.Remark] = []
  }

  /// Writes all of it or nothing: a CSV file a table in one folder, or one workbook.
  ///
  /// - Parameter others: Files that are no tables, by name; beside a workbook `results.xlsx` they are called
  ///   `results.<name>`.
  func write(tables: [ResultTable], others: [(name: String, bytes: [UInt8])] = []) throws(Failure) -> Written {
    do throws(OutputError) {
      switch settings.destination {
      case .none: return Written()
      case .standardFolder: return try write(tables, others, toFolder: standardFolder)
      case .path(let path) where path.lowercased().hasSuffix(Self.workbookSuffix):
        return try write(tables, others, toWorkbook: path)
      case .path(let path): return try write(tables, others, toFolder: path)
      }
    } catch {
      throw Failure(error)
    }
  }

  private static let workbookSuffix = ".xlsx"

  private func write(
    _ tables: [ResultTable], _ others: [(name: String, bytes: [UInt8])], toFolder folder: String
  ) throws(OutputError) -> Written {
    let output = OutputFiles(inputs: inputs)
    try output.makeFolder(folder)
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    let writer = CSVWriter(style: settings.spreadsheetStyle, threads: threads)
    var written = Written()
    var formulaLikeCells = 0
    for table in tables {
      let path = start + table.name + ".csv"
      formulaLikeCells += try output.write(table, to: path, with: writer).formulaLikeCells
      written.paths.append(path)
    }
    for other in others {
      try output.write(other.bytes, to: start + other.name)
      written.paths.append(start + other.name)
    }
    try output.commit()
    if formulaLikeCells > 0, settings.spreadsheetStyle == .plain {
      written.remarks.append(
        CommandOutput.Remark(
          .warning, "\(formulaLikeCells) texts begin like a formula, which a spreadsheet would run",
          hint: "use --csv excel, or a workbook, to open the files in a spreadsheet"))
    }
    return written
  }

  private func write(
    _ tables: [ResultTable], _ others: [(name: String, bytes: [UInt8])], toWorkbook path: String
  ) throws(OutputError) -> Written {
    let output = OutputFiles(inputs: inputs)
    var written = Written(paths: [path])
    let shortened = try output.write(Workbook(tables: tables), to: path).shortenedCells
    for other in others {
      let beside = path.dropLast(Self.workbookSuffix.count) + "." + other.name
      try output.write(other.bytes, to: String(beside))
      written.paths.append(String(beside))
    }
    try output.commit()
    if shortened > 0 {
      written.remarks.append(
        CommandOutput.Remark(
          .warning, "\(shortened) texts were too long for a cell of a workbook and were cut",
          hint: "give --output a folder to get CSV files with whole texts"))
    }
    return written
  }
}
