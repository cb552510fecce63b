import Tables

extension TableReader {
  /// Opens a table; what is wrong with it becomes a failure.
  static func opened(
    _ path: String, _ settings: ReadingSettings, allText: Bool = false
  ) throws(Failure) -> TableReader {
    do throws(TableError) {
      return try TableReader(path: path, options: ReadOptions(settings, allText: allText))
    } catch {
      throw Failure(error)
    }
  }

  /// Reads the columns that are wanted; what is wrong with them becomes a failure.
  ///
  /// - Parameter cellHint: What helps against a cell that is no number or date, where the flags of `cluster` do not.
  func table(_ selection: ColumnSelection = ColumnSelection(), cellHint: String? = nil) throws(Failure) -> Table {
    do throws(TableError) {
      return try read(selection)
    } catch {
      var failure = Failure(error)
      switch error {
      case .notNumber, .notDate: failure.hint = cellHint ?? failure.hint
      default: break
      }
      throw failure
    }
  }
}
