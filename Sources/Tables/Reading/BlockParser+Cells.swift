/// Cells that are not plain: quoted, blank, decorated, dates and texts.
extension BlockParser {
  /// Stores a cell in its slot, as the plan of its column has it.
  func readCell(
    _ cell: CellScanner.Cell, _ column: Int, _ slot: UnsafeMutablePointer<UInt64>, _ result: BlockResult
  ) {
    let hot = columns[column]
    if cell.hasTail { result.tails += 1 }
    if hot.mode == .skip { return }
    guard cell.isRaw else { return store(cell.content, cell.content.baseAddress, column, slot, result) }
    scanner.unescape(cell.content, into: &unescaped)
    let count = unescaped.count
    unescaped.append(contentsOf: repeatElement(0, count: ByteSource.padding))
    unescaped.withUnsafeBufferPointer { text in
      store(UnsafeBufferPointer(rebasing: text[..<count]), cell.content.baseAddress, column, slot, result)
    }
  }

  /// Stores a missing value.
  func setMissing(_ column: Int, _ slot: UnsafeMutablePointer<UInt64>, _ result: BlockResult) {
    switch columns[column].mode {
    case .skip: return
    case .number, .cutNumber, .date, .cutDate:
      slot.pointee = Double.nan.bitPattern
      result.tallies[column].missing += 1
    case .dictionary, .rowTexts: slot.pointee = BlockResult.missingText
    case .key:
      slot.pointee = 0
      slot[result.rowCapacity] = 0
      result.tallies[column].missing += 1
    }
  }

  /// `origin` is where the cell stands in the buffer.
  private func store(
    _ text: UnsafeBufferPointer<UInt8>, _ origin: UnsafePointer<UInt8>?, _ column: Int,
    _ slot: UnsafeMutablePointer<UInt64>, _ result: BlockResult
  ) {
    let hot = columns[column]
    if text.isEmpty { return setMissing(column, slot, result) }
    let value: Double?
    switch hot.mode {
    case .skip: return
    case .dictionary:
      slot.pointee = UInt64(truncatingIfNeeded: result.levels[hot.slot].level(of: text))
      return
    case .rowTexts: return storeRowText(text, column, slot, result)
    case .key:
      if MissingWord.matchesText(text) { return setMissing(column, slot, result) }
      let key = KeyColumn.key(of: text)
      slot.pointee = key.0
      slot[result.rowCapacity] = key.1
      return
    case .number, .cutNumber: value = number(text, hot, &result.tallies[column])
    case .date, .cutDate: value = date(text, hot, &result.tallies[column])
    }
    if let value {
      slot.pointee = value.bitPattern
    } else if Blank.fills(text) || MissingWord.matches(text) {
      setMissing(column, slot, result)
    } else {
      slot.pointee = Double.nan.bitPattern
      let offset = origin.map { buffer.start + ($0 - buffer.bytes) } ?? 0
      result.tallies[column].noteOdd(at: offset)
      if CodeCell.matches(text) { result.tallies[column].oddCodes += 1 }
    }
  }

  private func storeRowText(
    _ text: UnsafeBufferPointer<UInt8>, _ column: Int, _ slot: UnsafeMutablePointer<UInt64>, _ result: BlockResult
  ) {
    slot.pointee = UInt64(result.texts.pointee.append(text)) << 32 | UInt64(text.count)
    if MissingWord.matches(text) || Blank.fills(text) {
      result.tallies[column].missingWords += 1
      return
    }
    if MissingWord.isTwoCapitals(text) { result.tallies[column].twoCapitals += 1 }
    if let first = text.first, let last = text.last, isDigit(first), isDigit(last) {
      result.tallies[column].digitEnds += 1
    }
  }

  /// The number in a cell; nil when the column's decimal mark does not allow one.
  private func number(_ text: UnsafeBufferPointer<UInt8>, _ hot: HotColumn, _ tally: inout PassTally) -> Double? {
    guard let base = text.baseAddress else { return nil }
    let scanned = decimals.scan(base, mark: hot.mark)
    // Unquoted, the text goes on with the delimiter, which may be the decimal mark.
    if scanned.traits != .none, scanned.end == base + text.count {
      tally.traits.formUnion(scanned.traits)
      return scanned.value
    }
    guard let shape = NumberShape(text) else { return nil }
    let mark: DecimalMark = hot.mark == DecimalMark.point.byte ? .point : .comma
    guard shape.admits(mark) else {
      tally.oddOther += 1
      return nil
    }
    guard let value = shape.value(mark) else { return nil }
    tally.traits.formUnion(shape.traits(mark))
    tally.note(currency: shape.currency)
    if shape.traits.contains(.percent) { tally.percents += 1 }
    return value
  }

  /// The seconds of a date; nil when the cell is none in the column's order.
  private func date(_ text: UnsafeBufferPointer<UInt8>, _ hot: HotColumn, _ tally: inout PassTally) -> Double? {
    guard let shape = DateShape(text) else { return nil }
    let seconds: Double?
    switch (hot.order, shape.form) {
    case (.yearMonthDay, .yearMonthDay), (.compact, .compact), (.monthName, .monthName):
      seconds = shape.seconds(dayFirst: false)
    case (.dayMonthYear, .slashed), (.monthDayYear, .slashed):
      let isDayFirst = hot.order == .dayMonthYear
      seconds = shape.seconds(dayFirst: isDayFirst)
      if seconds == nil { tally.oddOther += 1 }
      if shape.seconds(dayFirst: !isDayFirst) == nil { tally.certainOrder += 1 }
      tally.slashed += 1
    default: seconds = nil
    }
    if seconds != nil {
      if shape.hasTime { tally.withTime += 1 }
      if shape.hasZone { tally.withZone += 1 }
    }
    return seconds
  }
}
