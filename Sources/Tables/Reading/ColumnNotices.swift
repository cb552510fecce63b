/// What a reader should say about a column that it read.
enum ColumnNotices {
  static func all(
    _ name: String, _ plan: ColumnPlan, _ tally: PassTally, rowCount: Int, defaults: ColumnDefaults
  ) -> [Notice] {
    switch plan {
    case .number(let mark): numbers(name, mark, tally, rowCount, defaults)
    case .date(let order): dates(name, order, tally, rowCount, defaults)
    default: []
    }
  }

  private static func numbers(
    _ name: String, _ mark: DecimalMark, _ tally: PassTally, _ rowCount: Int, _ defaults: ColumnDefaults
  ) -> [Notice] {
    var notices: [Notice] = []
    if tally.traits.contains(.openMark), !tally.traits.contains(.certainMark), !defaults.isDecimalGiven {
      let other: DecimalMark = mark == .point ? .comma : .point
      notices.append(
        Notice(
          .warning,
          "column '\(name)' has marks that may group thousands or start decimals; '\(mark.rawValue)' was taken as the "
            + "decimal mark", hint: "--decimal \(mark.rawValue) if that is right, --decimal \(other.rawValue) if not",
          column: name))
    }
    if tally.traits.contains(.severalCurrencies) {
      notices.append(
        Notice(.warning, "column '\(name)' holds amounts in several currencies, read as plain numbers", column: name))
    } else if tally.traits.contains(.currency) {
      notices.append(Notice(.note, "column '\(name)' was read without its currency", column: name))
    }
    let cells = rowCount - Int(tally.missing)
    if tally.percents > 0, tally.percents < cells {
      notices.append(
        Notice(
          .warning,
          "column '\(name)' has \(grouped(Int(tally.percents))) of \(grouped(cells)) numbers with %; "
            + "12 % was read as 12", column: name))
    } else if tally.percents > 0 {
      notices.append(Notice(.note, "column '\(name)' was read without its %: 12 % is 12", column: name))
    }
    return notices
  }

  private static func dates(
    _ name: String, _ order: DateColumn.Order, _ tally: PassTally, _ rowCount: Int, _ defaults: ColumnDefaults
  ) -> [Notice] {
    var notices: [Notice] = []
    if order == .dayMonthYear || order == .monthDayYear, tally.certainOrder == 0, defaults.dayFirst == nil {
      notices.append(
        Notice(
          .warning, "no date of column '\(name)' tells day and month apart; the day was taken to come first",
          hint: "--day-first if that is right, --month-first if not", column: name))
    }
    let cells = rowCount - Int(tally.missing)
    if tally.withZone > 0, tally.withZone < cells {
      notices.append(
        Notice(
          .warning, "column '\(name)' has times with and without a zone; the latter were taken as UTC", column: name))
    }
    return notices
  }
}
