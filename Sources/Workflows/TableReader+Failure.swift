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

  /// Reads all columns; what is wrong with them becomes a failure.
  func table(asText: Set<String> = []) throws(Failure) -> Table {
    do throws(TableError) {
      return try read(asText: asText)
    } catch {
      throw Failure(error)
    }
  }
}
