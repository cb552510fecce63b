/// Puts the blocks of one column together, in their order.
final class ColumnBuilder {
  let plan: ColumnPlan
  private(set) var tally = PassTally()
  /// Numbers, or seconds of dates.
  private(set) var numbers: [Double] = []
  private(set) var codes: [Int32] = []
  /// The levels of a dictionary column.
  private var table: LevelTable?
  /// How many rows have each level.
  private var levelCounts: [Int] = []
  private var keys: [UInt64] = []
  /// Whether any key takes two words; then all have a second one.
  private var hasSecondKeys = false
  private var secondKeys: [UInt64] = []
  private(set) var rowOffsets: [Int] = []
  private(set) var rowTexts: [UInt8] = []
  /// Of the values that every row has one of.
  private var pages = PagesAhead()

  deinit { table?.free() }

  /// `expectedRows` may be wrong; it saves moving what was put together.
  init(_ plan: ColumnPlan, expectedRows: Int, expectedTextBytes: Int) {
    self.plan = plan
    switch plan {
    case .skip: break
    case .number, .date: numbers.reserveCapacity(expectedRows)
    case .dictionary:
      codes.reserveCapacity(expectedRows)
      table = LevelTable()
    case .key: keys.reserveCapacity(expectedRows)
    case .rowTexts:
      rowOffsets.reserveCapacity(expectedRows + 1)
      rowOffsets.append(0)
      rowTexts.reserveCapacity(expectedTextBytes)
    }
  }

  /// Appends the rows of the next block.
  func append(_ result: BlockResult, slot: Int, column: Int) {
    tally.add(result.tallies[column])
    let slots = UnsafeBufferPointer(start: result.slots + slot * result.rowCapacity, count: result.rowCount)
    switch plan {
    case .skip: break
    case .number, .date:
      pages.prepare(&numbers, for: slots.count)
      slots.withMemoryRebound(to: Double.self) { numbers.append(contentsOf: $0) }
    case .dictionary:
      pages.prepare(&codes, for: slots.count)
      let map = table?.merge(result.levels[slot]) ?? []
      if let table { levelCounts += repeatElement(0, count: table.count - levelCounts.count) }
      map.withUnsafeBufferPointer { map in
        levelCounts.withUnsafeMutableBufferPointer { counts in
          append(codesOf: slots) { slot in
            guard slot != BlockResult.missingText else { return -1 }
            let code = map[Int(truncatingIfNeeded: slot)]
            counts[Int(code)] += 1
            return code
          }
        }
      }
    case .key:
      let seconds = UnsafeBufferPointer(start: slots.baseAddress! + result.rowCapacity, count: result.rowCount)
      if !hasSecondKeys, seconds.contains(where: { $0 != 0 }) {
        hasSecondKeys = true
        secondKeys.reserveCapacity(keys.capacity)
        secondKeys.append(contentsOf: repeatElement(0, count: keys.count))
      }
      pages.prepare(&keys, for: slots.count)
      keys.append(contentsOf: slots)
      if hasSecondKeys { secondKeys.append(contentsOf: seconds) }
    case .rowTexts:
      append(textsOf: slots, in: result.texts.pointee)
    }
  }

