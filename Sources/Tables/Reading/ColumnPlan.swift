/// How the cells of a column are read.
enum ColumnPlan: Equatable {
  /// Not read in this pass.
  case skip
  case number(DecimalMark)
  case date(DateColumn.Order)
  /// Texts kept once each.
  case dictionary
  /// Texts kept one a row.
  case rowTexts
  /// Texts kept as the words of a ``KeyColumn``.
  case key

  /// How many runs of slots a block holds for the column.
  var slotCount: Int { self == .skip ? 0 : self == .key ? 2 : 1 }
}

/// What the whole of a file says about the columns that cannot tell by themselves.
struct ColumnDefaults {
  /// The decimal mark where a column leaves it open.
  var decimal: DecimalMark
  /// Whether `decimal` was asked for, so that no column is looked at.
  var isDecimalGiven: Bool
  /// The order of `3/4/2024` where a column leaves it open, if one was asked for.
  var dayFirst: Bool?
}

/// What a column's tally makes of it.
struct ColumnDecision: Equatable {
  var plan: ColumnPlan
  var kind: ColumnKind

  /// Cells that are not like the others are errors only where these many are alike …
  static let enoughCells = 10
  /// … and at most one in so many is not.
  static let oddShare = 20

  init(plan: ColumnPlan, kind: ColumnKind) {
    self.plan = plan
    self.kind = kind
  }

  /// Decides what a column is.
  ///
  /// A column is what all its cells are: booleans, dates of eight digits, codes, numbers, dates. Where at least 10
  /// cells and 95 % of them are numbers (dates), it is a column of numbers (dates) with errors in it; otherwise text.
  init(_ tally: ColumnTally, _ defaults: ColumnDefaults) {
    let cells = tally.cells
    if cells == 0 {
      self.init(plan: .dictionary, kind: .empty)
    } else if tally.booleanFamilies != 0 {
      self.init(plan: .dictionary, kind: .boolean)
    } else if tally.compact == cells {
      self.init(plan: .date(.compact), kind: .date)
    } else {
      let mark = Self.decimalMark(tally, defaults)
      let numbers = tally.numbers(mark)
      let (order, dates) = Self.dateOrder(tally, defaults)
      if numbers == cells {
        self = Self.numeric(tally, mark)
      } else if dates == cells || Self.isNearly(dates, of: cells) {
        self.init(plan: .date(order), kind: .date)
      } else if tally.digitsOnly + tally.lettersAndDigits == cells, tally.digitsOnly > 0 {
        self.init(plan: .dictionary, kind: .code)
      } else if Self.isNearly(numbers, of: cells) {
        self.init(
          plan: .number(mark), kind: tally.traits.isDisjoint(with: [.fraction, .exponent]) ? .integer : .number)
      } else {
        self.init(plan: .dictionary, kind: .text)
      }
    }
  }

  /// Whether a column counts as one kind in spite of cells that are not.
  static func isNearly(_ count: Int, of cells: Int) -> Bool {
    count >= enoughCells && (cells - count) * oddShare <= cells
  }

  /// The decimal mark that most cells insist on; where none does, the file's.
  static func decimalMark(_ tally: ColumnTally, _ defaults: ColumnDefaults) -> DecimalMark {
    if defaults.isDecimalGiven { return defaults.decimal }
    if tally.pointOnly != tally.commaOnly { return tally.pointOnly > tally.commaOnly ? .point : .comma }
    // `1234` beside `1.234` means that the column does not group thousands.
    if isOpen(tally), tally.traits.contains(.ungrouped) {
      if tally.openPoints > 0, tally.openCommas == 0 { return .point }
      if tally.openCommas > 0, tally.openPoints == 0 { return .comma }
    }
    return defaults.decimal
  }

  /// Whether marks are there and none of them says what it is.
  static func isOpen(_ tally: ColumnTally) -> Bool {
    tally.pointOnly == 0 && tally.commaOnly == 0 && tally.openPoints + tally.openCommas > 0
  }

  private static func dateOrder(
    _ tally: ColumnTally, _ defaults: ColumnDefaults
  ) -> (DateColumn.Order, Int) {
    let slashed: DateColumn.Order =
      if tally.dayFirstOnly != tally.monthFirstOnly {
        tally.dayFirstOnly > tally.monthFirstOnly ? .dayMonthYear : .monthDayYear
      } else {
        defaults.dayFirst == false ? .monthDayYear : .dayMonthYear
      }
    let orders: [DateColumn.Order] = [.yearMonthDay, slashed, .compact, .monthName]
    let best = orders.max { tally.dates($0) < tally.dates($1) } ?? .yearMonthDay
    return (best, tally.dates(best))
  }

  /// A column of numbers only: an amount, or digits that name something.
  private static func numeric(_ tally: ColumnTally, _ mark: DecimalMark) -> ColumnDecision {
    let isWhole = tally.traits.isDisjoint(with: [.fraction, .exponent])
    let isName = tally.digitsOnly == tally.cells && !tally.traits.isDisjoint(with: [.leadingZero, .beyondExact])
    if isName { return ColumnDecision(plan: .dictionary, kind: .code) }
    return ColumnDecision(plan: .number(mark), kind: isWhole ? .integer : .number)
  }
}
