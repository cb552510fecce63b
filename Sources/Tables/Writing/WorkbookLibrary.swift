import CXlsxWriter

/// libxlsxwriter, loaded when it is asked for first.
struct WorkbookLibrary: @unchecked Sendable {
  /// Never written after `init`.
  let functions: UnsafePointer<xlsxwriter_functions>

  private enum Loading {
    case loaded(WorkbookLibrary)
    case failed(reason: String)
  }

  private static let loading: Loading = {
    let functions = UnsafeMutablePointer<xlsxwriter_functions>.allocate(capacity: 1)
    guard let reason = xlsxwriter_load(functions) else {
      return .loaded(WorkbookLibrary(functions: UnsafePointer(functions)))
    }
    functions.deallocate()
    return .failed(reason: String(cString: reason))
  }()

  /// - Parameter path: Names the workbook in the error.
  /// - Throws: ``OutputError/noWorkbookLibrary(path:library:reason:)``.
  static func load(for path: String) throws(OutputError) -> WorkbookLibrary {
    switch loading {
    case .loaded(let library): return library
    case .failed(let reason):
      throw .noWorkbookLibrary(path: path, library: String(cString: xlsxwriter_file_name()), reason: reason)
    }
  }
}
