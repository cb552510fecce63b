/// Reads the records that start in one block of an input into a ``BlockResult``. One for each thread.
final class BlockParser {
  /// How far beyond a block a guess at its first record is followed.
  private static let guessLimit = 1 << 20
  /// A record longer than this must come from a quote that is not closed.
  private static let recordLimit = 1 << 30
  private static let leastAhead = 1 << 14

  let scanner: CellScanner
  let decimals = DecimalScanner()
  let buffer: BlockBuffer
  /// One a column of the file.
  let columns: UnsafeMutableBufferPointer<HotColumn>
  var unescaped: [UInt8] = []
  private let lastDay: UnsafeMutablePointer<PlainTimestamp.Day>
  /// Bytes loaded after a block, enough for the last record of the block before.
  private var lookahead = leastAhead
  private let dataEnd: Int

  /// - Parameter dataEnd: No record starts from there on.
  init(_ source: ByteSource, scanner: CellScanner, plans: [ColumnPlan], blockBytes: Int, dataEnd: Int) {
    self.scanner = scanner
    self.dataEnd = dataEnd
    buffer = BlockBuffer(source, capacity: blockBytes + Self.leastAhead + 16)
    columns = .allocate(capacity: plans.count)
    lastDay = .allocate(capacity: 1)
    lastDay.initialize(to: PlainTimestamp.Day())
    var slot = 0
    for (column, plan) in plans.enumerated() {
      columns.initializeElement(at: column, to: HotColumn(plan, slot: slot, delimiter: scanner.delimiter))
      slot += plan.slotCount
    }
  }

  deinit {
    columns.deallocate()
    lastDay.deallocate()
  }

  /// Reads a block.
  ///
  /// - Parameters:
  ///   - block: Records belong to the block in which they start.
  ///   - start: The offset of the first record; nil guesses that the block does not start inside quotes.
  func parse(_ block: Range<Int>, start: Int?, into result: BlockResult) throws(TableError) {
    var ahead = lookahead
    while true {
      result.reset()
      let unitEnd = (block.upperBound + Digest.unitBytes - 1) / Digest.unitBytes * Digest.unitBytes
      try buffer.load(max(0, block.lowerBound - 8)..<max(block.upperBound + ahead, unitEnd))
      result.end = block.upperBound
      guard let first = start ?? guessStart(block) else { return }
      if parseRecords(block, first, isGuess: start == nil, result) {
        lookahead = result.isAborted ? lookahead : max(Self.leastAhead, min(ahead, 2 * (result.end - block.upperBound)))
        return
      }
      if start == nil && ahead > Self.guessLimit {
        result.isAborted = true
        return
      }
      if ahead > Self.recordLimit {
        result.fatal = .unterminatedQuote(result.end)
        return
      }
      ahead *= 4
    }
  }

  /// The first place in a block after a line end.
  private func guessStart(_ block: Range<Int>) -> Int? {
    if block.lowerBound == 0 { return 0 }
    let start = buffer.start
    for offset in block {
      let before = buffer.bytes[offset - start - 1]
      if before == 0x0A || (before == 0x0D && buffer.bytes[offset - start] != 0x0A) { return offset }
    }
    return nil
  }

  /// What the inner loop looks at all the time, out of reach of reference counting.
  private struct Frame {
    let bytes: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    /// The offset of `bytes` in the input.
    let start: Int
    let isAtInputEnd: Bool
    let scanner: CellScanner
    let decimals: DecimalScanner
    let columns: UnsafePointer<HotColumn>
    let columnCount: Int
    let tallies: UnsafeMutablePointer<PassTally>
    let levels: UnsafeMutablePointer<LevelTable>
    let lastDay: UnsafeMutablePointer<PlainTimestamp.Day>

    func offset(_ position: UnsafePointer<UInt8>) -> Int { start + (position - bytes) }
  }

  private func frame(_ result: BlockResult) -> Frame {
    guard let columns = columns.baseAddress, let tallies = result.tallies.baseAddress,
      let levels = result.levels.baseAddress
    else { preconditionFailure("A table has columns.") }
    return Frame(
      bytes: buffer.bytes, end: buffer.bytes + buffer.count, start: buffer.start,
      isAtInputEnd: buffer.reachesInputEnd, scanner: scanner, decimals: decimals, columns: UnsafePointer(columns),
      columnCount: self.columns.count, tallies: tallies, levels: levels,
      lastDay: lastDay)
  }

  /// Reads records from `first` on; false when the buffer ends within one, whose offset is then `result.end`.
  private func parseRecords(_ block: Range<Int>, _ first: Int, isGuess: Bool, _ result: BlockResult) -> Bool {
    let frame = frame(result)
    let blockEnd = frame.bytes + max(0, min(block.upperBound, dataEnd) - frame.start)
    var position = frame.bytes + (first - frame.start)
    var row = 0
    result.start = first
    while position < blockEnd {
      if position.pointee == 0x0A || position.pointee == 0x0D {
        result.blankLinesAtEnd += 1
        position = CellScanner.afterLineEnd(position, end: frame.end)
        continue
      }
      beginRow(row, at: frame.offset(position), result)
      guard let next = parseRecord(position, row, frame, result) else {
        result.isAborted = isGuess
        result.end = frame.offset(position)
        return result.fatal != nil
      }
      position = next
      row &+= 1
    }
    result.rowCount = row
    result.end = frame.offset(position)
    return true
  }

