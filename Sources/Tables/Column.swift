/// What the cells of a column are.
public enum ColumnKind: String, Sendable {
  /// Numbers, some with a fraction.
  case number
  /// Whole numbers.
  case integer
  /// Anything else that is written.
  case text
  /// Digits that are a name and not an amount: they have leading zeros or more digits than a `Double` holds.
  case code
  /// Two words such as `yes` and `no`; the values are texts.
  case boolean
  /// Days or points in time.
  case date
  /// Every cell is missing; the values are texts without a level.
  case empty
}

/// One typed column of a table.
public struct Column: Sendable {
  /// The cells of a column, in row order.
  public enum Values: Sendable {
    /// NaN = missing; every other value is finite.
    case numbers([Double])
    /// Text, code, boolean and empty columns.
    case texts(TextColumn)
    /// Seconds since 1970 and how they were written.
    case dates(DateColumn)
  }

  /// The header, made unique.
  public let name: String
  /// Counted from 0, in the order of the file.
  public let position: Int
  /// What the cells were found to be, or were asked to be.
  public let kind: ColumnKind
  /// Rows without a value.
  public let missingCount: Int
  /// The words that were taken for no value; nil where no text was, and for numbers and dates.
  public let missingWords: MissingWords?
  /// The cells, one a row.
  public let values: Values

  public init(
    name: String, position: Int, kind: ColumnKind, missingCount: Int, missingWords: MissingWords? = nil, values: Values
  ) {
    self.name = name
    self.position = position
    self.kind = kind
    self.missingCount = missingCount
    self.missingWords = missingWords
    self.values = values
  }

  /// The values of a numeric column; nil for other kinds.
  public var numbers: [Double]? {
    if case .numbers(let numbers) = values { numbers } else { nil }
  }

  /// The values of a text, code, boolean or empty column; nil for other kinds.
  public var texts: TextColumn? {
    if case .texts(let texts) = values { texts } else { nil }
  }

  /// The values of a date column; nil for other kinds.
  public var dates: DateColumn? {
    if case .dates(let dates) = values { dates } else { nil }
  }

  /// Whether a row has no value.
  public func isMissing(_ row: Int) -> Bool {
    switch values {
    case .numbers(let numbers): numbers[row].isNaN
    case .texts(let texts): texts.level(ofRow: row) < 0
    case .dates(let dates): dates.seconds[row].isNaN
    }
  }
}
