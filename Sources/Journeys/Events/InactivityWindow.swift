import LinearAlgebra

/// How long a silence must be to end a journey, found from the silences of the log.
public enum InactivityWindow {
  /// A quantile of all gaps between contacts of the same customer; nil without gaps.
  ///
  /// Interpolated between the two nearest gaps. Source: Hyndman and Fan (1996), definition 7.
  public static func quantile(_ probability: Double, of log: EventLog, workers: Workers) -> Double? {
    precondition(probability >= 0 && probability <= 1, "A quantile stands between 0 and 1.")
    let count = log.contactCount - log.customerCount
    guard count > 0 else { return nil }
    let position = probability * Double(count - 1)
    let below = Int(position)
    let selection = GapSelection(log, workers: workers)
    let low = selection.gap(ranked: below)
    guard position > Double(below) else { return low }
    return low + (selection.gap(ranked: below + 1) - low) * (position - Double(below))
  }

  /// Customers who fell silent for longer than the window, and those of them who came back.
  public static func lapses(
    _ log: EventLog, window: Double, end: Double, workers: Workers
  ) -> (lapsed: Int, returned: Int) {
    let blocks = Workers.blocks(of: log.customerCount, size: 1 << 14)
    let counts = workers.map(pieces: blocks.count) { block in
      var lapsed = 0
      var returned = 0
      for customer in blocks[block] {
        let range = log.range(of: customer)
        let last = log.times[range.upperBound - 1]
        let didReturn = range.dropFirst().contains { log.times[$0] - log.times[$0 - 1] > window }
        if didReturn { returned += 1 }
        if didReturn || last <= end - window { lapsed += 1 }
      }
      return (lapsed, returned)
    }
    return counts.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
  }
}

/// Finds gaps by rank without sorting them all: counts them by their leading bits, then sorts one class of them.
private struct GapSelection {
  private let log: EventLog
  private let workers: Workers
  private let blocks: [Range<Int>]
  /// Gaps by the leading bits of their pattern, which rises with the gap.
  private let classCounts: [Int]

  /// Sign, exponent and 6 bits of the fraction.
  private static let shift: UInt64 = 46

  private static func classOf(_ gap: Double) -> Int { Int(gap.bitPattern >> shift) }

  init(_ log: EventLog, workers: Workers) {
    self.log = log
    self.workers = workers
    let blocks = Workers.blocks(of: log.customerCount, size: 1 << 14)
    self.blocks = blocks
    let perBlock = Workers.blocks(of: blocks.count, size: max(1, (blocks.count + 7) / 8))
    let counts = workers.map(pieces: perBlock.count) { piece in
      var counts = [Int](repeating: 0, count: 1 << (64 - Int(Self.shift)))
      for block in perBlock[piece] {
        Self.forEachGap(log, blocks[block]) { counts[Self.classOf($0)] += 1 }
      }
      return counts
    }
    classCounts = counts.dropFirst().reduce(into: counts.first ?? []) { sum, counts in
      for i in sum.indices { sum[i] += counts[i] }
    }
  }

  /// The gap that so many gaps come before.
  func gap(ranked rank: Int) -> Double {
    var before = 0
    var found = 0
    for (index, count) in classCounts.enumerated() {
      if before + count > rank {
        found = index
        break
      }
      before += count
    }
    let wanted = found
    let log = self.log
    let blocks = self.blocks
    let gaps = workers.map(pieces: blocks.count) { block in
      var gaps: [Double] = []
      Self.forEachGap(log, blocks[block]) { if Self.classOf($0) == wanted { gaps.append($0) } }
      return gaps
    }
    return gaps.joined().sorted()[rank - before]
  }

  @inline(__always)
  private static func forEachGap(_ log: EventLog, _ customers: Range<Int>, _ body: (Double) -> Void) {
    for customer in customers {
      let range = log.range(of: customer)
      var before = log.times[range.lowerBound]
      for i in range.dropFirst() {
        // A sum with 0 turns −0 into 0, whose pattern is the least.
        body(log.times[i] - before + 0)
        before = log.times[i]
      }
    }
  }
}
