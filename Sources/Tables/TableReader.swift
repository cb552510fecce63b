/// An opened input: a path, or "-" for standard input.
///
/// Opening looks at the first rows only; ``read(_:)`` reads them all.
public struct TableReader: Sendable {
  /// The file name for messages; `stdin` for standard input.
  public let name: String
  /// The file name without folder and extension, for default folders.
  public let stem: String
  private let input: OpenedInput
  private let options: ReadOptions

  /// Opens an input and finds out its encoding, its dialect and its columns.
  ///
  /// What is not a regular file, and what is not UTF-8, is held in memory from here on.
  ///
  /// - Throws: ``TableError`` when the path cannot be read, is no text or holds nothing.
  public init(path: String, options: ReadOptions = .init()) throws(TableError) {
    let input = try OpenedInput(path: path, options: options)
    self.input = input
    self.options = options
    name = input.text.name
    stem = FileStem.of(name)
  }

  /// How the file is laid out, as found or as given.
  public var dialect: Dialect { input.dialect }
  /// How its bytes stand for characters, as found or as given.
  public var encoding: Encoding { input.encoding }
  /// The names of the columns, made unique; blank ones named after their position.
  public var headers: [String] { input.names }
  /// The kind of each column as a sample of the first rows suggests it.
  public var sampleKinds: [ColumnKind] { input.columns.map(\.kind) }

  /// Reads all rows.
  ///
  /// Holds 8 bytes for each number, date and key, 4 for each repeated text, 8 and its bytes for each other text, and a few
  /// megabytes besides. The result does not depend on the number of threads.
  ///
  /// - Throws: ``TableError`` with the place of what is wrong.
  public func read(_ selection: ColumnSelection = .init()) throws(TableError) -> Table {
    var assembly = TableAssembly(input, options: options, selection)
    if let table = try assembly.read() { return table }
    // A byte beyond the sample was not UTF-8.
    let again = try OpenedInput(input.original, options: options, encoding: .windows1252)
    assembly = TableAssembly(again, options: options, selection)
    guard let table = try assembly.read() else { preconditionFailure("Windows-1252 has been turned into UTF-8.") }
    return table
  }
}
