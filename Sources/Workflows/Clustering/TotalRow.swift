import Tables

/// A last row of totals, as spreadsheets have it: no customer, and far larger than any.
struct TotalRow {
  /// Fewer rows may add up to the last by chance.
  private static let fewestRows = 10
  /// The totals of rounded cells differ a little from the total.
  private static let tolerance = 1e-3
  private static let words: Set<String> = [
    "total", "totals", "totales", "total general", "grand total", "gran total", "subtotal", "suma", "suma total", "sum",
    "summe", "gesamt", "gesamtsumme", "insgesamt", "totale", "total général",
  ]

  /// What shows it: the word in the row, or the column whose number is the sum of all above.
  private let evidence: String

  /// Looks at the last row; nil where nothing speaks for totals.
  init?(_ table: Table) throws(Failure) {
    guard table.rowCount > 1 else { return nil }
    let cells: [String]
    do throws(TableError) { cells = try table.cells(ofRow: table.rowCount - 1) } catch { throw Failure(error) }
    let first = cells.lazy.map { cell in cell.filter { $0 != ":" }.split(separator: " ").joined(separator: " ") }
      .first { !$0.isEmpty }
    if let first, Self.words.contains(first.lowercased()) {
      evidence = "it begins with '\(first)'"
    } else if let column = table.columns.first(where: { Self.isSum($0.numbers ?? []) }) {
      evidence = "its '\(column.name)' is the sum of all above"
    } else {
      return nil
    }
  }

  /// Whether the last number is larger than each before it, and as large as all of them together.
  private static func isSum(_ numbers: [Double]) -> Bool {
    guard numbers.count > fewestRows, let last = numbers.last, last > 0 else { return false }
    var sum = 0.0
    // Nearly always one of the first numbers settles it.
    for number in numbers.dropLast() where !number.isNaN {
      guard number < last else { return false }
      sum += number
    }
    return abs(sum - last) <= tolerance * last
  }

  var warning: CommandOutput.Remark {
    .init(
      .warning, "the last row seems to be one of totals, and counts like any other: \(evidence)",
      hint: "delete it from the table")
  }
}
