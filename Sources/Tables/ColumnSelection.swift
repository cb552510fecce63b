/// Which columns of an input are wanted, and as what, by header. Names that the input lacks are ignored.
public struct ColumnSelection: Sendable {
  /// Read as text whatever they hold, besides those of the options.
  public var asText: Set<String>
  /// Read as numbers wherever the cells allow it, besides those of `asText`: neither days of eight digits, nor counts since
  /// 1970, nor digits that name something.
  public var asNumber: Set<String>
  /// Which words stand for no value in columns of texts; for those not named here the column itself decides.
  public var missingWords: [String: MissingWords]
  /// Columns in which a cell that does not fit is a notice and a missing value, no error.
  public var unused: Set<String>
  /// The columns to read; nil reads all. What is not read costs no memory and is not looked at.
  public var only: Set<String>?
  /// A column of texts that are only compared. It becomes the table's ``Table/key``.
  public var key: String?

  public init(
    asText: Set<String> = [], asNumber: Set<String> = [], missingWords: [String: MissingWords] = [:],
    unused: Set<String> = [], only: Set<String>? = nil, key: String? = nil
  ) {
    self.asText = asText
    self.asNumber = asNumber
    self.missingWords = missingWords
    self.unused = unused
    self.only = only
    self.key = key
  }
}
