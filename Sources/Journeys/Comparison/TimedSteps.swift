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
  /// - Parameters:
  ///   - edges: The edges of the chain, by state before and state after, where they are known.
  init?(
    _ chain: ChainSequences, _ startTimes: [Double], lastCounted wanted: Double? = nil,
    edges: [ChainStatistics.Edge]? = nil, blockCount: Int, workers: Workers
  ) {
    let source = StepSource(chain: chain, startTimes: startTimes, workers: workers)
    let (first, allStepCount) = source.beginning
    let lastCounted = wanted ?? source.lastExit
    guard first < lastCounted else { return nil }
    period = first...lastCounted
    self.allStepCount = allStepCount
    let scale = Double(Self.parts) / (lastCounted - first)
    guard let part = Self.bestPart(source, lastCounted, scale) else { return nil }
    followUp = Double(part) / scale
    let numbering = EdgeNumbering(edges ?? EdgeNumbering(chain, workers).edges, stateCount: chain.space.count)
    statesLeft = numbering.edges.map { Int($0.from) }
    let edgeCount = numbering.edges.count
    let piece = Filling(
      period: first...lastCounted, scale: scale, part: Double(part), numbering: numbering, blockCount: blockCount)
    let pieces = source.map { piece.piece(source, $0) }
    starts = [UInt32].joined(pieces.count, workers: workers) { pieces[$0].starts }
    stepCount = pieces.reduce(0) { $0 + $1.stepCount }
    observed = pieces.reduce(into: [UInt64](repeating: 0, count: blockCount * edgeCount)) { sums, piece in
      for cell in sums.indices { sums[cell] += piece.observed[cell] }
    }
    self.pieces = pieces
  }

  /// Which steps are kept, and where they are counted.
  private struct Filling {
    let period: ClosedRange<Double>
    let scale: Double
    /// Customers are followed for so many parts.
    let part: Double
    let numbering: EdgeNumbering
    let blockCount: Int

    /// The steps of some journeys.
    func piece(_ source: StepSource, _ journeys: Range<Int>) -> Piece {
      let (begin, end) = (period.lowerBound, period.upperBound)
      let length = end - begin
      let (edgeCount, stateCount) = (numbering.edges.count, numbering.stateCount)
      var piece = Piece(observed: [])
      var observed = [UInt64](repeating: 0, count: blockCount * edgeCount)
      var start: UInt32 = 0
      var isFirst = true
      observed.withUnsafeMutableBufferPointer { observed in
        numbering.numbers.withUnsafeBufferPointer { numbers in
          source.forEachStep(of: journeys) { began in
            isFirst = true
            return (end - began) * scale >= part
          } _: { step in
            guard (step.time - step.began) * scale < part else { return }
            if isFirst {
              isFirst = false
              if !piece.starts.isEmpty { piece.offsets.append(piece.edges.count) }
              start = Self.tick(step.began - begin, of: length)
              piece.starts.append(start)
            }
            let edge = Int(numbers[step.from &* stateCount &+ step.to])
            let tick = Self.tick(step.time - begin, of: length)
            observed[TimedSteps.block(UInt64(tick), of: blockCount) &* edgeCount &+ edge] &+= 1
            piece.stepCount &+= 1
            piece.edges.append(UInt32(truncatingIfNeeded: edge))
            piece.ticks.append(tick - start)
          }
        }
      }
      piece.observed = observed
      piece.offsets.append(piece.edges.count)
      return piece
    }

    @inline(__always)
    private static func tick(_ time: Double, of length: Double) -> UInt32 {
      UInt32(min(time / length * 0x1p32, 0x1p32 - 1))
    }
  }

  /// The block that a tick lies in. Rounding may carry the last tick over the end.
  @inline(__always)
  private static func block(_ tick: UInt64, of blockCount: Int) -> Int {
    min(Int((tick &* UInt64(blockCount)) >> 32), blockCount &- 1)
  }

  /// The number of parts that keeps the most steps when customers are followed for it; nil where none keeps any.
  private static func bestPart(_ source: StepSource, _ lastCounted: Double, _ scale: Double) -> Int? {
    let pieces = source.map { journeys in
      var changes = [Int](repeating: 0, count: parts + 2)
      changes.withUnsafeMutableBufferPointer { changes in
        // Kept by parts above a step's age, up to those for which its customer was followed.
        var high = 0
        var count = 0
        source.forEachStep(of: journeys) { began in
          changes[high + 1] -= count
          count = 0
          let followed = (lastCounted - began) * scale
          high = followed >= 1 ? min(Int(followed), parts) : 0
          return high > 0
        } _: { step in
          let age = (step.time - step.began) * scale
          guard age < Double(high) else { return }
          changes[Int(age) + 1] &+= 1
          count &+= 1
        }
        changes[high + 1] -= count
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
