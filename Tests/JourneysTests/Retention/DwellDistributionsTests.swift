import TestSupport
import Testing

@testable import Journeys

struct DwellDistributionsTests {
  // States: 0 start, 1 buy, 2 visit, 3 lapsed.
  private let edges = [(0, 1), (1, 1), (1, 2), (1, 3), (2, 1)].map { ChainStatistics.Edge(from: $0.0, to: $0.1) }
  private let grid = DwellGrid(step: 1, count: 2)

  private func shares(_ totals: [Double], fallback: DwellDistributions? = nil) -> DwellDistributions {
    DwellDistributions(edges: edges, stateCount: 4, cellTotals: totals, grid: grid, fallback: fallback)
  }

  @Test func `totals become shares`() {
    #expect(shares([5, 0, 1, 3, 2, 2, 7, 0, 0, 4]).shares == [1, 0, 0.25, 0.75, 0.5, 0.5, 1, 0, 0, 1])
  }

  @Test func `an edge that was not taken dwells like the others of its state`() {
    let result = shares([5, 0, 1, 3, 0, 0, 7, 0, 0, 4])
    #expect(Array(result.shares[4...5]) == [0.25, 0.75])
  }

  @Test func `a state that was not left dwells like all others`() {
    let result = shares([5, 0, 1, 3, 0, 2, 7, 0, 0, 0])
    #expect(areClose(Array(result.shares[8...9]), [6 / 11.0, 5 / 11.0], relative: 1e-15))
  }

  @Test func `a fallback comes first`() {
    let all = shares([5, 0, 1, 3, 3, 1, 7, 0, 0, 4])
    #expect(Array(shares([5, 0, 1, 3, 0, 0, 7, 0, 0, 4], fallback: all).shares[4...5]) == [0.75, 0.25])
  }

  @Test func `the end is reached at once whatever was counted`() {
    #expect(Array(shares([5, 0, 1, 3, 2, 2, 0, 0, 0, 4]).shares[6...7]) == [1, 0])
    #expect(Array(shares([5, 0, 1, 3, 2, 2, 1, 9, 0, 4]).shares[6...7]) == [1, 0])
  }

  @Test func `nothing known is no dwell`() {
    #expect(shares([0, 0, 0, 0, 0, 0, 3, 0, 0, 0]).shares == [1, 0, 1, 0, 1, 0, 1, 0, 1, 0])
  }
}
