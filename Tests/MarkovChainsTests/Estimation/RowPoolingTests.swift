import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Pooling of rows")
struct RowPoolingTests {
  private func groups(_ rows: [[Double]]) throws -> [TransitionCounts] {
    try rows.map { row in
      var counts = Matrix(rows: row.count, columns: row.count)
      for (j, count) in row.enumerated() { counts[0, j] = count }
      return try TransitionCounts(counts)
    }
  }

  // Expected numbers by an exhaustive search with Python's math.lgamma.
  @Test("three groups shrink toward the other two, with the concentration of the largest likelihood")
  func threeGroups() throws {
    let pooled = RowPooling.pooled(try groups([[30, 10, 5], [20, 12, 8], [9, 1, 0]]))
    let expected = [
      [0.6347559471688703, 0.23579344775576783, 0.12945060507536194],
      [0.5730595294921143, 0.2646067168238202, 0.16233375368406552],
      [0.6790994324204596, 0.21186372435015116, 0.10903684322938922],
    ]
    for (group, row) in zip(pooled, expected) {
      #expect(isClose(try #require(group.concentrations[0]), 23.18328702515607, relative: 1e-4))
      #expect(areClose(Array(group.estimate.probabilities.row(0)), row, relative: 1e-5))
      #expect(isClose(group.estimate.probabilities.row(0).reduce(0, +), 1, relative: 1e-14))
      #expect(group.concentrations[1] == nil && !group.estimate.isDefined[1])
    }
  }

  @Test("equal groups pool with concentration 10,000, opposite ones hardly at all")
  func extremes() throws {
    let alike = RowPooling.pooled(try groups([[50, 50], [51, 49], [49, 51]]))
    #expect(alike[0].concentrations[0] == 10_000)
    #expect(isClose(alike[1].estimate.probabilities[0, 0], 0.49517314418075725, relative: 1e-9))
    let opposite = RowPooling.pooled(try groups([[40, 0], [0, 40]]))
    #expect(isClose(opposite[0].estimate.probabilities[0, 0], 0.99997530549541, relative: 1e-7))
  }

  @Test("a group without the row takes that of the others, and keeps an interval that knows nothing")
  func emptyRow() throws {
    let pooled = RowPooling.pooled(try groups([[30, 10, 5], [20, 12, 8], [0, 0, 0]]))
    #expect(isClose(try #require(pooled[0].concentrations[0]), 29.30969907006548, relative: 1e-4))
    #expect(pooled[2].concentrations[0] == nil && pooled[2].estimate.isDefined[0])
    let expected = [50.5 / 86.5, 22.5 / 86.5, 13.5 / 86.5]
    #expect(areClose(Array(pooled[2].estimate.probabilities.row(0)), expected, relative: 1e-14))
    #expect(pooled[2].estimate.interval(from: 0, to: 0) == ProbabilityInterval(low: 0, high: 1))
  }

  @Test("a row that one group alone holds stays as counted")
  func singleHolder() throws {
    let pooled = RowPooling.pooled(try groups([[3, 1], [0, 0]]))
    #expect(pooled[0].concentrations[0] == nil)
    #expect(Array(pooled[0].estimate.probabilities.row(0)) == [0.75, 0.25])
    #expect(Array(pooled[1].estimate.probabilities.row(0)) == [3.5 / 5, 1.5 / 5])
  }

  @Test("intervals are Wilson's on own counts, widened to contain the estimate")
  func intervals() throws {
    let pooled = RowPooling.pooled(try groups([[1000, 0], [0, 3], [800, 200]]))
    for (group, own) in zip(pooled, [(1000.0, 1000.0), (0, 3), (800, 1000)]) {
      let share = group.estimate.probabilities[0, 0]
      let wilson = ProbabilityInterval.wilson(successes: own.0, trials: own.1, level: 0.95).widened(toContain: share)
      #expect(group.estimate.interval(from: 0, to: 0) == wilson)
    }
  }
}
