import Tables

/// Times that are read as texts, because not all of them are dates of one order, or numbers.
struct UnreadableTimes {
  /// How a time can be written.
  private enum Form: Hashable {
    case number
    case date(DateColumn.Order)
  }

  private let texts: TextColumn
  private let formsOfLevel: [[Form]]
  /// That of most cells; nil where no cell is a time.
  private let usual: Form?

  init(_ texts: TextColumn) {
    self.texts = texts
    let forms = (0..<texts.levelCount).map { Self.forms(of: texts.string(ofLevel: $0)) }
    formsOfLevel = forms
    var counts: [(form: Form, count: Int)] = []
    for row in 0..<texts.rowCount {
      let level = texts.level(ofRow: row)
      for form in level < 0 ? [] : forms[level] {
        if let place = counts.firstIndex(where: { $0.form == form }) {
          counts[place].count += 1
        } else {
          counts.append((form, 1))
        }
      }
    }
    // Of equals the first, so that the later cell is the odd one.
    usual =
      counts.reduce(nil) { (best: (form: Form, count: Int)?, next) in
        next.count > best?.count ?? 0 ? next : best
      }?.form
  }

  private static func forms(of text: String) -> [Form] {
    let orders = DateColumn.orders(of: text)
    if !orders.isEmpty { return orders.map { .date($0) } }
    return Double(text)?.isFinite == true ? [.number] : []
  }

  /// The first cell that is not like most, and how many more there are.
  func failure(_ column: Column, of table: Table) -> Failure {
    let odd = (0..<texts.rowCount).filter { row in
      let level = texts.level(ofRow: row)
      return level >= 0 && !formsOfLevel[level].contains { $0 == usual }
    }
    let row = odd.first ?? 0
    let cell = texts.string(ofRow: row) ?? ""
    var failure = Failure.badContent(
      "column '\(column.name)' holds '\(cell)', \(reproach(formsOfLevel[max(0, texts.level(ofRow: row))]))",
      row: row, column: column, of: table,
      hint: "times are like 2026-03-31 14:05, 31/03/2026, 31 Mar 2026 or plain numbers; --time names another column")
    failure.repeats = max(0, odd.count - 1)
    return failure
  }

  private func reproach(_ forms: [Form]) -> String {
    switch usual {
    case nil: return "which is neither a date nor a number"
    case .number: return "and most of its cells are plain numbers"
    case .date(let order):
      if forms.isEmpty { return "which is no date" }
      switch (order, forms[0]) {
      case (.dayMonthYear, .date(.monthDayYear)): return "with the month first, and other dates have the day first"
      case (.monthDayYear, .date(.dayMonthYear)): return "with the day first, and other dates have the month first"
      default: return "which is not written like its other dates"
      }
    }
  }
}
