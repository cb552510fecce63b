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
    guard let clock = StepClock(chain, startTimes, workers: options.workers) else { return nil }
    let statistic = HomogeneityStatistic(statesLeft: clock.statesLeft, groupCount: blockCount)
    let observed = clock.counts(blockCount: blockCount, workers: options.workers).map { Double($0) }
    // Nothing is drawn where nothing can differ.
    let steps = options.permutations > 0 ? TimedSteps(clock) : nil
    difference = GroupDifference(
      statistic, observed: observed, customerCount: chain.customersWithSteps, options: options
    ) { drawings in
      guard let steps else { return [] }
      let dealt = drawings.map { drawing in
        var stream = RandomStream(seed: options.seed, path: 0x7469_6D65, UInt64(drawing))
        var dealt = steps.starts
        LabelShuffle.shuffle(&dealt, &stream)
        return dealt
      }
      return steps.counts(dealt, blockCount: blockCount)
    }
    let period = clock.period
    boundaries = (0...blockCount).map { block in
      let share = Double(block) / Double(blockCount)
      return (1 - share) * period.lowerBound + share * period.upperBound
    }
  }
}

/// The steps of customers, customer after customer.
private struct TimedSteps: Sendable {
  /// Number of edges.
  private let edgeCount: Int
  /// When each customer began.
  let starts: [UInt32]
  /// Where each customer's steps begin, and at last where the last one's end.
  private let offsets: [Int]
  /// Edge of each step.
  private let edges: [UInt32]
  /// Ticks from the customer's beginning to the contact that each step leaves.
  private let ticks: [UInt32]

  init(_ clock: StepClock) {
    let units = clock.chain.units
    var starts: [UInt32] = []
    var offsets = [0]
    var edges: [UInt32] = []
    var ticks: [UInt32] = []
    edges.reserveCapacity(clock.chain.sequences.states.count)
    ticks.reserveCapacity(clock.chain.sequences.states.count)
    var unit = Int32(-1)
    var start: UInt32 = 0
    clock.forEachStep(of: 0..<clock.chain.journeyCount) { journey, edge, tick in
      if starts.isEmpty || units[journey] != unit {
        if !starts.isEmpty { offsets.append(edges.count) }
        unit = units[journey]
        start = tick
        starts.append(tick)
      }
      edges.append(UInt32(truncatingIfNeeded: edge))
      ticks.append(tick &- start)
    }
    offsets.append(edges.count)
    edgeCount = clock.statesLeft.count
    self.starts = starts
    self.offsets = offsets
    self.edges = edges
    self.ticks = ticks
  }

  /// The counts of every block under one to four deals of starts, blocks × edges numbers a deal.
  ///
  /// Four together cost little more than one: the steps are read once.
  func counts(_ deals: [[UInt32]], blockCount: Int) -> [UInt64] {
    precondition(GroupDifference.blockSize == 4 && (1...4).contains(deals.count), "Four deals are counted together.")
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

extension ChainSequences {
  /// Units that took a step.
  fileprivate var customersWithSteps: Int {
    var count = 0
    var unit: Int32?
    for journey in 0..<journeyCount where sequences.range(of: journey).count > 1 && units[journey] != unit {
      count += 1
      unit = units[journey]
    }
    return count
  }
}
