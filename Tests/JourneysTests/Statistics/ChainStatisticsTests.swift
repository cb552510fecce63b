import LinearAlgebra
import MarkovChains
import Testing

@testable import Journeys

struct ChainStatisticsTests {
  // Three customers, the second without a journey; the third makes two.
  private let journeys = ChainSequences(
    space: StateSpace(.conversion, touchpoints: ["ad", "visit"]),
    sequences: Sequences([[0, 1, 2, 2, 3], [0, 2, 4], [0, 2]], stateCount: 5),
    dwells: [0, 0, 1, 3, 2, 0, 0, 0, 0, 0], units: [0, 2, 2])

  private func statistics(threads: Int = 1) -> ChainStatistics {
    ChainStatistics(
      journeys, dwellGrid: DwellGrid(step: 1, count: 4), unitCount: 3, workers: Workers(count: threads))
  }

  @Test func `steps are counted by customer, edge and dwell`() {
    let result = statistics()
    let edges = [(0, 1), (0, 2), (1, 2), (2, 2), (2, 3), (2, 4)]
    #expect(result.edges == edges.map { ChainStatistics.Edge(from: $0.0, to: $0.1) })
    #expect(result.unitOffsets == [0, 4, 4, 6])
    #expect(result.cells == [0, 9, 15, 18, 4, 20])
    #expect(result.counts == [1, 1, 1, 1, 2, 1])
  }

  @Test(arguments: [1, 30]) func `entries are what each unit did, however many journeys and steps it has`(most: Int) {
    var stream = RandomStream(seed: 11)
    var (lists, units, dwells): ([[Int]], [Int32], [Float]) = ([], [], [])
    let unitCount = 5_000
    for unit in 0..<unitCount {
      for _ in 0..<Int(stream.uniform() * 4) {
        // A journey may have no state at all, or its start alone.
        lists.append((0..<Int(stream.uniform() * Double(most + 1))).map { $0 == 0 ? 0 : 1 + Int(stream.uniform() * 4) })
        units.append(Int32(unit))
        dwells += lists[lists.count - 1].map { _ in Float(stream.uniform() * 5) }
      }
    }
    let chain = ChainSequences(
      space: StateSpace(.plain, touchpoints: ["a", "b", "c", "d", "e"]), sequences: Sequences(lists, stateCount: 5),
      dwells: dwells, units: units)
    let grid = DwellGrid(step: 1, count: 4)
    let result = ChainStatistics(chain, dwellGrid: grid, unitCount: unitCount, workers: Workers(count: 2))

    var expected = [[UInt32: UInt16]](repeating: [:], count: unitCount)
    for (journey, list) in lists.enumerated() {
      for step in list.indices.dropFirst() {
        let edge = result.edges.firstIndex(of: .init(from: list[step - 1], to: list[step])) ?? -1
        let bucket = grid.bucket(of: dwells[chain.sequences.offsets[journey] + step])
        expected[Int(units[journey])][UInt32(edge * grid.count + bucket), default: 0] += 1
      }
    }
    for unit in 0..<unitCount {
      let entries = result.unitOffsets[unit]..<result.unitOffsets[unit + 1]
      let sorted = expected[unit].sorted { $0.key < $1.key }
      guard Array(result.cells[entries]) == sorted.map(\.key), Array(result.counts[entries]) == sorted.map(\.value)
      else {
        Issue.record("unit \(unit)")
        return
      }
    }
  }

  @Test func `a cell that is taken more often than fits has several entries`() {
    let times = Int(UInt16.max) + 3
    let chain = ChainSequences(
      space: StateSpace(.plain, touchpoints: ["a"]),
      sequences: Sequences([[Int](repeating: 0, count: times + 1)], stateCount: 1), units: [0])
    let result = ChainStatistics(chain, dwellGrid: .none, unitCount: 1, workers: Workers(count: 1))
    #expect(result.cells == [0, 0] && result.counts == [.max, 3])
  }

  @Test func `totals are sums over customers under their weights`() {
    let result = statistics()
    #expect(result.edgeTotals(ofCells: result.cellTotals()) == [1, 2, 1, 1, 1, 1])
    let weighted = result.cellTotals(weights: [0.5, 7, 2])
    #expect(result.edgeTotals(ofCells: weighted) == [0.5, 4, 0.5, 0.5, 0.5, 2])
    let counts = result.transitionCounts(edgeTotals: result.edgeTotals(ofCells: weighted))
    #expect(counts.counts[0, 2] == 4 && counts.counts[2, 4] == 2 && counts.total == 8)
  }

  @Test func `any number of threads counts the same`() {
    #expect(statistics(threads: 1) == statistics(threads: 3))
  }

  @Test func `without dwells there is one bucket`() {
    let plain = ChainSequences(space: journeys.space, sequences: journeys.sequences, units: [0, 2, 2])
    let result = ChainStatistics(plain, dwellGrid: DwellGrid(window: 3), unitCount: 3, workers: Workers(count: 1))
    #expect(result.dwellGrid == .none && result.cellCount == 6)
  }

  @Test func `weighted journeys are units of their own`() {
    let weighted = ChainSequences(
      space: journeys.space, sequences: journeys.sequences, units: [0, 2, 2], weights: [10, 1, 5])
    let result = ChainStatistics(weighted, dwellGrid: .none, unitCount: 3, workers: Workers(count: 1))
    #expect(result.unitWeights == [10, 1, 5])
    #expect(result.edgeTotals(ofCells: result.cellTotals()) == [10, 6, 10, 10, 10, 1])
  }

  @Test func `dwells go to the nearest step`() {
    let grid = DwellGrid(window: 32)
    #expect(grid.step == 1 && grid.count == 33)
    #expect([0, 0.49, 0.5, 31.6, 32, 99].map { grid.bucket(of: $0) } == [0, 0, 1, 32, 32, 32])
    #expect(DwellGrid.none.bucket(of: 5) == 0)
  }
}
