/// An opened input: a path, or "-" for standard input.
public struct TableReader: Sendable {
  /// The file name for messages; `stdin` for standard input.
  public let name: String
  /// The file name without folder and extension, for default folders.
  public let stem: String
  public let dialect: Dialect
  public let encoding: Encoding
  /// The names of the columns, made unique; blank ones named after their position.
  public let headers: [String]
  /// The kind of each column as a sample of the first rows suggests it.
  public let sampleKinds: [ColumnKind]

  public init(path: String, options: ReadOptions = .init()) throws(TableError) {
    throw .cannotRead(Place(file: path), reason: "reading is not built yet")
  }

  /// Reads all columns.
  public func read(asText: Set<String> = []) throws(TableError) -> Table {
    throw .cannotRead(Place(file: name), reason: "reading is not built yet")
  }
}
