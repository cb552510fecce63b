import LinearAlgebra
import TestSupport
import Testing

@testable import Journeys

struct ResampledTotalsTests {
  private let resampling: UnitResampling

  init() {
    var stream = RandomStream(seed: 9, path: 1)
    var offsets = [0]
    var cells: [UInt32] = []
    for _ in 0..<700 {
      for _ in 0..<stream.index(below: 5) { cells.append(UInt32(stream.index(below: 12))) }
      offsets.append(cells.count)
    }
    let table = UnitEntries(
      cellCount: 12, offsets: offsets, cells: cells, amounts: cells.indices.map { Double($0 % 4) })
    resampling = UnitResampling(
      [table, table], groups: (0..<700).map { Int32($0 % 4) }, groupCount: 3,
      weights: UnitWeights(seed: 2, unitCount: 700))
  }

  /// The totals of a group under weights, 0 for all.
  private func totals(_ weights: [Double], group: Int) -> [Double] {
    let table = resampling.tables[0]
    var result = [Double](repeating: 0, count: 12)
    for unit in 0..<700 where group == 0 || unit % 4 == group {
      for entry in table.offsets[unit]..<table.offsets[unit + 1] {
        result[Int(table.cells[entry])] += weights[unit] * table.amounts[entry]
      }
    }
    return result
  }

  @Test func `totals are sums of weight times amount, group by group`() {
    for replicate in [0, 5, 8, 13] {
      let weights = resampling.weights.weights(ofReplicate: replicate)
      let found = resampling.totals(ofBatch: replicate / 8)
      for table in found {
        for group in 0...3 {
          #expect(areClose(table.totals(ofLane: replicate % 8)[group], totals(weights, group: group), relative: 1e-13))
        }
      }
    }
  }

  @Test func `observed totals weigh every unit once`() {
    let observed = resampling.observedTotals(of: resampling.tables[1])
    let ones = [Double](repeating: 1, count: 700)
    for group in 0...3 { #expect(observed[group] == totals(ones, group: group)) }
  }

  @Test func `replicates are the same on any number of threads`() {
    let columns = [1, 2, 5].map { threads in
      let numbers = resampling.replicates(21, workers: Workers(count: threads)) { $1[0] }
      return (0..<4).flatMap { group in (0..<12).flatMap { numbers.column($0, ofGroup: group) } }
    }
    #expect(columns[0].count == 21 * 48)
    #expect(columns[0] == columns[1] && columns[0] == columns[2])
  }

  @Test func `dwells of an edge are put together`() {
    let statistics = ChainStatistics(
      stateCount: 3, edges: [.init(from: 0, to: 1), .init(from: 1, to: 2)], dwellGrid: DwellGrid(step: 1, count: 10),
      unitOffsets: [0, 3, 3, 4], cells: [2, 5, 11, 4], counts: [1, 2, 3, 4])
    let entries = UnitEntries(edgesOf: statistics)
    #expect(entries.offsets == [0, 2, 2, 3])
    #expect(entries.cells == [0, 1, 0])
    #expect(entries.amounts == [3, 3, 4])
    #expect(UnitEntries(cellsOf: statistics).cells == statistics.cells)
  }
}
