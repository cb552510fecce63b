import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@testable import Journeys

/// Plain two-state journeys `(customer, start, states)` whose states are one time unit apart.
private func chain(_ journeys: [(Int32, Double, [Int])]) -> (chain: ChainSequences, starts: [Double]) {
  let sequences = Sequences(journeys.map(\.2), stateCount: 2)
  let dwells = journeys.flatMap { journey in journey.2.indices.map { Float($0 == 0 ? 0 : 1) } }
  let result = ChainSequences(
    space: StateSpace(.plain, touchpoints: ["a", "b"]), sequences: sequences, dwells: dwells,
    units: journeys.map(\.0))
  return (result, journeys.map(\.1))
}

private func stability(
  _ journeys: [(Int32, Double, [Int])], until end: Double = 200, blocks: Int = 2, permutations: Int = 99,
  threads: Int = 2
) -> TimeStability? {
  let (chain, starts) = chain(journeys)
  return TimeStability(
    chain, startTimes: starts, lastCounted: end, blockCount: blocks,
    options: GroupDifference.Options(permutations: permutations, seed: 3, workers: Workers(count: threads)))
}

/// Customers who differ, each with 20 steps from a random start; after `change` all of them switch more.
private func drawn(_ count: Int, change: Double, stream: inout RandomStream) -> [(Int32, Double, [Int])] {
  (0..<count).map { customer in
    let start = (stream.uniform() * 180).rounded()
    let stay = 0.4 + 0.5 * stream.uniform()
    var states = [stream.index(below: 2)]
    for step in 0..<20 {
      let own = start + Double(step) >= change ? stay - 0.3 : stay
      states.append(stream.uniform() < own ? states[step] : 1 - states[step])
    }
    return (Int32(customer), start, states)
  }
}

struct TimeStabilityTests {
  @Test func `a step belongs to the block of the contact it leaves`() throws {
    // Contacts are left at 0, 1, 2 and 3, 4: the blocks are [0, 3) and [3, 6].
    let result = try #require(stability([(0, 0, [0, 0, 1, 0]), (1, 3, [0, 1, 1])], until: 6))
    let first = Matrix([[1, 1], [1, 0]])
    let second = Matrix([[0, 1], [0, 1]])
    let direct = ChainTests.homogeneity([try TransitionCounts(first), try TransitionCounts(second)])
    #expect(result.boundaries == [0, 3, 6])
    #expect(isClose(result.difference.statistic, direct.likelihoodRatio, relative: 1e-12))
    #expect(result.difference.degreesOfFreedom == direct.degreesOfFreedom)
    #expect(result.difference.customerCount == 2 && result.difference.groupCount == 2)
    #expect(result.stepCount == 5 && result.allStepCount == 5)
  }

  @Test func `customers are followed alike and those who began late are left out`() throws {
    // Followed for 3 the first two keep 3 steps each; for 1 all three keep 1 step, for 8 only one customer is left.
    let result = try #require(
      stability([(0, 0, [0, 1, 0, 1, 0, 1]), (1, 4, [0, 0, 1, 1]), (2, 7, [1, 0, 0])], until: 8))
    #expect(result.stepCount == 7 && result.allStepCount == 10)
    #expect(result.difference.customerCount == 2)
    #expect(result.followUp > 3 && result.followUp <= 4)
  }

  @Test func `a change in time is found`() throws {
    var stream = RandomStream(seed: 8, path: 1)
    let result = try #require(stability(drawn(150, change: 100, stream: &stream), permutations: 199))
    #expect(result.difference.pValue == 0.005)
  }

  @Test func `customers who differ are found to change as rarely as they should be`() {
    var rejections = 0
    var naive = 0
    for run in 0..<200 {
      var stream = RandomStream(seed: 9, path: UInt64(run))
      guard let result = stability(drawn(40, change: .infinity, stream: &stream), blocks: 4)?.difference else {
        continue
      }
      if (result.pValue ?? 1) <= 0.05 { rejections += 1 }
      if (result.chiSquaredPValue ?? 1) <= 0.05 { naive += 1 }
    }
    // 10 of 200 are expected; 19 is three standard errors away.
    #expect(rejections < 20)
    #expect(naive > 30)
  }

  @Test func `it is no change that those remain who rarely leave`() {
    var rejections = 0
    var naive = 0
    for run in 0..<200 {
      var stream = RandomStream(seed: 12, path: UInt64(run))
      let journeys = (0..<60).map { customer in
        let leaves = customer % 2 == 0
        var states = [stream.index(below: 2)]
        let start = (stream.uniform() * 100).rounded()
        while start + Double(states.count) < 100, stream.uniform() > (leaves ? 0.2 : 0.01) {
          states.append(
            stream.uniform() < (leaves ? 0.3 : 0.7) ? states[states.count - 1] : 1 - states[states.count - 1])
        }
        return (Int32(customer), start, states)
      }
      guard let result = stability(journeys, until: 100, blocks: 4)?.difference else { continue }
      if (result.pValue ?? 1) <= 0.05 { rejections += 1 }
      if (result.chiSquaredPValue ?? 1) <= 0.05 { naive += 1 }
    }
    // 10 of 200 are expected; 19 is three standard errors away.
    #expect(rejections < 20)
    #expect(naive > 30)
  }

  @Test func `journeys of one customer move together`() throws {
    // All customers begin at once: there is nothing to exchange.
    let result = try #require(
      stability([(0, 0, [0, 0, 0]), (0, 50, [1, 1, 1]), (1, 0, [0, 1, 1]), (1, 40, [1, 0, 0])], until: 60))
    #expect(result.difference.pValue == 1)
  }

  @Test func `any number of threads gives the same result`() {
    var stream = RandomStream(seed: 10, path: 1)
    let journeys = drawn(30, change: 150, stream: &stream)
    #expect(stability(journeys, threads: 1) == stability(journeys, threads: 3))
  }

  @Test func `no steps are no test and one time is one block`() throws {
    #expect(stability([]) == nil)
    #expect(stability([(0, 4, [1])]) == nil)
    #expect(stability([(0, 4, [1, 0]), (1, 4, [1, 1])], until: 4) == nil)
    let result = try #require(stability([(0, 4, [1, 0]), (1, 4, [1, 1])], until: 6))
    #expect(result.difference.pValue == nil && result.difference.groupCount == 1)
    #expect(result.boundaries == [4, 5, 6])
  }
}
