/// Counts of what the cells of a column look like, gathered in any order and added up.
struct ColumnTally {
  /// Cells that are not missing.
  var cells = 0
  /// Cells without a text.
  var blanks = 0
  /// Cells such as `NA`, which the rest of the column has to confirm.
  var missingWords = 0

  var traits: NumberTraits = []
  /// Numbers under either decimal mark, under `.` only, under `,` only.
  var anyMark = 0
  var pointOnly = 0
  var commaOnly = 0
  /// Among `anyMark`: cells such as `1.234` and `1,234`.
  var openPoints = 0
  var openCommas = 0
  /// The first currency seen; 0 without one.
  var currency: UInt64 = 0
  /// Cells with `%`.
  var percents = 0
  /// Cells of digits only, blanks around them and a leading apostrophe aside.
  var digitsOnly = 0
  /// Cells that are no numbers but hold four digits or more, such as `C536379`.
  var lettersAndDigits = 0

  /// Dates by form; slashed ones by the order that they allow.
  var yearFirst = 0
  var compact = 0
  var monthName = 0
  var dayFirstOnly = 0
  var monthFirstOnly = 0
  var eitherOrder = 0
  var withTime = 0
  var withZone = 0

  /// The families of booleans that every cell belongs to, as bits.
  var booleanFamilies: UInt8 = .max

  /// Counts a cell, standing for `times` equal ones.
  mutating func observe(_ cell: UnsafeBufferPointer<UInt8>, times: Int = 1) {
    if cell.isEmpty || Blank.fills(cell) {
      blanks += times
    } else if MissingWord.matches(cell) {
      missingWords += times
    } else {
      cells += times
      if let shape = NumberShape(cell) { observe(shape, cell, times) } else { observeLetters(cell, times) }
      observeDate(cell, times)
      if booleanFamilies != 0 { booleanFamilies &= BooleanWord.families(of: cell) }
    }
  }

  private mutating func observe(_ shape: NumberShape, _ cell: UnsafeBufferPointer<UInt8>, _ times: Int) {
    let (point, comma) = (shape.admits(.point), shape.admits(.comma))
    let mark: DecimalMark = point ? .point : .comma
    guard shape.value(mark) != nil else { return observeLetters(cell, times) }
    traits.formUnion(shape.traits(mark))
    if point && comma {
      anyMark += times
      if shape.hasMark {
        if cell.contains(UInt8(ascii: ".")) { openPoints += times } else { openCommas += times }
      }
    } else if point {
      pointOnly += times
    } else {
      commaOnly += times
    }
    note(currency: shape.currency)
    if shape.traits.contains(.percent) { percents += times }
    if shape.traits.isEmpty, shape.body.allSatisfy(isDigit) { digitsOnly += times }
  }

  private mutating func observeLetters(_ cell: UnsafeBufferPointer<UInt8>, _ times: Int) {
    if CodeCell.matches(cell) { lettersAndDigits += times }
  }

  private mutating func observeDate(_ cell: UnsafeBufferPointer<UInt8>, _ times: Int) {
    guard let date = DateShape(cell) else { return }
    switch date.form {
    case .yearMonthDay: yearFirst += times
    case .compact: compact += times
    case .monthName: monthName += times
    case .slashed:
      switch (date.seconds(dayFirst: true) != nil, date.seconds(dayFirst: false) != nil) {
      case (true, true): eitherOrder += times
      case (true, false): dayFirstOnly += times
      default: monthFirstOnly += times
      }
    }
    if date.hasTime { withTime += times }
    if date.hasZone { withZone += times }
  }

  mutating func note(currency other: UInt64) {
    guard other != 0 else { return }
    if currency != 0 && currency != other { traits.insert(.severalCurrencies) }
    if currency == 0 { currency = other }
  }

  /// Numbers when `mark` is the decimal mark.
  func numbers(_ mark: DecimalMark) -> Int { anyMark + (mark == .point ? pointOnly : commaOnly) }

  /// Dates under an order.
  func dates(_ order: DateColumn.Order) -> Int {
    switch order {
    case .yearMonthDay: yearFirst
    case .compact: compact
    case .monthName: monthName
    case .dayMonthYear: dayFirstOnly + eitherOrder
    case .monthDayYear: monthFirstOnly + eitherOrder
    case .epochSeconds, .epochMilliseconds, .epochMicroseconds, .excelDays: 0
    }
  }
}

/// Names made of digits and letters, such as `C536379`.
enum CodeCell {
  /// Whether a cell has four digits or more among capital letters, dashes and the like.
  static func matches(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    var digits = 0
    var capitals = 0
    for byte in cell {
      if isDigit(byte) {
        digits += 1
      } else if byte >= 0x41 && byte <= 0x5A {
        capitals += 1
      } else if byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_") && byte != UInt8(ascii: "/") {
        return false
      }
    }
    return digits >= 4 && capitals > 0
  }
}
