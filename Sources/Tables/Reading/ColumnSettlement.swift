/// Decides, after a pass, whether a column was read rightly.
enum ColumnSettlement: Equatable {
  case done(ColumnKind)
  /// The whole column asks for another plan.
  case again(ColumnPlan)
  /// The cells that do not fit are errors.
  case fault

  /// What a caller wants of a column.
  enum Wish {
    /// Texts whatever the cells hold.
    case text
    /// Numbers if the cells are, even where they look like something else as well.
    case number
  }

  /// - Parameters:
  ///   - wish: What the caller wants of the column.
  ///   - passesLeft: 2 after the first pass; the last one settles every column.
  init(_ builder: ColumnBuilder, rowCount: Int, _ defaults: ColumnDefaults, wish: Wish?, passesLeft: Int) {
    switch builder.plan {
    case .skip: preconditionFailure("A skipped column has nothing to settle.")
    case .key: self = .done(.text)
    case .number(let mark):
      self = Self.number(mark, builder.tally, rowCount, defaults, isWanted: wish == .number, passesLeft)
    case .date(let order):
      self = Self.date(order, builder.tally, rowCount, passesLeft)
    case .dictionary, .rowTexts:
      let isUniform = builder.plan == .rowTexts && Int(builder.tally.digitEnds) * 2 < rowCount
      guard !isUniform || wish == .text else {
        self = .done(.text)
        return
      }
      if wish == .text {
        self = .done(builder.hasTexts ? .text : .empty)
        return
      }
      let decision = ColumnDecision(builder.textTally(), defaults)
      let isTextual = decision.plan == .dictionary
      self = isTextual ? .done(decision.kind) : passesLeft == 0 ? .done(.text) : .again(decision.plan)
    }
  }

  private static func number(
    _ mark: DecimalMark, _ tally: PassTally, _ rowCount: Int, _ defaults: ColumnDefaults, isWanted: Bool,
    _ passesLeft: Int
  ) -> ColumnSettlement {
    let cells = rowCount - Int(tally.missing)
    let odd = Int(tally.odd)
    let isDigitsOnly = tally.traits.isSubset(of: [.leadingZero, .beyondExact, .ungrouped])
    if odd == 0 {
      let isName = isDigitsOnly && !isWanted && !tally.traits.isDisjoint(with: [.leadingZero, .beyondExact])
      if isName || cells == 0, passesLeft > 0 { return .again(.dictionary) }
      let better = decimalMark(mark, tally.traits, defaults)
      if passesLeft == 2, better != mark { return .again(.number(better)) }
      return .done(tally.traits.isDisjoint(with: [.fraction, .exponent]) ? .integer : .number)
    }
    if passesLeft == 2, !defaults.isDecimalGiven, tally.oddOther == tally.odd, !tally.traits.contains(.certainMark) {
      return .again(.number(mark == .point ? .comma : .point))
    }
    let areCodes = isDigitsOnly && tally.oddCodes == tally.odd
    let isMisread = areCodes || !ColumnDecision.isNearly(cells - odd, of: cells)
    if isMisread, passesLeft > 0 { return .again(.dictionary) }
    return .fault
  }

  /// The decimal mark of a column that was read with `mark`, by the rules of ``ColumnDecision``.
  private static func decimalMark(
    _ mark: DecimalMark, _ traits: NumberTraits, _ defaults: ColumnDefaults
  ) -> DecimalMark {
    guard traits.contains(.openMark), !traits.contains(.certainMark) else { return mark }
    if !defaults.isDecimalGiven, traits.contains(.ungrouped) {
      // Without a certain mark, a fraction stands behind an open one.
      if !traits.contains(.openGroup) { return mark }
      if !traits.contains(.fraction) { return mark == .point ? .comma : .point }
    }
    return defaults.decimal
  }

  private static func date(
    _ order: DateColumn.Order, _ tally: PassTally, _ rowCount: Int, _ passesLeft: Int
  ) -> ColumnSettlement {
    let cells = rowCount - Int(tally.missing)
    let odd = Int(tally.odd)
    if odd == 0 { return cells == 0 && passesLeft > 0 ? .again(.dictionary) : .done(.date) }
    if passesLeft == 2, tally.oddOther == tally.odd, tally.certainOrder == 0 {
      return .again(.date(order == .dayMonthYear ? .monthDayYear : .dayMonthYear))
    }
    let isMisread = order == .compact || !ColumnDecision.isNearly(cells - odd, of: cells)
    if isMisread, passesLeft > 0 { return .again(.dictionary) }
    return .fault
  }
}
