import CXlsxWriter
import Glibc

/// An Excel workbook with a sheet for every table.
///
/// Texts are texts, never formulas or links; numbers, dates, and true or false are typed. The header is bold and stays in
/// view, and every column has a filter. The same tables give the same bytes. Rows go to a temporary file as they are
/// written, so memory does not grow with them; a million rows of six columns take some seven seconds.
public struct Workbook: Sendable {
  /// What there is to say about a workbook that was written.
  public struct Summary: Sendable, Equatable {
    /// Texts that were longer than the 32,767 characters of an Excel cell, and were cut.
    public var shortenedCells: Int

    public init(shortenedCells: Int) {
      self.shortenedCells = shortenedCells
    }
  }

  /// A sheet each.
  public let tables: [ResultTable]
  /// Seconds since 1970 UTC that the workbook says it was made at.
  public let created: Int

  /// Rows of a sheet, its header included.
  public static let rowLimit = 1_048_576
  /// Columns of a sheet.
  public static let columnLimit = 16_384

  /// - Parameters:
  ///   - tables: A sheet each, in this order.
  ///   - created: The time to put into the workbook; without, it says 1 January 1980, as its parts do.
  /// - Precondition: There is a table.
  public init(tables: [ResultTable], created: Int? = nil) {
    precondition(!tables.isEmpty, "a workbook has at least one sheet")
    self.tables = tables
    self.created = created ?? 315_532_800
  }
}

extension OutputFiles {
  /// Writes a workbook.
  ///
  /// - Throws: ``OutputError/tooManyRows(path:table:rows:limit:)`` and
  ///   ``OutputError/tooManyColumns(path:table:columns:limit:)`` before anything is written.
  @discardableResult
  public func write(_ workbook: Workbook, to path: String) throws(OutputError) -> Workbook.Summary {
    for table in workbook.tables {
      if table.rowCount >= Workbook.rowLimit {
        throw .tooManyRows(path: path, table: table.name, rows: table.rowCount, limit: Workbook.rowLimit)
      }
      if table.columns.count > Workbook.columnLimit {
        throw .tooManyColumns(path: path, table: table.name, columns: table.columns.count, limit: Workbook.columnLimit)
      }
    }
    let library = try WorkbookLibrary.load(for: path)
    return try write(path) { file throws(OutputError) in
      // The library opens the file itself, by name, and moves about in it.
      guard let renaming = file.renaming else { throw .cannotWrite(path: path, code: ESPIPE) }
      return try workbook.write(toFile: renaming.temporary, path: path, library.functions)
    }
  }

  /// Makes sure that a workbook can be written here, before long work begins.
  ///
  /// - Throws: ``OutputError/noWorkbookLibrary(path:library:reason:)``.
  public static func requireWorkbookLibrary(for path: String) throws(OutputError) {
    _ = try WorkbookLibrary.load(for: path)
  }
}

extension Workbook {
  /// - Parameters:
  ///   - file: Where to write, there already.
  ///   - path: Names the workbook in errors.
  fileprivate func write(
    toFile file: String, path: String, _ functions: UnsafePointer<xlsxwriter_functions>
  ) throws(OutputError) -> Summary {
    let library = functions.pointee
    var options = lxw_workbook_options()
    options.constant_memory = 1
    guard let book = library.workbook_new_opt(file, &options) else { throw .cannotWrite(path: path, code: ENOMEM) }
    var properties = lxw_doc_properties()
    properties.created = created
    _ = library.workbook_set_properties(book, &properties)
    let formats = SheetFormats(book, functions)
    var summary = Summary(shortenedCells: 0)
    var temporaryBytes = 0
    var failure: OutputError?
    for (table, name) in zip(tables, sheetNames(for: tables.map(\.name))) where failure == nil {
      guard let sheet = library.workbook_add_worksheet(book, name) else {
        failure = .workbookFailed(path: path, reason: "sheet '\(name)' could not be added")
        break
      }
      var writer = SheetWriter(sheet, formats: formats, functions)
      writer.write(table)
      summary.shortenedCells += writer.shortenedCells
      failure = Self.checkRows(of: sheet, temporaryBytes: &temporaryBytes, path: path)
    }
    let (status, code) = Self.close(book, functions)
    if let failure { throw failure }
    guard status == LXW_NO_ERROR else {
      if code == ENOSPC || code == EDQUOT || code == EFBIG { throw .cannotWrite(path: path, code: code) }
      throw .workbookFailed(
        path: path, reason: library.lxw_strerror(status).map { String(cString: $0) } ?? "error \(status.rawValue)")
    }
    return summary
  }

  private static let closing = Lock()

  /// Puts the file together; what the library says of that, and the code of the system behind it.
  ///
  /// One workbook at a time: meanwhile standard error, of which a process has one, leads nowhere.
  private static func close(
    _ book: UnsafeMutablePointer<lxw_workbook>, _ functions: UnsafePointer<xlsxwriter_functions>
  ) -> (lxw_error, Int32) {
    closing.lock()
    defer { closing.unlock() }
    errno = 0
    let status = workbook_close_quietly(functions, book)
    return (status, errno)
  }

  /// Whether the rows of a sheet reached their temporary file, and whether there is room to put the sheet together.
  ///
  /// The library checks neither, and would leave a workbook that Excel cannot open.
  private static func checkRows(
    of sheet: UnsafeMutablePointer<lxw_worksheet>, temporaryBytes: inout Int, path: String
  ) -> OutputError? {
    guard let rows = sheet.pointee.optimize_tmpfile else { return nil }
    if fflush(rows) != 0 || ferror(rows) != 0 { return .cannotWrite(path: path, code: errno) }
    temporaryBytes += ftell(rows)
    var disk = statvfs()
    guard fstatvfs(fileno(rows), &disk) == 0 else { return nil }
    return Int(disk.f_bavail) * Int(disk.f_frsize) < temporaryBytes ? .cannotWrite(path: path, code: ENOSPC) : nil
  }
}
