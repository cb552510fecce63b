/// Why bytes are no statistics of journeys; offsets are bytes from the beginning.
public enum StatisticsFileError: Error, Sendable, Equatable {
  /// Something that a number or a list in the file is about.
  public enum Field: String, Sendable {
    case units, archetypes, values, chains, kind, states, step, buckets, edges, weights, entries, bytes, cells, counts
  }

  /// The bytes do not begin as such a file does.
  case notStatistics
  /// A later version wrote the file.
  case newerVersion(found: UInt32, known: UInt32)
  /// The file is shorter or longer than it says.
  case wrongLength(expected: UInt64, found: Int)
  /// The digest at the end is not that of the bytes before.
  case wrongDigest(expected: UInt64, found: UInt64)
  /// The file ends within a number or a list.
  case overrun(Field, offset: Int)
  /// A number lies past what it can be.
  case outOfRange(Field, value: UInt64, limit: UInt64, offset: Int)
  /// A list is not in its order, or names something twice.
  case disorder(Field, offset: Int)
  /// A number is not finite, or negative.
  case invalidNumber(Field, offset: Int)
  /// Bytes are left over.
  case surplus(Field, offset: Int)

  /// The failure in one sentence.
  public var message: String {
    switch self {
    case .notStatistics: "these are not statistics of journeys"
    case .newerVersion(let found, let known):
      "the statistics are of version \(found), and this program reads versions up to \(known)"
    case .wrongLength(let expected, let found): "the statistics should have \(expected) bytes, and have \(found)"
    case .wrongDigest(let expected, let found):
      "the statistics are damaged: their digest is \(XXHash64.text(found)), and should be \(XXHash64.text(expected))"
    case .overrun(let field, let offset): "the \(field.rawValue) at byte \(offset) are cut short"
    case .outOfRange(let field, let value, let limit, let offset):
      "byte \(offset) says \(value) of \(field.rawValue), where at most \(limit) can be"
    case .disorder(let field, let offset): "the \(field.rawValue) at byte \(offset) are out of order"
    case .invalidNumber(let field, let offset):
      "byte \(offset) holds a number of \(field.rawValue) that is negative or not finite"
    case .surplus(let field, let offset): "bytes are left over after the \(field.rawValue) at byte \(offset)"
    }
  }
}
