import Journeys
import LinearAlgebra
import TestSupport
import Testing

@testable import Simulation

@Suite("Retention chains with changed rows")
struct RetentionInputTests {
  private static let edges = [(0, 1), (0, 3), (1, 2), (1, 3), (2, 3)].map { ChainStatistics.Edge(from: $0.0, to: $0.1) }
  private static let grid = DwellGrid(step: 1, count: 3)
  private static var input: RetentionInput {
    let dwells = DwellDistributions(
      edges: edges, stateCount: 4, cellTotals: [1, 3, 0, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0], grid: grid)
    return RetentionInput(stateCount: 4, edges: edges, probabilities: [0.5, 0.5, 0.6, 0.4, 1], dwells: dwells)
  }

  @Test("Edges keep their dwells; a new one has those of its state, or of all")
  func dwells() throws {
    var rows = Self.input.rows
    try rows.recover([1, 2], share: 0.5, to: [1])
    let chain = try #require(Self.input.chain(with: rows))
    func shares(_ from: Int, _ to: Int) -> [Double] {
      let edge = chain.edges.firstIndex(of: ChainStatistics.Edge(from: from, to: to))!
      return Array(chain.dwells.shares[edge * 3..<(edge + 1) * 3])
    }
    #expect(areClose(shares(0, 1), [0.25, 0.75, 0], relative: 1e-14))
    #expect(areClose(shares(1, 2), [0, 0.5, 0.5], relative: 1e-14))
    #expect(areClose(shares(1, 1), [0, 0.5, 0.5], relative: 1e-14))
    // 0.5 of (.25, .75, 0) and 0.6 of (0, .5, .5).
    #expect(areClose(shares(2, 1), [0.125 / 1.1, 0.675 / 1.1, 0.3 / 1.1], relative: 1e-14))
    #expect(shares(1, 3) == [1, 0, 0])
    #expect(isClose(chain.lapseProbability(of: 2)!, 0.5))
  }

  @Test("The unchanged rows give the chain itself")
  func unchanged() throws {
    let chain = try #require(Self.input.chain(with: Self.input.rows))
    #expect(
      areClose(
        RetentionCurve(chain, stepCount: 5).survival, RetentionCurve(Self.input.chain!, stepCount: 5).survival,
        relative: 1e-14))
  }
}
