import Dispatch

/// One pass over the rows of an input, on all threads.
///
/// Blocks are read side by side, each guessing that it does not start inside quotes. They are put together in the
/// order of the input: where a block does not start where the block before ended, the guess was wrong and the block
/// is read again from there. So the result does not depend on the threads.
final class ReadPass: @unchecked Sendable {
  struct Settings {
    /// The offset of the first row.
    var dataOffset: Int
    /// No row starts from there on.
    var dataEnd: Int
    var blockBytes: Int
    var threads: Int
    /// Whether bytes are hashed and checked.
    var inspects: Bool
    /// Whether the bytes have to be UTF-8.
    var checksUTF8: Bool
    /// What the sample says about the length of rows, and of each column's texts.
    var bytesPerRow: Int
    var textBytesPerRow: [Int]
  }

  let source: ByteSource
  private let scanner: CellScanner
  private let plans: [ColumnPlan]
  private let settings: Settings
  private let blockCount: Int

  private(set) var builders: [ColumnBuilder] = []
  private(set) var rowCount = 0
  private(set) var index = RowIndex()
  private(set) var digest = Digest()
  private(set) var findings = PassFindings()
  /// Where the next record to put together starts.
  private var nextStart: Int

  private let lock = Lock()
  private var nextBlock = 0
  private var nextCommit = 0
  private var isCommitting = false
  private var pending: [Int: BlockResult] = [:]
  private var spare: [BlockResult] = []
  private var failure: TableError?
  private var isStopped = false

  init(_ source: ByteSource, dialect: Dialect, plans: [ColumnPlan], settings: Settings) {
    self.source = source
    self.plans = plans
    self.settings = settings
    scanner = CellScanner(dialect)
    nextStart = settings.dataOffset
    blockCount = (source.count + settings.blockBytes - 1) / settings.blockBytes
    let rows = source.count / max(1, settings.bytesPerRow) * 33 / 32 + 16
    builders = plans.enumerated().map { column, plan in
      ColumnBuilder(plan, expectedRows: rows, expectedTextBytes: rows * settings.textBytesPerRow[column])
    }
  }

  /// Reads all rows; throws what stops the reading at once.
  func run() throws(TableError) {
    let threads = max(1, min(settings.threads, blockCount))
    if threads == 1 {
      work()
    } else {
      DispatchQueue.concurrentPerform(iterations: threads) { _ in work() }
    }
    if let failure { throw failure }
    spare = []
    pending = [:]
  }

  private func work() {
    let parser = BlockParser(
      source, scanner: scanner, plans: plans, blockBytes: settings.blockBytes, dataEnd: settings.dataEnd)
    while let (block, result) = takeBlock() {
      do throws(TableError) {
        let range = range(ofBlock: block)
        try parser.parse(range, start: range.contains(settings.dataOffset) ? settings.dataOffset : nil, into: result)
        if settings.inspects { parser.inspect(range, isChecked: settings.checksUTF8, into: result) }
        try handIn(block, result, parser)
      } catch {
        lock.lock()
        failure = failure ?? error
        stop()
        lock.unlock()
        return
      }
    }
  }

  private func range(ofBlock block: Int) -> Range<Int> {
    let start = block * settings.blockBytes
    return start..<min(start + settings.blockBytes, source.count)
  }

  /// The next block to read, and room for its rows; nil when there is none.
  private func takeBlock() -> (Int, BlockResult)? {
    lock.lock()
    defer { lock.unlock() }
    // Who reads the block that is put together next never waits here, so somebody always goes on. The others may run far
    // ahead of a thread that the system keeps waiting.
    while !isStopped, nextBlock < blockCount, nextBlock - nextCommit >= 8 * (settings.threads + 1) { lock.wait() }
    guard !isStopped, nextBlock < blockCount else { return nil }
    defer { nextBlock += 1 }
    return (nextBlock, spare.popLast() ?? newResult())
  }

  private func newResult() -> BlockResult {
    BlockResult(plans, rowCapacity: settings.blockBytes / max(1, settings.bytesPerRow) * 5 / 4 + 16)
  }

  /// Puts a block and those that wait behind it into place, unless another thread is at it.
  private func handIn(_ block: Int, _ result: BlockResult, _ parser: BlockParser) throws(TableError) {
    lock.lock()
    defer { lock.unlock() }
    pending[block] = result
    if isCommitting { return }
    isCommitting = true
    defer { isCommitting = false }
    while !isStopped, let next = pending.removeValue(forKey: nextCommit) {
      let block = nextCommit
      lock.unlock()
      let outcome = Result { () throws(TableError) in try commit(block, next, parser) }
      lock.lock()
      try outcome.get()
      spare.append(next)
      nextCommit += 1
      if next.byteFault != nil { stop() }
      lock.broadcast()
    }
  }

  private func stop() {
    isStopped = true
    lock.broadcast()
  }

  /// Appends the rows of a block, after reading it again where its guess was wrong.
  private func commit(_ block: Int, _ result: BlockResult, _ parser: BlockParser) throws(TableError) {
    let range = range(ofBlock: block)
    for unit in result.unitHashes { digest.append(unitHash: unit.hash, length: unit.length) }
    result.unitHashes.removeAll(keepingCapacity: true)
    if let fault = result.byteFault {
      findings.fatal = fault
      return
    }
    // A record that runs over the whole block belongs to an earlier one.
    if nextStart >= min(range.upperBound, settings.dataEnd) { return }
    if result.start != nextStart || result.isAborted { try parser.parse(range, start: nextStart, into: result) }
    findings.add(result)
    if findings.fatal != nil {
      // No rows follow. Later bytes are still checked, because they may change the encoding.
      nextStart = .max
      return
    }
    nextStart = result.end
    for mark in result.marks { index.append(row: rowCount + mark.row, offset: mark.offset) }
    rowCount += result.rowCount
    var slot = 0
    for (column, builder) in builders.enumerated() where plans[column] != .skip {
      builder.append(result, slot: slot, column: column)
      slot += plans[column].slotCount
    }
  }
}

/// What a pass found besides values.
struct PassFindings {
  var fatal: BlockResult.Fatal?
  var firstLong: (offset: Int, cells: Int)?
  var longRows = 0
  var firstShort: Int?
  var shortRows = 0
  /// Blank lines before the last row.
  var blankLines = 0
  /// Cells with text after their closing quote.
  var tails = 0
  private var blankLinesAtEnd = 0

  /// Adds what the next block found.
  mutating func add(_ result: BlockResult) {
    fatal = fatal ?? result.fatal
    firstLong = firstLong ?? result.firstLong
    longRows += result.longRows
    firstShort = firstShort ?? result.firstShort
    shortRows += result.shortRows
    tails += result.tails
    if result.rowCount > 0 {
      blankLines += blankLinesAtEnd
      blankLinesAtEnd = 0
    }
    blankLines += result.blankLines
    blankLinesAtEnd += result.blankLinesAtEnd
  }
}
