/// Reads the records that start in one block of an input into a ``BlockResult``. One for each thread.
final class BlockParser {
  /// How far beyond a block a guess at its first record is followed.
  private static let guessLimit = 1 << 20
  /// A record longer than this must come from a quote that is not closed.
  private static let recordLimit = 1 << 30
  private static let leastAhead = 1 << 16

  let scanner: CellScanner
  let decimals = DecimalScanner()
  let buffer: BlockBuffer
  /// One a column of the file.
  let columns: UnsafeMutableBufferPointer<HotColumn>
  var unescaped: [UInt8] = []
  /// Bytes loaded after a block, enough for the last record of the block before.
  private var lookahead = leastAhead

  init(_ source: ByteSource, scanner: CellScanner, plans: [ColumnPlan], blockBytes: Int) {
    self.scanner = scanner
    buffer = BlockBuffer(source, capacity: blockBytes + Self.leastAhead + 16)
    columns = .allocate(capacity: plans.count)
    var slot = 0
    for (column, plan) in plans.enumerated() {
      columns.initializeElement(at: column, to: HotColumn(plan, slot: slot))
      if plan != .skip { slot += 1 }
    }
  }

  deinit { columns.deallocate() }

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

  /// Reads records from `first` on; false when the buffer ends within one, whose offset is then `result.end`.
  ///
  /// The inner loop of the reader: plain numbers are read where they stand, without looking for the end of the
  /// cell first; everything unusual goes through ``readCell(_:_:_:_:)``.
  private func parseRecords(_ block: Range<Int>, _ first: Int, isGuess: Bool, _ result: BlockResult) -> Bool {
    guard let columns = self.columns.baseAddress, let tallies = result.tallies.baseAddress,
      let levels = result.levels.baseAddress
    else {
      preconditionFailure("A table has columns.")
    }
    let bytes = buffer.bytes
    let end = bytes + buffer.count
    let isAtInputEnd = buffer.reachesInputEnd
    let blockEnd = bytes + (block.upperBound - buffer.start)
    let (scanner, decimals, columnCount) = (self.scanner, self.decimals, self.columns.count)
    let delimiter = scanner.delimiter
    var position = bytes + (first - buffer.start)
    var row = 0
    result.start = first
    while position < blockEnd {
      if position.pointee == 0x0A || position.pointee == 0x0D {
        result.blankLinesAtEnd += 1
        position = CellScanner.afterLineEnd(position, end: end)
        continue
      }
      beginRow(row, at: buffer.start + (position - bytes), result)
      let slots = result.slots + row
      let capacity = result.rowCapacity
      var column = 0
      var terminator = CellScanner.Terminator.delimiter
      while column < columnCount {
        let hot = columns[column]
        var stop: UnsafePointer<UInt8>?
        if hot.mode == .number {
          let scanned = decimals.scan(position, mark: hot.mark)
          let byte = scanned.end.pointee
          if byte == delimiter || byte == 0x0A || byte == 0x0D, scanned.traits != .none {
            slots[hot.slot &* capacity] = scanned.value.bitPattern
            tallies[column].traits.formUnion(scanned.traits)
            stop = scanned.end
          }
        } else if hot.mode == .dictionary, position.pointee != scanner.quote {
          let plain = scanner.plainEnd(position, end: end)
          if plain < end {
            let text = UnsafeBufferPointer(start: position, count: plain - position)
            slots[hot.slot &* capacity] =
              text.isEmpty ? BlockResult.missingText : UInt64(truncatingIfNeeded: levels[hot.slot].level(of: text))
            stop = plain
          }
        } else if hot.mode == .date, let scanned = PlainTimestamp.scan(position), hot.order == .yearMonthDay {
          let byte = scanned.end.pointee
          if byte == delimiter || byte == 0x0A || byte == 0x0D {
            slots[hot.slot &* capacity] = scanned.seconds.bitPattern
            tallies[column].withTime &+= scanned.hasTime ? 1 : 0
            tallies[column].withZone &+= scanned.hasZone ? 1 : 0
            stop = scanned.end
          }
        }
        if let stop {
          (position, terminator) = scanner.terminate(stop, end: end)
        } else {
          let cell = scanner.scan(position, end: end)
          if cell.terminator == .inputEnd && !isAtInputEnd {
            result.end = buffer.start + (position - bytes)
            return false
          }
          if cell.isUnterminated {
            result.isAborted = isGuess
            result.fatal = .unterminatedQuote(buffer.start + (position - bytes))
            return true
          }
          readCell(cell, column, slots + hot.slot &* capacity, result)
          position = cell.next
          terminator = cell.terminator
        }
        column &+= 1
        if terminator != .delimiter { break }
      }
      if column < columnCount {
        fillRow(row, from: column, at: buffer.start + (position - bytes), result)
      } else if terminator == .delimiter {
        guard let next = passExtraCells(from: position, end: end, isAtInputEnd: isAtInputEnd, result) else {
          return false
        }
        position = next
      }
      if position >= end && !isAtInputEnd { return false }
      row &+= 1
    }
    result.rowCount = row
    result.end = buffer.start + (position - bytes)
    return true
  }

  /// Makes room for a row and notes where every 1024th one starts.
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
    from start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, isAtInputEnd: Bool, _ result: BlockResult
  ) -> UnsafePointer<UInt8>? {
    var position = start
    var count = columns.count
    var firstFilled: UnsafePointer<UInt8>?
    while true {
      let cell = scanner.scan(position, end: end)
      if cell.terminator == .inputEnd && !isAtInputEnd { return nil }
      count += 1
      if firstFilled == nil, !Blank.fills(cell.content) { firstFilled = position }
      position = cell.next
      if cell.terminator != .delimiter { break }
    }
    if let firstFilled {
      if result.firstLong == nil {
        result.firstLong = (buffer.start + (firstFilled - buffer.bytes), count)
      }
      result.longRows += 1
    }
    return position
  }
}
