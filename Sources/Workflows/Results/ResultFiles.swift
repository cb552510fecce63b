import Tables

/// The files of one result: written beside their places as they become ready, put into place together at the end.
///
/// A folder takes one CSV file a table; a workbook takes one sheet a table, and the other files go beside it.
final class ResultFiles {
  /// What was written.
  struct Written: Sendable, Equatable {
    /// Every file, in the order of writing; empty when none was asked for.
    var paths: [String] = []
    var remarks: [CommandOutput.Remark] = []

    /// A line that says what was written where; nothing where no file was asked for.
    ///
    /// - Parameter next: What to do with the model, where one was written.
    func closing(next: (_ model: String) -> String? = { _ in nil }) -> [String] {
      guard let first = paths.first else { return [] }
      let names = paths.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
      let folder = first.dropLast(names[0].count)
      let model = paths.first { $0.hasSuffix("model.json") }
      return ["wrote \(names.joined(separator: ", ")) to \(folder.isEmpty ? "this folder" : String(folder))"]
        + [model.flatMap(next).map { "next: \($0)" }].compactMap(\.self)
    }
  }

  private enum Target {
    case nothing
    case folder(String)
    case workbook(String)
  }

  static let workbookSuffix = ".xlsx"

  private let target: Target
  private let writer: CSVWriter
  private let output: OutputFiles
  private let command: String?
  private var sheets: [ResultTable] = []
  private var written = Written()
  /// Files that were begun first and are named last.
  private var begunPaths: [String] = []
  private var formulaLikeCells = 0
  /// Whose folder it is, before anything is written there.
  private lazy var owner: ResultOwner? = if case .folder(let folder) = target { ResultOwner(of: folder) } else { nil }

  /// - Parameters:
  ///   - standardFolder: The folder when the user names none, such as `customers-cluster`.
  ///   - command: The one that writes, such as `simulate`: it replaces no file of ``ResultOwner``; nil does not ask.
  ///   - inputs: Paths that must not be overwritten, `-` for standard input.
  init(
    settings: OutputSettings, standardFolder: String, command: String? = nil, inputs: [String], threads: Int? = nil
  ) {
    self.command = command
    switch settings.destination {
    case .none: target = .nothing
    case .standardFolder: target = .folder(standardFolder)
    case .path(let path) where path.lowercased().hasSuffix(Self.workbookSuffix): target = .workbook(path)
    case .path(let path): target = .folder(path)
    }
    writer = CSVWriter(style: settings.spreadsheetStyle, threads: threads)
    output = OutputFiles(inputs: inputs)
  }

  /// Makes sure that the place can be written to, before long work begins.
  func prepare() throws(Failure) {
    let folder: String
    switch target {
    case .nothing: return
    case .folder(let path): folder = path
    case .workbook(let path):
      do throws(OutputError) { try OutputFiles.requireWorkbookLibrary(for: path) } catch { throw Failure(error) }
      guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
      folder = String(path[..<slash])
    }
    do throws(OutputError) { try output.makeFolder(folder) } catch { throw Failure(error) }
  }

  /// - Throws: A failure where another command has written a file of this name, by the model beside it.
  private func requireOwn(_ name: String, in folder: String) throws(Failure) {
    let path = Self.path(of: name, in: folder)
    guard let command, OutputFiles.exists(path), let owner, owner.rawValue != command, owner.sharedNames.contains(name)
    else { return }
    var failure = Failure(
      kind: .cannotWrite, message: "a result of archetype \(owner.rawValue), which archetype \(command) would replace",
      hint: "choose another folder with --output")
    failure.file = path
    throw failure
  }

  /// Writes a table.
  func add(_ table: ResultTable) throws(Failure) {
    switch target {
    case .nothing: return
    case .workbook: sheets.append(table)
    case .folder(let folder):
      let path = Self.path(of: table.name + ".csv", in: folder)
      try requireOwn(table.name + ".csv", in: folder)
      do throws(OutputError) {
        try output.makeFolder(folder)
        formulaLikeCells += try output.write(table, to: path, with: writer).formulaLikeCells
      } catch {
        throw Failure(error)
      }
      written.paths.append(path)
    }
  }

  /// Writes a file that is no table; beside a workbook `results.xlsx` it is called `results.<name>`.
  func add(name: String, bytes: [UInt8]) throws(Failure) {
    if let path = try write(name: name, bytes: bytes) { written.paths.append(path) }
  }

  /// Writes a file as ``add(name:bytes:)`` does, to be named after all others: a large one reaches the disk while the
  /// others are made.
  func begin(name: String, bytes: [UInt8]) throws(Failure) {
    if let path = try write(name: name, bytes: bytes) { begunPaths.append(path) }
  }

  private func write(name: String, bytes: [UInt8]) throws(Failure) -> String? {
    try prepare()
    let path: String
    switch target {
    case .nothing: return nil
    case .folder(let folder):
      path = Self.path(of: name, in: folder)
      try requireOwn(name, in: folder)
    case .workbook(let workbook): path = workbook.dropLast(Self.workbookSuffix.count) + "." + name
    }
    do throws(OutputError) { try output.write(bytes, to: path) } catch { throw Failure(error) }
    return path
  }

  static func path(of name: String, in folder: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// Puts every file into its place.
  ///
  /// - Parameter family: Names of all files that the command ever writes: of those in the folder that it has not written now,
  ///   which are of an earlier run, there is a warning.
  func finish(family: [String] = []) throws(Failure) -> Written {
    written.paths += begunPaths
    begunPaths = []
    try prepare()
    do throws(OutputError) {
      if case .workbook(let path) = target {
        let shortened = try output.write(Workbook(tables: sheets), to: path).shortenedCells
        written.paths.insert(path, at: 0)
        if shortened > 0 {
          written.remarks.append(
            CommandOutput.Remark(
              .warning, "\(shortened) texts were too long for a cell of a workbook and were cut",
              hint: "give --output a folder to get CSV files with whole texts"))
        }
      }
      try output.commit()
    } catch {
      throw Failure(error)
    }
    if case .folder(let folder) = target {
      let earlier = family.filter { name in
        let path = Self.path(of: name, in: folder)
        return !written.paths.contains(path) && OutputFiles.exists(path)
      }
      if !earlier.isEmpty {
        written.remarks.append(
          CommandOutput.Remark(
            .warning,
            "\(Counted.list(earlier)) in \(folder) \(earlier.count == 1 ? "is" : "are") of an earlier run, and not of this one",
            hint: "remove \(earlier.count == 1 ? "it" : "them"), or give --output a folder of its own"))
      }
    }
    if formulaLikeCells > 0, writer.style == .plain {
      written.remarks.append(
        CommandOutput.Remark(
          .warning,
          "\(Counted.text(formulaLikeCells, "text")) \(formulaLikeCells == 1 ? "begins" : "begin") like a formula, which a "
            + "spreadsheet would run",
          hint: "use --csv excel, or a workbook, to open the files in a spreadsheet"))
    }
    return written
  }

  /// Writes all of it or nothing.
  func write(tables: [ResultTable], others: [(name: String, bytes: [UInt8])] = []) throws(Failure) -> Written {
    for table in tables { try add(table) }
    for other in others { try add(name: other.name, bytes: other.bytes) }
    return try finish()
  }
}
