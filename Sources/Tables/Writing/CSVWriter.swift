import Dispatch
import Glibc

/// Writes result tables as CSV, on several threads and always with the same bytes.
///
/// Each thread renders a block of rows at a time and writes it when its turn comes, so that one block a thread is all the
/// memory that is needed, whatever the table.
public struct CSVWriter: Sendable {
  /// What there is to say about a table that was written.
  public struct Summary: Sendable, Equatable {
    public var byteCount: Int
    /// Texts, column names included, that a spreadsheet could take for formulas: left alone in plain files and worth a
    /// warning, disarmed in Excel's styles.
    public var formulaLikeCells: Int

    public init(byteCount: Int, formulaLikeCells: Int) {
      self.byteCount = byteCount
      self.formulaLikeCells = formulaLikeCells
    }
  }

  public let style: CSVStyle
  /// At least 1.
  public let threads: Int

  static let rowsPerBlock = 4096

  /// - Parameters:
  ///   - style: What the file should suit.
  ///   - threads: nil takes as many as there are processors.
  public init(style: CSVStyle = .plain, threads: Int? = nil) {
    self.style = style
    self.threads = max(1, threads ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// Writes the table, header first, to an open file descriptor.
  ///
  /// A million rows of six columns take about a tenth of a second on two processors.
  ///
  /// - Parameters:
  ///   - table: What to write.
  ///   - descriptor: An open file, pipe or device.
  ///   - path: Names the output in errors.
  public func write(_ table: ResultTable, to descriptor: Int32, path: String) throws(OutputError) -> Summary {
    let plan = CSVPlan(table, style: style)
    var start = ByteBuffer()
    start.append(style.byteOrderMark)
    var header = CSVRows(plan: plan)
    header.appendHeader()
    start.append(header.text.bytes)
    try writeAll(UnsafeRawBufferPointer(start.bytes), to: descriptor, path: path)

    let line = WritingLine(
      descriptor: descriptor, path: path, rowCount: table.rowCount,
      summary: Summary(byteCount: start.count, formulaLikeCells: header.formulaLikeCells))
    let blocks = (table.rowCount + Self.rowsPerBlock - 1) / Self.rowsPerBlock
    DispatchQueue.concurrentPerform(iterations: min(threads, blocks)) { _ in
      line.work(plan)
    }
    return try line.result()
  }

  /// The whole file in memory, for tables that are known to be small.
  public func bytes(of table: ResultTable) -> [UInt8] {
    var rows = CSVRows(plan: CSVPlan(table, style: style))
    rows.appendHeader()
    rows.append(0..<table.rowCount)
    return style.byteOrderMark + Array(rows.text.bytes)
  }
}

/// The threads that render one table, in line for writing what they rendered.
///
/// A block is only taken by a thread that runs, and its writing waits only for blocks taken before: the line always moves,
/// even where fewer threads run than were asked for.
private final class WritingLine: @unchecked Sendable {
  private let descriptor: Int32
  private let path: String
  private let rowCount: Int
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let turn: UnsafeMutablePointer<pthread_cond_t>
  // All below are touched under the lock only.
  private var nextToRender = 0
  private var nextToWrite = 0
  private var summary: CSVWriter.Summary
  private var failure: OutputError?

  init(descriptor: Int32, path: String, rowCount: Int, summary: CSVWriter.Summary) {
    self.descriptor = descriptor
    self.path = path
    self.rowCount = rowCount
    self.summary = summary
    lock = .allocate(capacity: 1)
    turn = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(turn, nil)
  }

  deinit {
    pthread_cond_destroy(turn)
    pthread_mutex_destroy(lock)
    turn.deallocate()
    lock.deallocate()
  }

  /// Renders and writes blocks until none is left or one could not be written.
  func work(_ plan: CSVPlan) {
    var rows = CSVRows(plan: plan)
    while let block = takeBlock() {
      let start = block * CSVWriter.rowsPerBlock
      rows.removeAll()
      rows.append(start..<min(start + CSVWriter.rowsPerBlock, rowCount))
      guard waitForTurn(block) else { break }
      var failure: OutputError?
      do throws(OutputError) {
        try writeAll(UnsafeRawBufferPointer(rows.text.bytes), to: descriptor, path: path)
      } catch {
        failure = error
      }
      endTurn(byteCount: rows.text.count, failure)
    }
    locked { summary.formulaLikeCells += rows.formulaLikeCells }
  }

  func result() throws(OutputError) -> CSVWriter.Summary {
    if let failure { throw failure }
    return summary
  }

  private func takeBlock() -> Int? {
    locked {
      guard failure == nil, nextToRender * CSVWriter.rowsPerBlock < rowCount else { return nil }
      nextToRender += 1
      return nextToRender - 1
    }
  }

  private func waitForTurn(_ block: Int) -> Bool {
    locked {
      while nextToWrite < block, failure == nil { pthread_cond_wait(turn, lock) }
      return failure == nil
    }
  }

  private func endTurn(byteCount: Int, _ writingFailure: OutputError?) {
    locked {
      summary.byteCount += byteCount
      nextToWrite += 1
      failure = writingFailure
      pthread_cond_broadcast(turn)
    }
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body()
  }
}
