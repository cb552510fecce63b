import FoundationEssentials
import Tables

/// A value of JSON, for reports whose parts are tables as much as settings.
enum JSONValue: Encodable, Equatable {
  case object([String: JSONValue])
  case array([JSONValue])
  case string(String)
  case integer(Int)
  case unsigned(UInt64)
  case number(Double)
  case flag(Bool)
  case null

  /// The number, or null where it is undefined.
  static func optional(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(value)
  }

  /// The text, or null.
  static func optional(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

  /// A table as one object a row; empty cells are null.
  static func rows(of table: ResultTable) -> JSONValue {
    let columns = table.columns.map { (name: $0.name, values: cells(of: $0)) }
    return .array(
      (0..<table.rowCount).map { row in
        .object(Dictionary(columns.map { ($0.name, $0.values[row]) }, uniquingKeysWith: { first, _ in first }))
      })
  }

  private static func cells(of column: ResultColumn) -> [JSONValue] {
    switch column.values {
    case .integers(let values): values.map { .integer($0) }
    case .numbers(let values, _), .dates(let values, _): values.map { optional($0) }
    case .texts(let values): values.map { $0.isEmpty ? .null : .string($0) }
    case .levels(let codes, let levels): codes.map { $0 < 0 ? .null : .string(levels[Int($0)]) }
    case .flags(let values): values.map { .flag($0) }
    case .copied: column.cellTexts.map { $0.isEmpty ? .null : .string($0) }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var single = encoder.singleValueContainer()
    switch self {
    case .object(let members): try single.encode(members)
    case .array(let elements): try single.encode(elements)
    case .string(let text): try single.encode(text)
    case .integer(let value): try single.encode(value)
    case .unsigned(let value): try single.encode(value)
    case .number(let value): try single.encode(value)
    case .flag(let value): try single.encode(value)
    case .null: try single.encodeNil()
    }
  }
}

/// JSON as this program writes it: keys in order of the alphabet, indented, ending in a line feed.
func encodedJSON(_ value: some Encodable) -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
  do {
    return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
  } catch {
    preconditionFailure("Numbers are finite where JSON is written: \(error)")
  }
}
