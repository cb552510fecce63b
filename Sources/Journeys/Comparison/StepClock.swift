import LinearAlgebra

/// The time observed as 2³² ticks, so that sums come round by themselves, and the edges met in it.
struct StepClock: Sendable {
  let period: ClosedRange<Double>
  /// For each edge, the state it leaves, rising.
  let statesLeft: [Int]
  let chain: ChainSequences
  private let startTimes: [Double]
  /// By state before and state after.
  private let edgeNumbers: [Int32]
  private let scale: Double

  /// Nil without steps.
  init?(_ chain: ChainSequences, _ startTimes: [Double], workers: Workers) {
    let n = chain.space.count
    let blocks = chain.journeyBlocks
    let pieces = workers.map(pieces: blocks.count) { block in
      var seen = [Bool](repeating: false, count: n * n)
      var first = Double.infinity
      var last = -Double.infinity
      seen.withUnsafeMutableBufferPointer { seen in
        Self.forEachStep(chain, startTimes, blocks[block]) { _, from, to, time in
          seen[from &* n &+ to] = true
          first = min(first, time)
          last = max(last, time)
        }
      }
      return (seen: seen, first: first, last: last)
    }
    let first = pieces.reduce(Double.infinity) { min($0, $1.first) }
    let last = pieces.reduce(-Double.infinity) { max($0, $1.last) }
    guard first <= last else { return nil }
    var numbers = [Int32](repeating: -1, count: n * n)
    var statesLeft: [Int] = []
    for cell in numbers.indices where pieces.contains(where: { $0.seen[cell] }) {
      numbers[cell] = Int32(statesLeft.count)
      statesLeft.append(cell / n)
    }
    period = first...last
    scale = last > first ? 0x1p32 / (last - first) : 0
    edgeNumbers = numbers
    self.statesLeft = statesLeft
    self.chain = chain
    self.startTimes = startTimes
  }

  /// Calls `body` for every step of some journeys with its edge and the tick of the contact it leaves.
  @inline(__always)
  func forEachStep(of journeys: Range<Int>, _ body: (_ journey: Int, _ edge: Int, _ tick: UInt32) -> Void) {
    let n = chain.space.count
    edgeNumbers.withUnsafeBufferPointer { numbers in
      Self.forEachStep(chain, startTimes, journeys) { journey, from, to, time in
        let tick = UInt32(min((time - period.lowerBound) * scale, 0x1p32 - 1))
        body(journey, Int(numbers[from &* n &+ to]), tick)
      }
    }
  }

  /// Calls `body` for every step with its journey, states, and the time of the contact it leaves.
  @inline(__always)
  private static func forEachStep(
    _ chain: ChainSequences, _ startTimes: [Double], _ journeys: Range<Int>,
    _ body: (_ journey: Int, _ from: Int, _ to: Int, Double) -> Void
  ) {
    var time = 0.0
    var journey = -1
    chain.dwells.withUnsafeBufferPointer { dwells in
      startTimes.withUnsafeBufferPointer { starts in
        chain.forEachStep(of: journeys) { own, from, to, place in
          if own != journey { (journey, time) = (own, starts[own]) }
          body(own, from, to, time)
          time += Double(dwells[place])
        }
      }
    }
  }

  /// How often each edge was taken in each block of time, blocks × edges.
  func counts(blockCount: Int, workers: Workers) -> [Int] {
    let edgeCount = statesLeft.count
    let journeys = chain.journeyBlocks
    let pieces = workers.map(pieces: journeys.count) { piece in
      var counts = [Int](repeating: 0, count: blockCount * edgeCount)
      counts.withUnsafeMutableBufferPointer { counts in
        forEachStep(of: journeys[piece]) { _, edge, tick in
          counts[Int((UInt64(tick) &* UInt64(blockCount)) >> 32) &* edgeCount &+ edge] &+= 1
        }
      }
      return counts
    }
    return pieces.dropFirst().reduce(into: pieces[0]) { sums, counts in
      for cell in sums.indices { sums[cell] += counts[cell] }
    }
  }
}
