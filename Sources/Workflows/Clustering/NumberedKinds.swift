import Tables

/// Columns of whole numbers that may stand for kinds: 1 for one browser, 2 for another.
enum NumberedKinds {
  /// Two kinds are as far apart either way, and what has more values is an amount, or nothing to compare by.
  private static let usualCounts = 3...50

  /// Whether a column is called like kinds, and has as many values as kinds may have.
  static func contains(_ column: Column, _ numbers: [Double]) -> Bool {
    guard column.kind == .integer, IdentifierNames.namesKind(column.name) else { return false }
    return usualCounts.contains(numbers.differentCount(upTo: usualCounts.upperBound + 1))
  }

  /// Says that such columns were taken for amounts; nil where there are none.
  static func note(_ names: [String]) -> CommandOutput.Remark? {
    guard !names.isEmpty else { return nil }
    let list = names.map { $0.replacing(",", with: "\\,") }.joined(separator: ",")
    return CommandOutput.Remark(
      .note, "compared as amounts, though their whole numbers may stand for kinds: \(names.joined(separator: ", "))",
      hint: "use --categories \(shellWord(list)) where 2 is not twice 1")
  }
}
