/// What a caller knows about an input; nil means "detect".
public struct ReadOptions: Sendable {
  /// The byte between two cells.
  public var delimiter: UInt8?
  /// How bytes stand for characters.
  public var encoding: Encoding?
  /// The decimal mark of every number.
  public var decimal: DecimalMark?
  /// Whether `3/4/2024` is the third of April; nil decides by any day above 12 in the column, else warns.
  public var dayFirst: Bool?
  /// Header names of columns that are read as text whatever they hold. Names that the file lacks are ignored.
  public var asText: Set<String>
  /// Reads every column as text, words for missing cells included.
  public var allText: Bool
  /// Threads to use; nil means one per available core. The result does not depend on it.
  public var threads: Int?
  /// Bytes parsed by one thread at a time, few enough to stay in its cache. The result does not depend on it.
  var blockBytes = 1 << 18
  /// Whether `blockBytes` is taken as it stands, even where records are longer.
  var isBlockSizeGiven = false
  /// What to take for the available memory; nil asks the system.
  var availableMemory: Int?

  public init(
    delimiter: UInt8? = nil, encoding: Encoding? = nil, decimal: DecimalMark? = nil, dayFirst: Bool? = nil,
    asText: Set<String> = [], allText: Bool = false, threads: Int? = nil
  ) {
    self.delimiter = delimiter
    self.encoding = encoding
    self.decimal = decimal
    self.dayFirst = dayFirst
    self.asText = asText
    self.allText = allText
    self.threads = threads
  }
}
