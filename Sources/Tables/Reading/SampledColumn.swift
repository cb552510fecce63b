/// What the first rows suggest about a column.
struct SampledColumn: Sendable {
  var plan: ColumnPlan
  var kind: ColumnKind
  /// The decimal mark, if it is to be read as numbers.
  var mark: DecimalMark
  /// The mark that its numbers insist on; nil where they leave it open.
  var certainMark: DecimalMark?
  var textBytesPerRow: Int

  /// Where at least so many cells differ one from another, a column of texts is not kept as a dictionary.
  private static let distinctCells = 200

  /// About so many cells are looked at; the rest of the file is judged after it was read.
  private static let sampledCells = 200_000

  /// The columns of the records from `first` on, which lie at the columns of `layout`.
  static func all(
    _ records: SampleRecords, from first: Int, layout: HeaderLayout, dialect: Dialect, options: ReadOptions
  ) -> [SampledColumn] {
    var tallies = [ColumnTally](repeating: ColumnTally(), count: layout.names.count)
    var bytes = [Int](repeating: 0, count: layout.names.count)
    let limit = max(20, sampledCells / max(1, layout.names.count))
    let rows = first..<max(first, min(records.records.count, first + limit))
    for row in rows {
      for (column, cell) in records.cells(of: row).prefix(layout.names.count).enumerated() {
        tallies[column].observe(cell.text)
        bytes[column] += cell.text.count
      }
    }
    let defaults = ColumnDefaults(tallies, dialect: dialect, options: options)
    return tallies.enumerated().map { column, tally in
      var decision = ColumnDecision(tally, defaults)
      let name = layout.names[column]
      let isText = options.allText || options.asText.contains(name)
      if isText { decision = ColumnDecision(plan: .dictionary, kind: .text) }
      if decision.plan == .dictionary, decision.kind == .text || decision.kind == .code,
        isDistinct(column, records, rows)
      {
        decision.plan = .rowTexts
      }
      if case .number(let mark) = decision.plan, isEpoch(column, name, records, rows, mark) { decision.kind = .date }
      let insists = tally.pointOnly != tally.commaOnly
      return SampledColumn(
        plan: decision.plan, kind: decision.kind, mark: ColumnDecision.decimalMark(tally, defaults),
        certainMark: insists ? (tally.pointOnly > tally.commaOnly ? .point : .comma) : nil,
        textBytesPerRow: bytes[column] / max(1, rows.count) + 1)
    }
  }

  /// The mark that all columns agree on, where they do.
  static func certainMark(_ columns: [SampledColumn]) -> DecimalMark? {
    let marks = columns.compactMap(\.certainMark)
    guard let first = marks.first, marks.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  private static func isDistinct(_ column: Int, _ records: SampleRecords, _ rows: Range<Int>) -> Bool {
    var seen: Set<[UInt8]> = []
    for row in rows where column < records.records[row].cellCount {
      let text = records[row, column].text
      if !text.isEmpty, !seen.insert(Array(text)).inserted { return false }
    }
    return seen.count >= distinctCells
  }

  private static func isEpoch(
    _ column: Int, _ name: String, _ records: SampleRecords, _ rows: Range<Int>, _ mark: DecimalMark
  ) -> Bool {
    guard TimeName.matches(name) else { return false }
    let values = rows.compactMap { row -> Double? in
      guard column < records.records[row].cellCount else { return nil }
      return NumberShape(records[row, column].text).flatMap { $0.admits(mark) ? $0.value(mark) : nil }
    }
    guard let least = values.min(), let most = values.max() else { return false }
    return EpochUnit.detect(name, least: least, most: most) != nil
  }
}

extension ColumnDefaults {
  /// The mark asked for; else the one that the columns with a certain mark agree on; else a decimal comma in files
  /// with semicolons and a decimal point in others.
  init(_ tallies: [ColumnTally], dialect: Dialect, options: ReadOptions) {
    let points = tallies.count { $0.pointOnly > $0.commaOnly }
    let commas = tallies.count { $0.commaOnly > $0.pointOnly }
    let byDelimiter: DecimalMark = dialect.delimiter == UInt8(ascii: ";") ? .comma : .point
    let inferred = points > 0 && commas == 0 ? .point : commas > 0 && points == 0 ? .comma : byDelimiter
    self.init(decimal: options.decimal ?? inferred, isDecimalGiven: options.decimal != nil, dayFirst: options.dayFirst)
  }
}
