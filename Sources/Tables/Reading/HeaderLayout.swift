/// Where the header and the rows of an input start, and what the columns are called.
struct HeaderLayout {
  /// At most so many lines before the header are taken for titles.
  static let titleLimit = 20

  private(set) var names: [String] = []
  private(set) var hasHeader = true
  /// Offset of the first row in the sample.
  private(set) var dataOffset = 0
  /// Offset of the header in the sample.
  private(set) var headerOffset = 0
  private(set) var skippedTitles = 0
  private(set) var notices: [Notice] = []
  /// Whether rows have a cell for their name that the header lacks, as R writes them.
  private(set) var hasRowNames = false

  /// Reads the layout off the first records.
  ///
  /// Titles are records before the header with few cells. A first record of nothing but numbers above columns of
  /// numbers is no header.
  init(_ records: SampleRecords) {
    let length = DialectScore.commonLength(records)
    let header = Self.headerIndex(records, length)
    skippedTitles = header
    headerOffset = records.records[header].offset
    hasHeader = !Self.isRow(records, header)
    hasRowNames = hasHeader && Self.lacksCorner(records, header, length)
    dataOffset = hasHeader ? Self.offset(after: header, records) : headerOffset
    if hasHeader {
      let texts = records.cells(of: header).map { Self.text($0) }
      nameColumns((hasRowNames ? [""] : []) + texts)
      if !hasRowNames, let value = Self.likelyValue(records, header) {
        notices.append(
          Notice(
            .warning,
            "the first row was read as the names of the columns, but '\(value)' looks like a value of its column",
            hint: "write the names of the columns into a line above if the first row is data"))
      }
    } else {
      names = (1...records.records[header].cellCount).map { "column_\($0)" }
      notices.append(
        Notice(
          .warning, "the first row holds only numbers, so it was read as data and the columns were named column_1, …",
          hint: "write the names of the columns into the first line if it was meant as a header"))
    }
  }

  /// Where the rows after a record start: at the next record, or where the record ends. The sample may lack the next
  /// record although the input has it, as when one of its quotes is never closed.
  private static func offset(after record: Int, _ records: SampleRecords) -> Int {
    record + 1 < records.records.count ? records.records[record + 1].offset : records.records[record].end
  }

  /// The record that is the header: the first that is no title.
  private static func headerIndex(_ records: SampleRecords, _ length: Int) -> Int {
    guard length > 1 else { return 0 }
    var index = 0
    while index < min(titleLimit, records.records.count - 1), isTitle(records, index, length) { index += 1 }
    return isTitle(records, index, length) ? 0 : index
  }

  /// Whether a record has so few texts that it can only be a title above the table.
  private static func isTitle(_ records: SampleRecords, _ index: Int, _ length: Int) -> Bool {
    if index == 0, lacksCorner(records, 0, length) { return false }
    let filled = records.cells(of: index).count { !Blank.fills($0.text) }
    let cellCount = records.records[index].cellCount
    if cellCount < length {
      // Where the longer rows only end in delimiters, this is the header.
      let isLonger = (index + 1..<records.records.count).contains { row in
        records.cells(of: row).dropFirst(cellCount).contains { !Blank.fills($0.text) }
      }
      return isLonger && filled <= max(1, (length - 1) / 2)
    }
    // A spreadsheet fills a title up with empty cells; the rows below must be full for it to be one.
    guard length >= 3, filled <= 1, index + 1 < records.records.count else { return false }
    let rest = (index + 1)..<min(index + 1 + titleLimit, records.records.count)
    return rest.contains { row in records.cells(of: row).allSatisfy { !Blank.fills($0.text) } }
  }

  /// Whether the header is one cell short of every row and the first cells are names of rows, as R writes them:
  /// texts, or numbers in quotes, each one different.
  private static func lacksCorner(_ records: SampleRecords, _ header: Int, _ length: Int) -> Bool {
    let rows = (header + 1)..<max(records.records.count, header + 1)
    guard length >= 2, rows.count >= 2, records.records[header].cellCount == length - 1,
      rows.allSatisfy({ records.records[$0].cellCount == length }),
      rows.contains(where: { !Blank.fills(records[$0, length - 1].text) })
    else { return false }
    // Above two columns of texts, one unquoted text is rather a title.
    if length == 2, !records[header, 0].isQuoted, !isNumber(records[header + 1, 1]) { return false }
    var names: Set<[UInt8]> = []
    return rows.allSatisfy { row in
      let cell = records[row, 0]
      return (cell.isQuoted || !isNumber(cell)) && !Blank.fills(cell.text) && names.insert(Array(cell.text)).inserted
    }
  }

