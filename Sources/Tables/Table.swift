/// A table read from an input: typed columns of equal length.
public struct Table: Sendable {
  /// The file name, as messages print it.
  public let name: String
  /// The file name without folder and extension; `stdin` for standard input.
  public let stem: String
  /// 0 for an input that has a header only.
  public let rowCount: Int
  /// In the order of the file.
  public let columns: [Column]
  public let notices: [Notice]
  public let dialect: Dialect
  public let encoding: Encoding
  /// The 64-bit ``Digest`` of the input's bytes, in hexadecimal.
  public let digest: String

  /// The column of that name, compared byte by byte.
  public func column(named name: String) -> Column? {
    columns.first { $0.name.utf8.elementsEqual(name.utf8) }
  }
}

extension Table {
  /// The cells of a row as they were read, after unquoting.
  public func cells(ofRow row: Int) throws(TableError) -> [String] {
    throw .cannotRead(Place(file: name), reason: "reading is not built yet")
  }
}
