import LinearAlgebra
import MarkovChains

/// Whether customers go through a chain in the same way at all times.
///
/// Time is cut into blocks of equal length. A step belongs to the block of the contact it leaves, and G compares the rows
/// of the blocks. Steps of one customer are alike, so that χ² finds changes where there are none. Instead it is asked
/// what G would be if it did not matter when a customer began: customers exchange the times at which they began, and
/// each one's steps move along with the first, at their distances from it. What would come after the last time comes
/// round at the first.
///
/// Customers who all begin at once have nothing to exchange: age and calendar time are then the same thing, and a change
/// with either is not found.
///
/// Source: Anderson and Goodman (1957) for G.
public struct TimeStability: Sendable, Equatable {
  /// Groups are the blocks of time.
  public let difference: GroupDifference
  /// Where each block begins, and at last where the last one ends: the last time of a step.
  public let boundaries: [Double]

  /// Tests a chain; nil without steps. O(permutations × (customers + steps)), on all threads; any number of them gives the
  /// same bits.
  ///
  /// - Parameters:
  ///   - chain: Its units are customers, without weights, its dwells known.
  ///   - startTimes: When the first state of each journey was entered.
  ///   - blockCount: At least 2.
  public init?(_ chain: ChainSequences, startTimes: [Double], blockCount: Int, options: GroupDifference.Options) {
    precondition(blockCount >= 2 && blockCount < 1 << 16, "Blocks are compared with each other.")
    precondition(startTimes.count == chain.journeyCount, "Every journey has its start.")
    precondition(
      chain.weights.isEmpty && chain.dwells.count == chain.sequences.states.count,
      "Only the journeys of a log have times.")
    guard let steps = TimedSteps(chain, startTimes) else { return nil }
    let statistic = HomogeneityStatistic(statesLeft: steps.statesLeft, groupCount: blockCount)
    let size = blockCount * steps.statesLeft.count
    let observed = steps.counts([steps.starts], blockCount: blockCount)[0..<size].map { Double($0) }
    difference = GroupDifference(
      statistic, observed: observed, customerCount: steps.starts.count, options: options
    ) { drawings in
      let dealt = drawings.map { drawing in
        var stream = RandomStream(seed: options.seed, path: 0x7469_6D65, UInt64(drawing))
        var dealt = steps.starts
        LabelShuffle.shuffle(&dealt, &stream)
        return dealt
      }
      return steps.counts(dealt, blockCount: blockCount)
    }
    let period = steps.period
    boundaries = (0...blockCount).map { block in
      let share = Double(block) / Double(blockCount)
      return (1 - share) * period.lowerBound + share * period.upperBound
    }
  }
}

/// The steps of customers on a clock whose 2³² ticks are the time observed, so that sums come round by themselves.
private struct TimedSteps: Sendable {
  let period: ClosedRange<Double>
  /// For each edge, the state it leaves, rising.
  let statesLeft: [Int]
  /// When each customer began.
  let starts: [UInt32]
  /// Where each customer's steps begin, and at last where the last one's end.
  private let offsets: [Int]
  /// Edge of each step.
  private let edges: [UInt32]
  /// Ticks from the customer's beginning to the contact that each step leaves.
  private let ticks: [UInt32]

  init?(_ chain: ChainSequences, _ startTimes: [Double]) {
    let sequences = chain.sequences
    let n = chain.space.count
    var numbers = [Int32](repeating: -1, count: n * n)
    var first = Double.infinity
    var last = -Double.infinity
    Self.forEachStep(chain, startTimes) { _, from, to, time in
      numbers[from * n + to] = 0
      first = min(first, time)
      last = max(last, time)
    }
    guard first <= last else { return nil }
    var statesLeft: [Int] = []
    for cell in numbers.indices where numbers[cell] == 0 {
      numbers[cell] = Int32(statesLeft.count)
      statesLeft.append(cell / n)
    }
    let scale = last > first ? 0x1p32 / (last - first) : 0
    var starts: [UInt32] = []
    var offsets = [0]
    var edges: [UInt32] = []
    var ticks: [UInt32] = []
    edges.reserveCapacity(sequences.states.count)
    ticks.reserveCapacity(sequences.states.count)
    var unit = Int32(-1)
    Self.forEachStep(chain, startTimes) { journey, from, to, time in
      let tick = UInt32(min((time - first) * scale, 0x1p32 - 1))
      if starts.isEmpty || chain.units[journey] != unit {
        if !starts.isEmpty { offsets.append(edges.count) }
        unit = chain.units[journey]
        starts.append(tick)
      }
      edges.append(UInt32(numbers[from * n + to]))
      ticks.append(tick &- starts[starts.count - 1])
    }
    offsets.append(edges.count)
    period = first...last
    self.statesLeft = statesLeft
    self.starts = starts
    self.offsets = offsets
    self.edges = edges
    self.ticks = ticks
  }

  /// Calls `body` for every step with its journey, states, and the time of the contact it leaves.
  private static func forEachStep(
    _ chain: ChainSequences, _ startTimes: [Double], _ body: (_ journey: Int, _ from: Int, _ to: Int, Double) -> Void
  ) {
    let states = chain.sequences.states
    for journey in 0..<chain.journeyCount {
      var time = startTimes[journey]
      for place in chain.sequences.range(of: journey).dropFirst() {
        body(journey, Int(states[place - 1]), Int(states[place]), time)
        time += Double(chain.dwells[place])
      }
    }
  }

  /// The counts of every block under one to four deals of starts, blocks × edges numbers a deal.
  ///
  /// Four together cost little more than one: the steps are read once.
  func counts(_ deals: [[UInt32]], blockCount: Int) -> [UInt64] {
    precondition(GroupDifference.blockSize == 4 && (1...4).contains(deals.count), "Four deals are counted together.")
    let edgeCount = statesLeft.count
    let size = blockCount * edgeCount
    var counts = [UInt64](repeating: 0, count: 4 * size)
    let blocks = UInt64(blockCount)
    counts.withUnsafeMutableBufferPointer { counts in
      edges.withUnsafeBufferPointer { edges in
        ticks.withUnsafeBufferPointer { ticks in
          for customer in starts.indices {
            let range = offsets[customer]..<offsets[customer + 1]
            for (place, deal) in deals.enumerated() {
              let start = deal[customer]
              let first = place * size
              for step in range {
                let block = Int((UInt64(ticks[step] &+ start) &* blocks) >> 32)
                counts[first &+ block &* edgeCount &+ Int(edges[step])] &+= 1
              }
            }
          }
        }
      }
    }
    return Array(counts[0..<deals.count * size])
  }
}