  /// Whether a record holds only numbers and dates, and so do the columns below it.
  private static func isRow(_ records: SampleRecords, _ index: Int) -> Bool {
    let cells = records.cells(of: index)
    guard cells.allSatisfy({ isNumber($0) }) else { return false }
    let rows = (index + 1)..<min(index + 21, max(records.records.count, index + 1))
    return rows.allSatisfy { row in
      records.cells(of: row).allSatisfy { cell in
        Blank.fills(cell.text) || MissingWord.matches(cell.text) || isNumber(cell)
      }
    }
  }

  /// The first cell of a header that looks like a value of its column: a date above dates; or, where such cells and
  /// numbers above numbers are half of the row, a fraction above fractions, or a text that some cells below repeat and others
  /// do not. Numbers that rise from column to column are names.
  private static func likelyValue(_ records: SampleRecords, _ header: Int) -> String? {
    let names = records.cells(of: header)
    let rows = (header + 1..<min(header + 21, max(records.records.count, header + 1)))
      .map { Array(records.cells(of: $0)) }
      .filter { row in !names.elementsEqual(row) { $0.text.elementsEqual($1.text) } }
    let numbers = names.compactMap { number($0) }
    let areRising = numbers.count > 2 && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    var first: String?
    var count = 0
    for (column, name) in names.enumerated() where !Blank.fills(name.text) {
      let below = rows.compactMap { $0.count > column ? $0[column] : nil }
        .filter { !Blank.fills($0.text) && !MissingWord.matches($0.text) }
      guard below.count >= 2 else { continue }
      if let value = number(name) {
        let values = below.compactMap { number($0) }
        guard !areRising, values.count == below.count else { continue }
        count += 1
        if value != value.rounded(), values.contains(where: { $0 != $0.rounded() }), first == nil { first = text(name) }
      } else if DateShape(name.text) != nil {
        if below.allSatisfy({ DateShape($0.text) != nil && number($0) == nil }) { return text(name) }
      } else {
        let repeats = below.count { $0.text.elementsEqual(name.text) }
        guard repeats > 0, repeats < below.count else { continue }
        count += 1
        if first == nil { first = text(name) }
      }
    }
    return count * 2 >= names.count ? first : nil
  }

  private static func number(_ cell: SampleRecords.Cell) -> Double? {
    guard let shape = NumberShape(cell.text), !shape.traits.contains(.percent) else { return nil }
    return shape.value(shape.admits(.point) ? .point : .comma)
  }

  private static func isNumber(_ cell: SampleRecords.Cell) -> Bool {
    NumberShape(cell.text) != nil || DateShape(cell.text) != nil
  }

  private static func text(_ cell: SampleRecords.Cell) -> String {
    String(decoding: Blank.trim(cell.text), as: UTF8.self)
  }

  /// Names blank columns after their position and tells equal names apart by a number.
  private mutating func nameColumns(_ texts: [String]) {
    var taken: Set<[UInt8]> = Set(texts.map { Array($0.utf8) })
    var seen: Set<[UInt8]> = []
    var blank: [Int] = []
    var renamed: [String] = []
    for (index, text) in texts.enumerated() {
      let isBlank = text.isEmpty
      var name = isBlank ? "column_\(index + 1)" : text
      if isBlank ? taken.contains(Array(name.utf8)) : seen.contains(Array(name.utf8)) {
        var number = 2
        while taken.contains(Array("\(name)_\(number)".utf8)) { number += 1 }
        if !isBlank { renamed.append("'\(name)' → '\(name)_\(number)'") }
        name = "\(name)_\(number)"
      }
      if isBlank { blank.append(index) }
      taken.insert(Array(name.utf8))
      seen.insert(Array(name.utf8))
      names.append(name)
    }
    if !blank.isEmpty {
      let names = listed(blank.map { self.names[$0] })
      notices.append(
        Notice(
          .note,
          blank.count == 1
            ? "1 column has no name and was called after its position: \(names)"
            : "\(grouped(blank.count)) columns have no name and were called after their positions: \(names)"))
    }
    if !renamed.isEmpty {
      notices.append(Notice(.warning, "columns of the same name were told apart: \(listed(renamed))"))
    }
  }
}

/// `1 column has`, `12 columns have`.
func counted(_ count: Int, _ singular: String, _ plural: String) -> String {
  "\(grouped(count)) \(count == 1 ? singular : plural)"
}

/// The first three items, and how many more there are.
func listed(_ items: [String]) -> String {
  let shown = items.prefix(3).joined(separator: ", ")
  return items.count > 3 ? "\(shown) and \(grouped(items.count - 3)) more" : shown
}

/// `1,234,567`.
func grouped(_ count: Int) -> String {
  let digits = String(count)
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0 && (digits.count - index) % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return text
}
