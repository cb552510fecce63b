/// How one column is read in a pass, in the form that the inner loop wants.
struct HotColumn {
  enum Mode: UInt8 {
    case skip, number, date, dictionary, rowTexts, key
    /// Numbers and dates that may hold the delimiter, so that a cell's end must be found first.
    case cutNumber, cutDate
  }

  let mode: Mode
  /// The decimal mark of a number.
  let mark: UInt8
  let order: DateColumn.Order
  /// The place of the column's (first) run of slots.
  let slot: Int

  init(_ plan: ColumnPlan, slot: Int, delimiter: UInt8) {
    self.slot = slot
    let isSafe = DialectSniffer.candidates.contains(delimiter)
    var mark = DecimalMark.point
    var order = DateColumn.Order.yearMonthDay
    switch plan {
    case .skip: mode = .skip
    case .number(let decimal):
      mode = isSafe && decimal.byte != delimiter ? .number : .cutNumber
      mark = decimal
    case .date(let given):
      mode = isSafe ? .date : .cutDate
      order = given
    case .dictionary: mode = .dictionary
    case .rowTexts: mode = .rowTexts
    case .key: mode = .key
    }
    self.mark = mark.byte
    self.order = order
  }
}

/// The rows of one block, column by column. Used again for later blocks.
final class BlockResult {
  /// A fault that ends the reading, with its offset in the input.
  enum Fatal: Equatable {
    case unterminatedQuote(Int)
    case nulByte(Int)
    case notUTF8(Int)
  }

  let slotCount: Int
  private(set) var rowCapacity: Int
  /// `slotCount` runs of `rowCapacity` slots: the bits of a `Double`, a level, or offset << 32 | length of a text
  /// in `texts`. ``missingText`` for texts that are missing. A key column has two runs, for its two words.
  private(set) var slots: UnsafeMutablePointer<UInt64>
  /// One a column of the file, read or not.
  let tallies: UnsafeMutableBufferPointer<PassTally>
  /// One a slot; only those of dictionary columns exist.
  let levels: UnsafeMutableBufferPointer<LevelTable>
  private let dictionarySlots: [Int]
  /// In memory of its own: the inner loop appends to it for nearly every row.
  let texts: UnsafeMutablePointer<TextBytes>

  var rowCount = 0
  /// Offset of the first record; nil when the block has none.
  var start: Int?
  /// Offset of the record after the last one.
  var end = 0
  /// Whether a guess at the first record was given up, so that the block must be read again.
  var isAborted = false
  var fatal: Fatal?
  /// A fault of the block's bytes, wherever its records start. Kept when the block is read again.
  var byteFault: Fatal?
  /// The first row that has cells too many: offset of the first such cell, and the number of cells.
  var firstLong: (offset: Int, cells: Int)?
  var longRows = 0
  var firstShort: Int?
  var shortRows = 0
  /// Blank lines before the last row, and after it.
  var blankLines = 0
  var blankLinesAtEnd = 0
  var tails = 0
  /// Every ``RowIndex/interval``th row of the block and the offset of its record.
  var marks: [(row: Int, offset: Int)] = []
  var unitHashes: [(hash: UInt64, length: Int)] = []

  static let missingText = UInt64.max

  /// Room for the columns that `plans` does not skip.
  init(_ plans: [ColumnPlan], rowCapacity: Int) {
    slotCount = plans.reduce(0) { $0 + $1.slotCount }
    self.rowCapacity = rowCapacity
    slots = .allocate(capacity: max(1, slotCount * rowCapacity))
    tallies = .allocate(capacity: plans.count)
    tallies.initialize(repeating: PassTally())
    texts = .allocate(capacity: 1)
    texts.initialize(to: TextBytes())
    levels = .allocate(capacity: slotCount)
    var slot = 0
    var dictionaries: [Int] = []
    for plan in plans {
      if plan == .dictionary { dictionaries.append(slot) }
      slot += plan.slotCount
    }
    dictionarySlots = dictionaries
    for slot in dictionarySlots { levels.initializeElement(at: slot, to: LevelTable()) }
  }

  deinit {
    slots.deallocate()
    tallies.deallocate()
    texts.pointee.free()
    texts.deallocate()
    for slot in dictionarySlots { levels[slot].free() }
    levels.deallocate()
  }

  func reset() {
    tallies.update(repeating: PassTally())
    for slot in dictionarySlots { levels[slot].removeAll() }
    texts.pointee.count = 0
    rowCount = 0
    start = nil
    end = 0
    isAborted = false
    fatal = nil
    firstLong = nil
    longRows = 0
    firstShort = nil
    shortRows = 0
    blankLines = 0
    blankLinesAtEnd = 0
    tails = 0
    marks.removeAll(keepingCapacity: true)
  }

  /// Makes room for more rows; the slots of the ones that are there are kept.
  func growRows() {
    let larger = rowCapacity * 2 + 16
    let copy = UnsafeMutablePointer<UInt64>.allocate(capacity: slotCount * larger)
    for slot in 0..<slotCount {
      (copy + slot * larger).update(from: slots + slot * rowCapacity, count: rowCapacity)
    }
    slots.deallocate()
    slots = copy
    rowCapacity = larger
  }
}

/// Texts one after the other. `free` gives the memory back.
struct TextBytes {
  private(set) var bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: firstCapacity)
  private var capacity = firstCapacity
  var count = 0

  private static let firstCapacity = 1 << 12

  /// Appends a text and returns where it begins.
  @inline(__always)
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    let start = count
    count += text.count
    if count > capacity { grow(keeping: start) }
    if let base = text.baseAddress { (bytes + start).update(from: base, count: text.count) }
    return start
  }

  @inline(never)
  private mutating func grow(keeping kept: Int) {
    while capacity < count { capacity *= 2 }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: bytes, count: kept)
    bytes.deallocate()
    bytes = larger
  }

  /// Gives the memory back; nothing may be appended any more.
  func free() { bytes.deallocate() }
}
