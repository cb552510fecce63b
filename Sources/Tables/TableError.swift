/// Anything wrong with an input, with its place.
public enum TableError: Error, Sendable, Equatable {
  /// The path cannot be opened or read; `reason` says why in plain words.
  case cannotRead(Place, reason: String)
  /// The file has no bytes, or only blank ones.
  case empty(Place)
  /// The file is not text; `what` names what it seems to be.
  case notText(Place, what: String)
  /// A byte does not fit the encoding that the caller asked for.
  case undecodable(Place, encoding: Encoding)
  /// A byte 0, which no text holds.
  case nulByte(Place)
  /// The place is that of the opening quote.
  case unterminatedQuote(Place)
  /// A row has more cells than the table has columns, and the extra cells are not blank.
  case longRow(Place, cells: Int, columns: Int, repeats: Int)
  /// A cell in a column of numbers is none.
  case notNumber(Place, column: String, cell: String, repeats: Int)
  /// A cell in a column of dates is none.
  case notDate(Place, column: String, cell: String, repeats: Int)
  /// The typed columns would not fit into memory.
  case insufficientMemory(Place, neededBytes: Int, availableBytes: Int)
  /// A file got shorter between two reads of it.
  case changedWhileReading(Place)
  /// The delimiter asked for is a quote, a line end, a letter or a digit.
  case unusableDelimiter(Place, UInt8)

  /// What kind of failure it is, for exit codes.
  public enum Kind: Sendable, Equatable {
    case missingInput, badContent, cannotWrite, badOption, insufficientMemory
  }

  /// What kind of failure this is.
  public var kind: Kind {
    switch self {
    case .cannotRead, .changedWhileReading: .missingInput
    case .insufficientMemory: .insufficientMemory
    case .unusableDelimiter: .badOption
    default: .badContent
    }
  }

  /// Where in the input it stands.
  public var place: Place {
    switch self {
    case .cannotRead(let place, _), .empty(let place), .notText(let place, _), .undecodable(let place, _),
      .nulByte(let place), .unterminatedQuote(let place), .longRow(let place, _, _, _),
      .notNumber(let place, _, _, _), .notDate(let place, _, _, _), .insufficientMemory(let place, _, _),
      .changedWhileReading(let place), .unusableDelimiter(let place, _):
      place
    }
  }

  /// How many more faults like this one the input has.
  public var repeats: Int {
    switch self {
    case .longRow(_, _, _, let repeats), .notNumber(_, _, _, let repeats), .notDate(_, _, _, let repeats): repeats
    default: 0
    }
  }
}
