import Dispatch
import Glibc
import Synchronization

/// The threads a computation may use.
///
/// Work is cut into pieces that do not depend on the number of threads, and results are kept by piece, so that every
/// number of threads gives the same bits.
public struct Workers: Sendable {
  /// How many threads run at once, at least 1.
  public let count: Int

  /// As many threads as asked for, or one a processor this process may run on.
  public init(count: Int? = nil) {
    self.count = max(1, count ?? Self.processorCount)
  }

  /// Asked for once: the system reads a file each time.
  private static let processorCount = sysconf(Int32(_SC_NPROCESSORS_ONLN))

  /// Calls `body` once for every piece `0..<pieces`; `worker` (below ``count``) tells which thread runs, for scratch space.
  ///
  /// Pieces start in rising order, and run at the same time on up to ``count`` threads.
  public func forEach(pieces: Int, _ body: @Sendable (_ piece: Int, _ worker: Int) -> Void) {
    let threads = min(count, pieces)
    guard threads > 1 else {
      for piece in 0..<max(pieces, 0) { body(piece, 0) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: threads) { worker in
      while true {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if piece >= pieces { return }
        body(piece, worker)
      }
    }
  }

  /// The results of `body` for every piece, in the order of the pieces.
  public func map<Result: Sendable>(pieces: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    var results = [Result?](repeating: nil, count: pieces)
    results.withUnsafeMutableBufferPointer { slots in
      nonisolated(unsafe) let slots = slots
      forEach(pieces: pieces) { piece, _ in slots[piece] = body(piece) }
    }
    return results.map { $0! }
  }

  /// The results of two computations that do not need each other, side by side where there are threads for it.
  ///
  /// Each may use all threads for its own pieces, so that more threads than ``count`` may share the processors: while
  /// one computation waits for its last piece, the other goes on.
  public func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    guard count > 1 else { return (first(), second()) }
    return withoutActuallyEscaping(second) { second in
      let later = DispatchGroup()
      nonisolated(unsafe) var result: Second?
      DispatchQueue.global().async(group: later) { result = second() }
      let earlier = first()
      later.wait()
      return (earlier, result!)
    }
  }

  /// The ranges that cut `0..<total` into blocks of `size` (the last may be shorter).
  public static func blocks(of total: Int, size: Int) -> [Range<Int>] {
    precondition(size > 0, "A block holds at least one row.")
    return stride(from: 0, to: total, by: size).map { $0..<min($0 + size, total) }
  }
}
