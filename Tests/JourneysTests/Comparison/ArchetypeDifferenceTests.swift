import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@testable import Journeys

/// Statistics of customers on a plain two-state chain, each with counts of the edges aa, ab, ba, bb.
private func statistics(_ customers: [[UInt16]]) -> ChainStatistics {
  var offsets = [0]
  var cells: [UInt32] = []
  var counts: [UInt16] = []
  for customer in customers {
    for (edge, count) in customer.enumerated() where count > 0 {
      cells.append(UInt32(edge))
      counts.append(count)
    }
    offsets.append(cells.count)
  }
  let edges = [(0, 0), (0, 1), (1, 0), (1, 1)].map { ChainStatistics.Edge(from: $0.0, to: $0.1) }
  return ChainStatistics(
    stateCount: 2, edges: edges, dwellGrid: .none, unitOffsets: offsets, cells: cells, counts: counts)
}

private func test(
  _ customers: [[UInt16]], _ archetypes: [Int32], permutations: Int = 999, threads: Int = 2
) -> GroupDifference {
  ArchetypeDifference.test(
    statistics(customers), archetypes: archetypes,
    options: GroupDifference.Options(permutations: permutations, seed: 5, workers: Workers(count: threads)))
}

/// Customers of one kind, each a chain of 40 steps; `spread` makes them differ from each other.
private func drawn(_ count: Int, stay: Double, spread: Double, stream: inout RandomStream) -> [[UInt16]] {
  (0..<count).map { _ in
    let own = stay + spread * (2 * stream.uniform() - 1)
    var state = 0
    var counts: [UInt16] = [0, 0, 0, 0]
    for _ in 0..<40 {
      let next = stream.uniform() < own ? state : 1 - state
      counts[2 * state + next] += 1
      state = next
    }
    return counts
  }
}

struct ArchetypeDifferenceTests {
  @Test func `the statistic is that of the summed counts`() throws {
    let customers: [[UInt16]] = [[3, 1, 2, 0], [1, 1, 0, 4], [0, 5, 3, 3], [2, 2, 2, 2]]
    let result = test(customers, [0, 1, 0, 1], permutations: 9)
    let groups = [[3.0, 6, 5, 3], [3.0, 3, 2, 6]].map { Matrix(rows: 2, columns: 2, elements: $0) }
    let direct = ChainTests.homogeneity(try groups.map { try TransitionCounts($0) })
    #expect(isClose(result.statistic, direct.likelihoodRatio, relative: 1e-12))
    #expect(result.degreesOfFreedom == direct.degreesOfFreedom)
    #expect(isClose(result.chiSquaredPValue ?? -1, direct.chiSquaredPValue ?? -2, relative: 1e-12))
    #expect(result.groupCount == 2 && result.customerCount == 4 && result.permutations == 9)
  }

  @Test func `alike archetypes have statistic 0 and p 1`() {
    let result = test([[3, 1, 2, 4], [3, 1, 2, 4]], [0, 1])
    #expect(abs(result.statistic) < 1e-12 && result.pValue == 1)
  }

  @Test func `every deal of a small case is met as often as it should be`() {
    // Of the six ways to split these four customers in halves, two separate them as the data do.
    let result = test([[9, 1, 1, 9], [9, 1, 1, 9], [1, 9, 9, 1], [1, 9, 9, 1]], [0, 0, 1, 1], permutations: 2999)
    let p = result.pValue ?? -1
    #expect(abs(p - 1 / 3.0) < 0.03)
  }

  @Test func `archetypes that differ are told apart`() {
    var stream = RandomStream(seed: 1, path: 1)
    let customers =
      drawn(60, stay: 0.5, spread: 0.2, stream: &stream) + drawn(60, stay: 0.65, spread: 0.2, stream: &stream)
    let result = test(customers, Array(repeating: 0, count: 60) + Array(repeating: 1, count: 60))
    #expect(result.pValue == 0.001)
  }

  @Test func `random labels of customers who differ are rejected as rarely as they should be`() {
    var rejections = 0
    var naive = 0
    for run in 0..<200 {
      var stream = RandomStream(seed: 2, path: UInt64(run))
      let customers = drawn(40, stay: 0.6, spread: 0.3, stream: &stream)
      let result = test(customers, (0..<40).map { Int32($0 % 2) }, permutations: 99)
      if (result.pValue ?? 1) <= 0.05 { rejections += 1 }
      if (result.chiSquaredPValue ?? 1) <= 0.05 { naive += 1 }
    }
    // 10 of 200 are expected; 19 is three standard errors away.
    #expect(rejections < 20)
    #expect(naive > 30)
  }

  @Test func `any number of threads gives the same result`() {
    var stream = RandomStream(seed: 3, path: 1)
    let customers = drawn(50, stay: 0.6, spread: 0.3, stream: &stream)
    let labels = (0..<50).map { Int32($0 % 3) }
    #expect(test(customers, labels, threads: 1) == test(customers, labels, threads: 3))
  }

  @Test func `customers without archetype or steps are left out`() {
    let customers: [[UInt16]] = [[3, 1, 2, 0], [90, 1, 1, 1], [0, 5, 3, 3], [0, 0, 0, 0]]
    let result = test(customers, [0, -1, 1, 1])
    #expect(result == test([customers[0], customers[2]], [0, 1]))
    #expect(result.customerCount == 2)
  }

  @Test func `one group cannot be compared`() {
    let result = test([[3, 1, 2, 0], [1, 1, 1, 1]], [1, 1])
    #expect(result.pValue == nil && result.chiSquaredPValue == nil && result.degreesOfFreedom == 0)
    #expect(result.groupCount == 1)
    #expect(test([], []).pValue == nil)
  }

  @Test func `dwells do not matter`() {
    let edges = [(0, 0), (0, 1), (1, 0), (1, 1)].map { ChainStatistics.Edge(from: $0.0, to: $0.1) }
    let spread = ChainStatistics(
      stateCount: 2, edges: edges, dwellGrid: DwellGrid(step: 1, count: 3), unitOffsets: [0, 4, 6],
      cells: [0, 2, 4, 6, 3, 11], counts: [1, 2, 1, 2, 5, 3])
    let options = GroupDifference.Options(permutations: 99, seed: 5, workers: Workers(count: 1))
    let result = ArchetypeDifference.test(spread, archetypes: [0, 1], options: options)
    #expect(result == test([[3, 1, 2, 0], [0, 5, 0, 3]], [0, 1], permutations: 99, threads: 1))
  }
}