  /// Appends the text of every slot, together as far as they lie side by side: they do unless another column has texts.
  private func append(textsOf slots: UnsafeBufferPointer<UInt64>, in texts: TextBytes) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: slots.count) { ends in
      var together = 0..<0
      var end = rowTexts.count
      for (row, slot) in slots.enumerated() {
        if slot != BlockResult.missingText {
          let (start, length) = (Int(slot >> 32), Int(slot & 0xFFFF_FFFF))
          if start != together.upperBound {
            rowTexts.append(
              contentsOf: UnsafeBufferPointer(start: texts.bytes + together.lowerBound, count: together.count))
            together = start..<start
          }
          together = together.lowerBound..<(start + length)
          end += length
        }
        ends.initializeElement(at: row, to: end)
      }
      rowTexts.append(contentsOf: UnsafeBufferPointer(start: texts.bytes + together.lowerBound, count: together.count))
      rowOffsets.append(contentsOf: ends)
    }
  }

  /// Appends the code of every slot, in runs: to append one by one takes as long as to find the code.
  @inline(__always)
  private func append(codesOf slots: UnsafeBufferPointer<UInt64>, _ code: (UInt64) -> Int32) {
    let runLength = 1 << 10
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: runLength) { run in
      var start = 0
      while start < slots.count {
        let count = min(runLength, slots.count - start)
        for i in 0..<count { run[i] = code(slots[start &+ i]) }
        codes.append(contentsOf: UnsafeBufferPointer(rebasing: run[..<count]))
        start += count
      }
    }
  }

  private var levels: LevelTable {
    guard let table else { preconditionFailure("Only a dictionary column has levels.") }
    return table
  }

  /// The decimal mark that cells of a column of numbers insist on; nil where they leave it open.
  var certainMark: DecimalMark? {
    guard case .number(let mark) = plan else { return nil }
    if tally.traits.contains(.certainMark) { return mark }
    // All cells that do not fit would fit the other mark.
    return tally.odd > 0 && tally.oddOther == tally.odd ? (mark == .point ? .comma : .point) : nil
  }

  /// The numbers, given away so that nobody holds them twice.
  func takeNumbers() -> [Double] {
    defer { numbers = [] }
    return numbers
  }

  /// The words of a key column, given away so that nobody holds them twice.
  func takeKeys() -> KeyColumn {
    defer {
      keys = []
      secondKeys = []
      hasSecondKeys = false
    }
    return KeyColumn(words: keys, secondWords: secondKeys, missingCount: Int(tally.missing))
  }

  /// The texts of a dictionary or row column without those that stand for no value.
  func takeTexts(without missing: MissingWords?) -> TextColumn {
    defer {
      codes = []
      rowOffsets = []
      rowTexts = []
    }
    if plan == .rowTexts {
      if let missing, tally.missingWords > 0 { removeRowTexts { missing.contains($0) } }
      return TextColumn(rowOffsets: rowOffsets, bytes: rowTexts)
    }
    let levels = self.levels
    let isMissing = (0..<levels.count).map { level in missing?.contains(levels.text(ofLevel: level)) ?? false }
    let present = levelCounts.indices.reduce(0) { isMissing[$1] ? $0 : $0 + levelCounts[$1] }
    guard isMissing.contains(true) else {
      let (offsets, bytes) = levels.contents()
      return TextColumn(codes: codes, offsets: offsets, bytes: bytes, missingCount: codes.count - present)
    }
    var map: [Int32] = []
    var offsets = [0]
    var bytes: [UInt8] = []
    for level in 0..<levels.count {
      if isMissing[level] {
        map.append(-1)
        continue
      }
      map.append(Int32(offsets.count - 1))
      bytes.append(contentsOf: levels.text(ofLevel: level))
      offsets.append(bytes.count)
    }
    for row in codes.indices where codes[row] >= 0 { codes[row] = map[Int(codes[row])] }
    return TextColumn(codes: codes, offsets: offsets, bytes: bytes, missingCount: codes.count - present)
  }

  /// Empties the texts of a row column that are to be removed.
  private func removeRowTexts(_ isRemoved: (UnsafeBufferPointer<UInt8>) -> Bool) {
    var offsets = [0]
    offsets.reserveCapacity(rowOffsets.count)
    var kept: [UInt8] = []
    kept.reserveCapacity(rowTexts.count)
    _ = firstText { text, _ in
      if !isRemoved(text) { kept.append(contentsOf: text) }
      offsets.append(kept.count)
      return false
    }
    (rowOffsets, rowTexts) = (offsets, kept)
  }

  // MARK: What the texts are

  /// What the texts of a dictionary or row column look like, all of them.
  func textTally() -> ColumnTally {
    var tally = ColumnTally()
    _ = firstText { text, rows in
      tally.observe(text, times: rows)
      return false
    }
    return tally
  }

  /// Whether any cell of a dictionary or row column holds a value.
  var hasTexts: Bool {
    firstText { text, _ in
      var tally = ColumnTally()
      tally.observe(text)
      return tally.cells > 0
    }
  }

  /// Goes through the texts of a dictionary or row column, with how many rows have each, up to the first that is wanted;
  /// false without one.
  private func firstText(_ isWanted: (_ text: UnsafeBufferPointer<UInt8>, _ rows: Int) -> Bool) -> Bool {
    guard plan == .rowTexts else {
      return (0..<levels.count).contains { isWanted(levels.text(ofLevel: $0), levelCounts[$0]) }
    }
    return rowTexts.withUnsafeBufferPointer { texts in
      (0..<max(0, rowOffsets.count - 1)).contains { row in
        isWanted(UnsafeBufferPointer(rebasing: texts[rowOffsets[row]..<rowOffsets[row + 1]]), 1)
      }
    }
  }

  /// The words that stand for no value in a dictionary or row column of that kind.
  func missingWords(_ kind: ColumnKind) -> MissingWords {
    if kind == .boolean || kind == .code || kind == .empty { return .all }
    let hasTwoCapitals =
      plan == .rowTexts
      ? tally.twoCapitals > 0
      : (0..<levels.count).contains { MissingWord.isTwoCapitals(levels.text(ofLevel: $0)) }
    return hasTwoCapitals ? .amongCapitals : .amongTexts
  }
}
