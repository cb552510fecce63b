import Tables

/// Signs that the columns of a table are parted by blanks, which are no delimiter: it is read as one column.
struct SpacedColumns {
  let message: String
  let hint = #"awk '{$1=$1}1' OFS='\t' FILE > table.tsv writes tabs between them"#

  private static let sampleSize = 100

  /// Nil unless the header and the first rows of the only column hold equally many words, one of which is always a number
  /// or a date.
  init?(_ table: Table) {
    guard table.columns.count == 1, let texts = table.columns[0].texts, table.rowCount > 0 else { return nil }
    let rows = (0..<min(table.rowCount, Self.sampleSize)).compactMap { texts.string(ofRow: $0) }
      .map { $0.split(separator: " ") }
    guard let count = rows.first?.count, count > 1, rows.allSatisfy({ $0.count == count }) else { return nil }
    let header = table.columns[0].name.split(separator: " ")
    guard !table.dialect.hasHeader || header.count == count else { return nil }
    guard (0..<count).contains(where: { word in rows.allSatisfy { $0[word].first!.isNumber } }) else { return nil }
    message = "the columns seem to be parted by blanks, and are read as one: each row holds \(count) words"
  }

  func failure(in file: String) -> Failure { .badContent(message, file: file, hint: hint) }
}
