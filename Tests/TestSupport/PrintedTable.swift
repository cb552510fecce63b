/// A table as the program writes it in CSV, cut into cells.
public struct PrintedTable: Sendable, Equatable {
  public let header: [String]
  public let rows: [[String]]

  /// Cuts a text with commas, or another delimiter, between cells; quotes and quoted line ends are understood.
  public init(_ text: String, delimiter: Character = ",") {
    var records: [[String]] = []
    var record: [String] = []
    var cell = ""
    var isQuoted = false
    var previous: Character?
    for character in text.drop(while: { $0 == "\u{FEFF}" }) {
      switch character {
      case "\"":
        // The second of two quotes within quotes stands for itself.
        if !isQuoted, previous == "\"" { cell.append("\"") }
        isQuoted.toggle()
      case delimiter where !isQuoted:
        record.append(cell)
        cell = ""
      case "\n" where !isQuoted, "\r\n" where !isQuoted:
        records.append(record + [cell])
        (record, cell) = ([], "")
      default: cell.append(character)
      }
      previous = character
    }
    if !record.isEmpty || !cell.isEmpty { records.append(record + [cell]) }
    header = records.first ?? []
    rows = Array(records.dropFirst())
  }

  /// The cells of a column; none where there is no such column.
  public subscript(_ name: String) -> [String] {
    guard let place = header.firstIndex(of: name) else { return [] }
    return rows.map { $0.indices.contains(place) ? $0[place] : "" }
  }

  /// The cells of a column as numbers, NaN where they are none.
  public func numbers(_ name: String) -> [Double] { self[name].map { Double($0) ?? .nan } }
}
