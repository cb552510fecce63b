import LinearAlgebra
import MarkovChains
import Testing

@testable import Journeys

private func timedSteps(
  _ chain: ChainSequences, _ startTimes: [Double], lastCounted: Double? = nil
) -> TimedSteps? {
  TimedSteps(
    chain, startTimes, lastCounted: lastCounted, blockCount: 2, workers: Workers(count: 2))
}

struct TimedStepsTests {
  // Two journeys of the first customer, at 0 and 10, and one of the second, at 4; states one time unit apart.
  private let chain = ChainSequences(
    space: StateSpace(.plain, touchpoints: ["a", "b"]),
    sequences: Sequences([[0, 1, 1], [1, 0], [0, 0, 1]], stateCount: 2), dwells: [0, 1, 1, 0, 1, 0, 1, 1],
    units: [0, 0, 1])
  // aa, ab, ba, bb; blocks [0, 8) and [8, 16].
  private func timed(until end: Double) -> TimedSteps? { timedSteps(chain, [0, 10, 4], lastCounted: end) }

  @Test func `steps stand in the block of their time`() throws {
    let steps = try #require(timed(until: 16))
    #expect(steps.stepCount == 5 && steps.allStepCount == 5 && steps.statesLeft == [0, 0, 1, 1])
    #expect(steps.counts([steps.starts], blockCount: 2) == [1, 2, 0, 1, 0, 0, 1, 0])
    #expect(steps.observed == [1, 2, 0, 1, 0, 0, 1, 0])
  }

  @Test func `a customer's journeys move with the first`() throws {
    let steps = try #require(timed(until: 16))
    // The first customer begins at 4: the second journey stays late; the other begins at 0.
    #expect(
      steps.counts([steps.starts.reversed()], blockCount: 2) == steps.counts([steps.starts], blockCount: 2))
    // In four blocks, [0, 4) and so on, the difference is seen: deals stand one after the other.
    let both = steps.counts([steps.starts, steps.starts.reversed()], blockCount: 4)
    #expect(Array(both[0..<16]) == [0, 1, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0])
    #expect(Array(both[16..<32]) == [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0])
  }

  @Test func `steps after the last counted time are left out`() throws {
    let steps = try #require(timed(until: 8))
    #expect(steps.stepCount == 4 && steps.allStepCount == 5)
    #expect(steps.starts.count == 2 && steps.followUp > 1 && steps.followUp <= 4)
  }

  @Test func `the last time is that of the last exit that counts, not of a start`() throws {
    // start, ad, conversion, lost; the second journey's only contact came too late for its exit to count.
    let journeys = ChainSequences(
      space: StateSpace(.conversion, touchpoints: ["ad"]),
      sequences: Sequences([[0, 1, 1, 3], [0, 1]], stateCount: 4),
      dwells: [0, 0, 6, 0, 0, 0], units: [0, 1])
    let steps = try #require(timedSteps(journeys, [1, 9]))
    #expect(steps.period == 1...7)
    // Nobody follows the second customer.
    #expect(steps.starts.count == 1)
    #expect(try #require(timedSteps(chain, [0, 10, 4])).period == 0...10)
  }

  @Test func `known edges make no difference`() throws {
    let found = try #require(timed(until: 16))
    let edges = [(0, 0), (0, 1), (1, 0), (1, 1)].map { ChainStatistics.Edge(from: $0, to: $1) }
    let given = try #require(
      TimedSteps(
        chain, [0, 10, 4], lastCounted: 16, edges: edges, blockCount: 2, workers: Workers(count: 1)))
    #expect(given.observed == found.observed && given.statesLeft == found.statesLeft)
  }

  @Test func `one time is no period`() {
    #expect(timed(until: 0) == nil && timed(until: -1) == nil)
  }
}
