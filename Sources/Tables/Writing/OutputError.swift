import Glibc

/// Why an output could not be written.
public enum OutputError: Error, Sendable, Equatable {
  /// The system refused; `code` is its errno.
  case cannotWrite(path: String, code: Int32)
  /// Whoever read the pipe has stopped reading: nothing is wrong, and the command ends quietly.
  case closedPipe(path: String)
  /// The output's place is that of an input.
  case wouldOverwriteInput(path: String, input: String)
  /// A file was to be written where a folder is.
  case isFolder(path: String)
  /// A folder was to be used where something else is.
  case notFolder(path: String)
  /// A sheet of a workbook holds `limit` rows with its header.
  case tooManyRows(path: String, table: String, rows: Int, limit: Int)
  /// A sheet of a workbook holds `limit` columns.
  case tooManyColumns(path: String, table: String, columns: Int, limit: Int)
  /// The workbook library failed, in its own words.
  case workbookFailed(path: String, reason: String)
  /// The workbook library, such as `libxlsxwriter.so.4`, is not there or cannot be loaded, as the system says.
  case noWorkbookLibrary(path: String, library: String, reason: String)

  /// The output that could not be written.
  public var path: String {
    switch self {
    case .cannotWrite(let path, _), .closedPipe(let path), .wouldOverwriteInput(let path, _), .isFolder(let path),
      .notFolder(let path), .tooManyRows(let path, _, _, _), .tooManyColumns(let path, _, _, _),
      .workbookFailed(let path, _), .noWorkbookLibrary(let path, _, _):
      path
    }
  }

  /// What is wrong, in a sentence without a full stop that does not repeat the path.
  public var message: String {
    switch self {
    case .cannotWrite(_, let code): "cannot write: \(Self.reason(code))"
    case .closedPipe: "cannot write: the reader of the pipe has gone"
    case .wouldOverwriteInput(_, let input):
      input == "-" ? "would overwrite the file on standard input" : "would overwrite the input '\(input)'"
    case .isFolder: "cannot write: a folder of this name is there"
    case .notFolder: "cannot be used as a folder: it is a file"
    case .tooManyRows(_, let table, let rows, let limit):
      "table '\(table)' has \(rows) rows and a header, and a sheet of a workbook holds \(limit) rows"
    case .tooManyColumns(_, let table, let columns, let limit):
      "table '\(table)' has \(columns) columns, and a sheet of a workbook holds \(limit)"
    case .workbookFailed(_, let reason): "cannot write the workbook: \(reason)"
    case .noWorkbookLibrary(_, _, let reason): "cannot write a workbook: \(reason)"
    }
  }

  /// What would help.
  public var hint: String? {
    switch self {
    case .cannotWrite(_, ENOSPC), .cannotWrite(_, EDQUOT): "free some space, or choose another place with --output"
    case .cannotWrite, .isFolder, .notFolder, .workbookFailed: "choose another place with --output"
    case .wouldOverwriteInput: "inputs are never overwritten: choose another name with --output"
    case .noWorkbookLibrary(_, let library, _):
      "install the library (on Debian and Ubuntu the package \(library.replacing(".so.", with: ""))), or give --output a "
        + "folder to get CSV files"
    case .tooManyRows, .tooManyColumns: "give --output a folder instead of a workbook to get CSV files"
    case .closedPipe: nil
    }
  }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case ENOSPC: "the disk is full"
    case EDQUOT: "the disk quota is used up"
    case EFBIG: "the file would be larger than allowed here"
    case EACCES, EPERM: "permission denied"
    case EROFS: "the disk is read-only"
    case ENOENT: "the folder does not exist"
    case EOPNOTSUPP: "no folder can be made there"
    case ENOTDIR: "a part of the path is not a folder"
    case EISDIR: "a folder of this name is there"
    case ENAMETOOLONG: "the name is too long"
    case ELOOP: "the symbolic links go in a circle"
    case EMFILE, ENFILE: "too many files are open"
    case EIO: "the disk reported an error"
    case ETXTBSY, EBUSY: "it is in use"
    case EBADF: "it is not open for writing"
    case ENXIO: "nobody is reading from it"
    case ESPIPE: "a workbook cannot be written to a pipe or a device"
    default: "system error \(code)"
    }
  }
}
