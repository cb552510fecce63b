/// The rows of every chunk that may soon be in doubt, so that a step need not look at the others.
///
/// A row is watched when a drift of the horizon would put it in doubt. Until centers have drifted that far, all rows that
/// are in doubt are among those watched. Threads may use it at once for chunks of their own.
final class WatchedRows {
  private let chunkCount: Int
  /// For every chunk the overall drift up to which its list can be relied on; minus infinity without one.
  private let reach: UnsafeMutablePointer<Double>
  private let counts: UnsafeMutablePointer<Int>
  /// How many rows of every chunk were in doubt in the last step.
  private let doubtful: UnsafeMutablePointer<Int>
  /// Places within their chunk, of every chunk from its first row on.
  private let places: UnsafeMutablePointer<UInt16>

  init(rows: Int) {
    chunkCount = rows / chunkRows + 1
    reach = .allocate(capacity: chunkCount)
    reach.initialize(repeating: -.infinity, count: chunkCount)
    counts = .allocate(capacity: chunkCount)
    counts.initialize(repeating: 0, count: chunkCount)
    doubtful = .allocate(capacity: chunkCount)
    doubtful.initialize(repeating: chunkRows, count: chunkCount)
    places = .allocate(capacity: max(1, rows))
    places.initialize(repeating: 0, count: rows)
  }

  deinit {
    reach.deallocate()
    counts.deallocate()
    doubtful.deallocate()
    places.deallocate()
  }

  /// Makes the next step look at all rows.
  func forgetAll() {
    reach.update(repeating: -.infinity, count: chunkCount)
    doubtful.update(repeating: chunkRows, count: chunkCount)
  }

  /// Makes the next step look at all rows of the chunk that holds a row.
  func forget(chunkOf row: Int) { reach[row / chunkRows] = -.infinity }

  /// Takes down how many rows of a chunk were in doubt.
  func note(_ count: Int, inDoubtAmong rows: Range<Int>) { doubtful[rows.lowerBound / chunkRows] = count }

  /// The watched rows of a chunk, by their place in it; nil where so many were in doubt that a list would not pay.
  ///
  /// - Parameters:
  ///   - drift: The overall drift by now.
  ///   - slack: A row is in doubt when less room than this is left to it.
  ///   - horizon: How much drift a list that must be made anew should last for.
  ///   - room: What is left to a row.
  @inline(__always)
  func list(
    _ rows: Range<Int>, drift: Double, slack: Double, horizon: Double, room: (Int) -> Double
  ) -> UnsafeBufferPointer<UInt16>? {
    let (chunk, list) = (rows.lowerBound / chunkRows, places + rows.lowerBound)
    // Where steps have become much shorter a new list is worth its cost, unless the present one is short already.
    if reach[chunk] - drift < slack || 4 * counts[chunk] > rows.count {
      guard 4 * doubtful[chunk] <= rows.count else { return nil }
      var found = 0
      for place in 0..<rows.count {
        list[found] = UInt16(truncatingIfNeeded: place)
        found &+= isNegative(room(rows.lowerBound &+ place) - slack - horizon)
      }
      counts[chunk] = found
      reach[chunk] = drift + slack + horizon
    }
    return UnsafeBufferPointer(start: list, count: counts[chunk])
  }
}

/// 1 for negative numbers: the sign bit counts without a branch, which would be mispredicted often.
@inline(__always)
func isNegative(_ value: Double) -> Int { Int(truncatingIfNeeded: value.bitPattern &>> 63) }
