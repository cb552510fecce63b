import LinearAlgebra
import MarkovChains
import Testing

@testable import Journeys

/// A plain chain over two states, a journey a customer, each step with its dwell.
private func chain(_ journeys: [[(state: Int, dwell: Float)]]) -> ChainSequences {
  ChainSequences(
    space: StateSpace(.plain, touchpoints: ["a", "b"]),
    sequences: Sequences(journeys.map { $0.map(\.state) }, stateCount: 2), dwells: journeys.flatMap { $0.map(\.dwell) },
    units: journeys.indices.map { Int32($0) })
}

private let edges = [ChainStatistics.Edge(from: 0, to: 1), ChainStatistics.Edge(from: 1, to: 0)]

private func medians(_ chain: ChainSequences, groups: [Int32] = [], groupCount: Int = 0, threads: Int = 1) -> [[Double]]
{
  EdgeMedians.of(
    chain, edges: edges, groups: groups, groupCount: groupCount, workers: Workers(count: threads))
}

struct EdgeMediansTests {
  @Test func `an odd number has a middle dwell and an even number a mean of two`() {
    let chain = chain([[(0, 0), (1, 5), (0, 7)], [(0, 0), (1, 1)], [(0, 0), (1, 3), (0, 100)]])
    #expect(medians(chain) == [[3, 53.5]])
  }

  @Test func `middle dwells that are far apart and stand beside many others are found`() {
    let chain = chain([1, 1, 1e6, 1e6].map { [(0, 0), (1, $0)] })
    #expect(medians(chain)[0][0] == 500_000.5)
  }

  @Test func `edges nobody took have no median`() {
    #expect(medians(chain([[(0, 0), (1, 2)]]))[0][1].isNaN)
    let none = medians(chain([]))[0].filter { !$0.isNaN }
    #expect(none.isEmpty)
  }

  @Test func `groups have medians of their own customers`() {
    let chain = chain([[(0, 0), (1, 1)], [(0, 0), (1, 2)], [(0, 0), (1, 9)]])
    let found = medians(chain, groups: [0, 1, -1], groupCount: 2)
    #expect(found.map { $0[0] } == [2, 1, 2])
  }

  @Test func `medians of many dwells are those of the sorted ones on any number of threads`() {
    var stream = RandomStream(seed: 9)
    let dwells = (0..<20_001).map { _ in Float(stream.uniform() * 1000) }
    let sorted = dwells.sorted()
    let chain = chain(dwells.map { [(0, 0), (1, $0)] })
    for threads in [1, 2, 7] { #expect(medians(chain, threads: threads)[0][0] == Double(sorted[10_000])) }
  }

  /// Journeys enough that a part of them is looked at first.
  private func manyDwells(_ count: Int = 40_001) -> [Float] {
    var stream = RandomStream(seed: 21)
    return (0..<count).map { _ in Float(stream.uniform() * stream.uniform() * 1e6) }
  }

  @Test func `a part of the journeys that stands for all finds the median of all`() {
    let dwells = manyDwells()
    let chain = chain(dwells.map { [(0, 0), (1, $0)] })
    for threads in [1, 2, 7] { #expect(medians(chain, threads: threads)[0][0] == Double(dwells.sorted()[20_000])) }
  }

  @Test func `a part of the journeys that is unlike the others misleads nobody`() {
    var dwells = manyDwells(40_000).sorted()
    func middle() -> Double {
      let sorted = dwells.sorted()
      return (Double(sorted[19_999]) + Double(sorted[20_000])) / 2
    }
    #expect(medians(chain(dwells.map { [(0, 0), (1, $0)] }))[0][0] == middle())
    // Journeys are counted in eighths, and in each of these one run of 256 in eight tells where the middle may be.
    for place in dwells.indices where place % 5_000 / 256 % 8 == 0 { dwells[place] = 2e6 }
    #expect(medians(chain(dwells.map { [(0, 0), (1, $0)] }))[0][0] == middle())
  }

  @Test func `an edge that the part of the journeys never takes has its median`() {
    var journeys = manyDwells().map { [(state: 0, dwell: Float(0)), (state: 1, dwell: $0)] }
    for (place, dwell) in [Float(8), 2, 4].enumerated() { journeys[journeys.count - 1 - place].append((0, dwell)) }
    #expect(medians(chain(journeys))[0][1] == 4)
  }

  @Test func `a small group among many journeys has the median of its own`() {
    let dwells = manyDwells()
    let groups = dwells.indices.map { Int32($0 % 1000 == 0 ? 0 : -1) }
    let own = dwells.indices.filter { groups[$0] == 0 }.map { dwells[$0] }.sorted()
    let found = medians(chain(dwells.map { [(0, 0), (1, $0)] }), groups: groups, groupCount: 1)
    #expect(own.count == 41)
    #expect(found[1][0] == Double(own[20]))
  }

  @Test func `dwells that are all the same have it as their median`() {
    #expect(medians(chain(manyDwells().map { _ in [(0, 0), (1, 60)] }))[0][0] == 60)
  }
}