  /// Reads one record and returns the start of the next; nil when the buffer ends before, or at a fatal fault.
  ///
  /// The inner loop of the reader: plain cells are read where they stand, everything unusual goes through `readCell`.
  @inline(__always)
  private func parseRecord(
    _ start: UnsafePointer<UInt8>, _ row: Int, _ frame: Frame, _ result: BlockResult
  ) -> UnsafePointer<UInt8>? {
    let slots = result.slots + row
    let capacity = result.rowCapacity
    var position = start
    var column = 0
    var terminator = CellScanner.Terminator.delimiter
    while column < frame.columnCount && terminator == .delimiter {
      let slot = slots + frame.columns[column].slot &* capacity
      if let stop = readPlainCell(position, column, slot, capacity, frame) {
        (position, terminator) = frame.scanner.terminate(stop, end: frame.end)
      } else {
        let cell = frame.scanner.scan(position, end: frame.end)
        if cell.terminator == .inputEnd && !frame.isAtInputEnd { return nil }
        if cell.isUnterminated {
          result.fatal = .unterminatedQuote(frame.offset(position))
          return nil
        }
        readCell(cell, column, slot, result)
        position = cell.next
        terminator = cell.terminator
      }
      column &+= 1
    }
    if column < frame.columnCount {
      fillRow(row, from: column, at: frame.offset(position), result)
    } else if terminator == .delimiter {
      guard let next = passExtraCells(from: position, frame, result) else { return nil }
      position = next
    }
    // A CR at the end of the buffer may be half of a line end.
    return position >= frame.end && !frame.isAtInputEnd ? nil : position
  }

  /// Reads a cell of the commonest form and returns its end; nil leaves the cell to `readCell`.
  @inline(__always)
  private func readPlainCell(
    _ position: UnsafePointer<UInt8>, _ column: Int, _ slot: UnsafeMutablePointer<UInt64>, _ capacity: Int,
    _ frame: Frame
  ) -> UnsafePointer<UInt8>? {
    let hot = frame.columns[column]
    switch hot.mode {
    case .number:
      let isQuoted = position.pointee == frame.scanner.quote
      let scanned = frame.decimals.scan(isQuoted ? position + 1 : position, mark: hot.mark)
      guard scanned.traits != .none, !isQuoted || scanned.end.pointee == frame.scanner.quote else { return nil }
      let stop = isQuoted ? scanned.end + 1 : scanned.end
      guard frame.scanner.isTerminator(stop.pointee) else { return nil }
      slot.pointee = scanned.value.bitPattern
      frame.tallies[column].traits.formUnion(scanned.traits)
      return stop
    case .dictionary:
      guard position.pointee != frame.scanner.quote else { return nil }
      let stop = frame.scanner.plainEnd(position, end: frame.end)
      guard stop < frame.end, stop > position else { return nil }
      let text = UnsafeBufferPointer(start: position, count: stop - position)
      slot.pointee = UInt64(truncatingIfNeeded: frame.levels[hot.slot].level(of: text))
      return stop
    case .date:
      guard hot.order == .yearMonthDay, let scanned = PlainTimestamp.scan(position, &frame.lastDay.pointee),
        frame.scanner.isTerminator(scanned.end.pointee)
      else { return nil }
      slot.pointee = scanned.seconds.bitPattern
      frame.tallies[column].withTime &+= scanned.hasTime ? 1 : 0
      frame.tallies[column].withZone &+= scanned.hasZone ? 1 : 0
      return scanned.end
    case .key:
      // A text that does not start with a digit may stand for no value.
      guard isDigit(position.pointee) else { return nil }
      let stop = frame.scanner.plainEnd(position, end: frame.end)
      guard stop < frame.end else { return nil }
      let key = KeyColumn.key(of: UnsafeBufferPointer(start: position, count: stop - position))
      slot.pointee = key.0
      slot[capacity] = key.1
      return stop
    case .skip:
      guard position.pointee != frame.scanner.quote else { return nil }
      let stop = frame.scanner.plainEnd(position, end: frame.end)
      return stop < frame.end ? stop : nil
    case .rowTexts, .cutNumber, .cutDate:
      return nil
    }
  }

  /// Makes room for a row and notes where some of them start.
  @inline(__always)
  private func beginRow(_ row: Int, at offset: Int, _ result: BlockResult) {
    if result.blankLinesAtEnd > 0 {
      result.blankLines += result.blankLinesAtEnd
      result.blankLinesAtEnd = 0
    }
    if row == result.rowCapacity { result.growRows() }
    if row & (RowIndex.interval - 1) == 0 { result.marks.append((row, offset)) }
  }

  /// Fills the cells that a short row lacks as missing.
  private func fillRow(_ row: Int, from column: Int, at offset: Int, _ result: BlockResult) {
    if result.firstShort == nil { result.firstShort = offset - 1 }
    result.shortRows += 1
    for column in column..<columns.count {
      setMissing(column, result.slots + (row + columns[column].slot * result.rowCapacity), result)
    }
  }

  /// The start of the next record after cells beyond the last column; nil when the buffer ends before.
  private func passExtraCells(
    from start: UnsafePointer<UInt8>, _ frame: Frame, _ result: BlockResult
  ) -> UnsafePointer<UInt8>? {
    var position = start
    var count = frame.columnCount
    var firstFilled: UnsafePointer<UInt8>?
    while true {
      let cell = scanner.scan(position, end: frame.end)
      if cell.terminator == .inputEnd && !frame.isAtInputEnd { return nil }
      if cell.isUnterminated {
        result.fatal = .unterminatedQuote(frame.offset(position))
        return nil
      }
      count += 1
      if firstFilled == nil, !Blank.fills(cell.content) { firstFilled = position }
      position = cell.next
      if cell.terminator != .delimiter { break }
    }
    if let firstFilled {
      if result.firstLong == nil { result.firstLong = (frame.offset(firstFilled), count) }
      result.longRows += 1
    }
    return position
  }
}
