extension TableAssembly {
  /// Puts the settled columns into a table.
  func makeTable(_ first: ReadPass) throws(TableError) -> Table {
    var notices = input.notices
    notices += try repairs(first.findings)
    notices += try forgivenNotices()
    var columns: [Column] = []
    var key: KeyColumn?
    columns.reserveCapacity(input.names.count)
    for (position, name) in input.names.enumerated() {
      guard let builder = builders[position], let kind = kinds[position] else { continue }
      if builder.plan == .key {
        key = builder.takeKeys()
        continue
      }
      let tally = builder.tally
      notices += ColumnNotices.all(name, builder.plan, tally, rowCount: first.rowCount, defaults: defaults)
      columns.append(column(name, position, builder, kind, &notices))
    }
    var dialect = input.dialect
    let marks = Set(builders.compactMap { $0?.certainMark })
    dialect.decimalMark = marks.count == 1 ? marks.first : nil
    let digest = input.text === input.original ? first.digest.hexadecimal : try Self.digest(of: input.original)
    let rows = RowAccess(
      source: input.text, textOffset: input.textOffset, dialect: dialect, index: first.index,
      rowCount: first.rowCount, columnCount: input.names.count)
    return Table(
      name: input.text.name, stem: FileStem.of(input.text.name), rowCount: first.rowCount, columns: columns, key: key,
      notices: notices, dialect: dialect, encoding: input.encoding, digest: digest, rows: rows)
  }

  private func column(
    _ name: String, _ position: Int, _ builder: ColumnBuilder, _ kind: ColumnKind, _ notices: inout [Notice]
  ) -> Column {
    let tally = builder.tally
    var missing = Int(tally.missing)
    var kind = kind
    var words: MissingWords?
    let values: Column.Values
    switch builder.plan {
    case .skip, .key: preconditionFailure("A settled column was read, and keys are no column of a table.")
    case .number:
      let numbers = builder.takeNumbers()
      if wishes[position] == nil, let (dates, unit) = Self.epoch(name, numbers) {
        notices.append(Notice(.note, "column '\(name)' was read as \(unit)", column: name))
        kind = .date
        values = .dates(dates)
      } else {
        values = .numbers(numbers)
      }
    case .date(let order):
      values = .dates(DateColumn(seconds: builder.takeNumbers(), isDateOnly: tally.withTime == 0, order: order))
    case .dictionary, .rowTexts:
      // Whoever wants nothing but texts wants 'NA' too.
      words = options.allText ? nil : missingWords[position] ?? builder.missingWords(kind)
      let texts = builder.takeTexts(without: words)
      missing = texts.missingCount
      values = .texts(texts)
    }
    return Column(
      name: name, position: position, kind: kind, missingCount: missing, missingWords: words, values: values)
  }

  /// A column of counts of time under a header that names a time, and what it counts; nil for other numbers.
  private static func epoch(_ name: String, _ numbers: [Double]) -> (dates: DateColumn, unit: String)? {
    guard TimeName.matches(name) else { return nil }
    var least = Double.infinity
    var most = -Double.infinity
    for number in numbers where !number.isNaN {
      least = min(least, number)
      most = max(most, number)
    }
    guard let unit = EpochUnit.detect(name, least: least, most: most) else { return nil }
    let isDateOnly = unit.order == .excelDays && numbers.allSatisfy { $0.isNaN || $0 == $0.rounded() }
    return (DateColumn(seconds: numbers.map(unit.seconds), isDateOnly: isDateOnly, order: unit.order), unit.name)
  }

  /// What was mended in the rows.
  private func repairs(_ findings: PassFindings) throws(TableError) -> [Notice] {
    var notices: [Notice] = []
    if let first = findings.firstShort {
      let line = try finder.place(at: first).line ?? 0
      let subject = counted(findings.shortRows, "row has", "rows have")
      notices.append(
        Notice(
          .warning,
          "\(subject) fewer cells than the header has names; the others were taken as missing (first: line \(line))"))
    }
    if findings.blankLines > 0 {
      notices.append(Notice(.note, "\(counted(findings.blankLines, "blank line", "blank lines")) between rows skipped"))
    }
    if findings.tails > 0 {
      let subject = counted(findings.tails, "cell has", "cells have")
      notices.append(Notice(.warning, "\(subject) text after the closing quote, which was kept"))
    }
    return notices
  }

  private static func digest(of source: ByteSource) throws(TableError) -> String {
    let whole = try source.inMemory()
    return whole.bytesInMemory.map { Digest.of($0) } ?? ""
  }
}

/// The name of a file without folder and extension; the whole name where no more than dots would be left.
enum FileStem {
  static func of(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = file.lastIndex(of: "."), file[..<dot].contains(where: { $0 != "." }) else { return file }
    return String(file[..<dot])
  }
}
