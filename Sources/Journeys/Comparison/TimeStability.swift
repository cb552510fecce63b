import LinearAlgebra
import MarkovChains

/// Whether customers go through a chain in the same way at all times.
///
/// Time is cut into blocks of equal length. A step belongs to the block of the contact it leaves, and G compares the rows
/// of the blocks. Steps of one customer are alike, so that χ² finds changes where there are none. Instead it is asked
/// what G would be if it did not matter when a customer began: customers exchange the times at which they began, and
/// each one's steps move along with the first, at their distances from it.
///
/// That is fair only between customers who were followed alike. Where those leave early who differ from the rest, a late
/// block holds more of the rest, though nobody changes. So every customer is followed for the same time and no longer, and
/// those who began too late for that are left out; of all such times the one is taken that keeps the most steps.
///
/// Customers who all begin at once have nothing to exchange: age and calendar time are then the same thing, and a change
/// with either is not found. Those who were there before the log began pass for beginners.
///
/// Source: Anderson and Goodman (1957) for G.
public struct TimeStability: Sendable, Equatable {
  /// Groups are the blocks of time.
  public let difference: GroupDifference
  /// Where each block begins, and at last where the last one ends.
  public let boundaries: [Double]
  /// How long each customer was followed.
  public let followUp: Double
  /// Steps compared.
  public let stepCount: Int
  /// Steps of all customers.
  public let allStepCount: Int

  /// Tests a chain; nil without two times of steps. O(permutations × (customers + steps)), on all threads; any number of
  /// them gives the same bits.
  ///
  /// - Parameters:
  ///   - chain: Its units are customers, without weights, its dwells known.
  ///   - startTimes: When the first state of each journey was entered; rising within a customer.
  ///   - lastCounted: The last time whose exits count, as ``JourneyRules/lastCounted``; nil takes the time of the last
  ///     contact whose exit was counted.
  ///   - edges: The edges of the chain, by state before and state after; nil looks for them.
  ///   - blockCount: At least 2.
  ///   - options: How many drawings, and from what seed.
  public init?(
    _ chain: ChainSequences, startTimes: [Double], lastCounted: Double? = nil,
    edges: [ChainStatistics.Edge]? = nil, blockCount: Int, options: GroupDifference.Options
  ) {
    precondition(blockCount >= 2 && blockCount < 1 << 16, "Blocks are compared with each other.")
    precondition(startTimes.count == chain.journeyCount, "Every journey has its start.")
    precondition(
      chain.weights.isEmpty && chain.dwells.count == chain.sequences.states.count,
      "Only the journeys of a log have times.")
    guard
      let steps = TimedSteps(
        chain, startTimes, lastCounted: lastCounted, edges: edges, blockCount: blockCount, workers: options.workers)
    else { return nil }
    let statistic = HomogeneityStatistic(statesLeft: steps.statesLeft, groupCount: blockCount)
    difference = GroupDifference(
      statistic, observed: steps.observed.map { Double($0) }, customerCount: steps.starts.count, options: options
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
    followUp = steps.followUp
    stepCount = steps.stepCount
    allStepCount = steps.allStepCount
  }
}
