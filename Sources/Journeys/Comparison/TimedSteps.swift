import LinearAlgebra
import MarkovChains

/// The steps of customers who are all followed for the same time, on a clock whose 2³² ticks are the time observed.
struct TimedSteps: Sendable {
  let period: ClosedRange<Double>
  /// The time for which customers are followed.
  let followUp: Double
  /// Steps of all customers, these and others.
  let allStepCount: Int
  /// For each edge, the state it leaves, rising.
  let statesLeft: [Int]
  /// When each customer began.
  let starts: [UInt32]
  /// Steps compared.
  let stepCount: Int
  /// How often each edge was taken in each block of time, blocks × edges.
  let observed: [UInt64]
  /// The steps, unless nobody deals starts anew.
  private let pieces: [Piece]

  /// Times to follow customers for are tried in such parts of the time observed.
  private static let parts = 256

  /// The steps of some customers.
  private struct Piece: Sendable {
    var starts: [UInt32] = []
    var stepCount = 0
    var observed: [UInt64]
    /// Where each customer's steps begin, and at last where the last one's end.
    var offsets: [Int] = [0]
    /// Edge of each step.
    var edges: [UInt32] = []
    /// Ticks from the customer's beginning to the contact that each step leaves.
    var ticks: [UInt32] = []
  }

  /// nil without steps at two times.
  ///
  /// - Parameter keepsSteps: Whether ``counts(_:blockCount:)`` will be asked for.
  init?(
    _ chain: ChainSequences, _ startTimes: [Double], lastCounted wanted: Double? = nil, blockCount: Int,
    keepsSteps: Bool, workers: Workers
  ) {
    let n = chain.space.count
    let source = StepSource(chain: chain, startTimes: startTimes, workers: workers)
    let range = source.range
    let lastCounted = wanted ?? range.last
    guard range.first < lastCounted else { return nil }
    period = range.first...lastCounted
    allStepCount = range.stepCount
    let length = lastCounted - range.first
    let scale = Double(Self.parts) / length
    guard let part = Self.bestPart(source, lastCounted, scale) else { return nil }
    followUp = Double(part) / scale
    var numbers = [UInt32](repeating: 0, count: n * n)
    var statesLeft: [Int] = []
    for cell in range.seen.indices where range.seen[cell] {
      numbers[cell] = UInt32(statesLeft.count)
      statesLeft.append(cell / n)
    }
    self.statesLeft = statesLeft
    let (edgeNumbers, edgeCount) = (numbers, statesLeft.count)
    let pieces = source.map { steps in
      var piece = Piece(observed: [UInt64](repeating: 0, count: blockCount * edgeCount))
      var unit = Int32(-1)
      var start: UInt32 = 0
      steps { step in
        guard (lastCounted - step.began) * scale >= Double(part), (step.time - step.began) * scale < Double(part) else {
          return
        }
        if piece.starts.isEmpty || step.unit != unit {
          if !piece.starts.isEmpty { piece.offsets.append(piece.edges.count) }
          unit = step.unit
          start = Self.tick(step.began - range.first, of: length)
          piece.starts.append(start)
        }
        let edge = edgeNumbers[step.from &* n &+ step.to]
        let tick = Self.tick(step.time - range.first, of: length)
        piece.observed[Self.block(UInt64(tick), of: blockCount) &* edgeCount &+ Int(edge)] += 1
        piece.stepCount += 1
        if keepsSteps {
          piece.edges.append(edge)
          piece.ticks.append(tick - start)
        }
      }
      piece.offsets.append(piece.edges.count)
      return piece
    }
    starts = [UInt32].joined(pieces.count, workers: workers) { pieces[$0].starts }
    stepCount = pieces.reduce(0) { $0 + $1.stepCount }
    observed = pieces.reduce(into: [UInt64](repeating: 0, count: blockCount * edgeCount)) { sums, piece in
      for cell in sums.indices { sums[cell] += piece.observed[cell] }
    }
    self.pieces = keepsSteps ? pieces : []
  }

  private static func tick(_ time: Double, of length: Double) -> UInt32 {
    UInt32(min(time / length * 0x1p32, 0x1p32 - 1))
  }

  /// The block that a tick lies in. Rounding may carry the last tick over the end.
  @inline(__always)
  private static func block(_ tick: UInt64, of blockCount: Int) -> Int {
    min(Int((tick &* UInt64(blockCount)) >> 32), blockCount &- 1)
  }

  /// The number of parts that keeps the most steps when customers are followed for it; nil where none keeps any.
  private static func bestPart(_ source: StepSource, _ lastCounted: Double, _ scale: Double) -> Int? {
    let pieces = source.map { steps in
      var changes = [Int](repeating: 0, count: parts + 2)
      steps { step in
        // Kept by parts above its age, up to those for which its customer was followed.
        let age = (step.time - step.began) * scale
        let followed = (lastCounted - step.began) * scale
        guard age < Double(parts), followed >= 1 else { return }
        let low = Int(age) + 1
        let high = min(Int(followed), parts)
        if low <= high {
          changes[low] += 1
          changes[high + 1] -= 1
        }
      }
      return changes
    }
    var kept = 0
    var best: (part: Int, kept: Int)?
    for part in 1...parts {
      kept += pieces.reduce(0) { $0 + $1[part] }
      if kept > best?.kept ?? 0 { best = (part, kept) }
    }
    return best?.part
  }

  /// The counts of every block under one to four deals of starts, blocks × edges numbers a deal.
  ///
  /// Four together cost little more than one: the steps are read once.
  func counts(_ deals: [[UInt32]], blockCount: Int) -> [UInt64] {
    precondition((1...GroupDifference.blockSize).contains(deals.count), "Four deals are counted together.")
    let edgeCount = statesLeft.count
    let size = blockCount * edgeCount
    var counts = [UInt64](repeating: 0, count: deals.count * size)
    var firstCustomer = 0
    for piece in pieces {
      counts.withUnsafeMutableBufferPointer { counts in
        piece.edges.withUnsafeBufferPointer { edges in
          piece.ticks.withUnsafeBufferPointer { ticks in
            for customer in piece.starts.indices {
              let range = piece.offsets[customer]..<piece.offsets[customer + 1]
              for (place, deal) in deals.enumerated() {
                let start = UInt64(deal[firstCustomer + customer])
                let first = place * size
                for step in range {
                  let block = Self.block(UInt64(ticks[step]) &+ start, of: blockCount)
                  counts[first &+ block &* edgeCount &+ Int(edges[step])] &+= 1
                }
              }
            }
          }
        }
      }
      firstCustomer += piece.starts.count
    }
    return counts
  }
}
