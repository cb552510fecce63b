import Tables

/// A column of texts that are numbers with one unit behind each: `67 kg`, `12 meses`.
struct UnitColumn {
  /// Fewer different texts may well be the names of a few kinds, as in `4G` and `5G`.
  private static let fewestDifferent = 5
  /// So many cells show what the rest is.
  private static let glimpse = 1_000
  private static let longestUnit = 12

  let name: String
  /// The first cell.
  let example: String

  /// Nil when a cell is anything else, or has another unit.
  init?(_ column: Column) {
    guard column.kind == .text, let texts = column.texts else { return nil }
    var unit: Substring?
    var different: Set<String> = []
    var present = 0
    for row in 0..<texts.rowCount where present < Self.glimpse {
      guard let text = texts.string(ofRow: row) else { continue }
      present += 1
      guard let own = Self.unit(of: text) else { return nil }
      // One month, two months.
      guard unit.map({ own.hasPrefix($0) || $0.hasPrefix(own) }) ?? true else { return nil }
      unit = unit ?? own
      different.insert(text)
    }
    guard different.count >= Self.fewestDifferent,
      let first = (0..<texts.rowCount).lazy.compactMap({
        texts.string(ofRow: $0)
      }).first
    else { return nil }
    name = column.name
    example = first
  }

  /// The letters after a number; nil where the text is anything else.
  private static func unit(of text: String) -> Substring? {
    let letters = text.reversed().drop { $0.isWhitespace }.prefix { $0.isLetter || $0 == "." }
    guard (1...longestUnit).contains(letters.count), letters.contains(where: \.isLetter) else { return nil }
    let rest = text.dropLast(text.reversed().prefix { $0.isWhitespace }.count + letters.count)
    return MixedColumn.isNumber(String(rest)) ? Substring(String(letters.reversed()).lowercased()) : nil
  }

  /// For a list of columns.
  var summary: String { "numbers with a unit, such as '\(example)'" }

  var warning: CommandOutput.Remark {
    .init(
      .warning, "column '\(name)' is not taken as numbers: they have a unit, as in '\(example)'",
      hint: "take the unit off the cells to compare them by size")
  }
}
