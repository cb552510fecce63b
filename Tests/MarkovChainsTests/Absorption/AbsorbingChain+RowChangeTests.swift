import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Change of rows")
struct AbsorbingChainRowChangeTests {
  private let tolerance = 1e-12

  @Test("ten journeys: Search>Email × 1.2, half of the losses of Search recovered, or sent to conversion")
  func tenJourneys() throws {
    let chain = try TenJourneys.chain()
    let scenarios: [(row: [Double], conversion: Double)] = [
      ([0, 0.48, 0.52 / 3, 0, 0, 0, 1.04 / 3], 0.7231895850284784),
      ([0, 1.6 / 3, 0.8 / 3, 0, 0, 0, 0.2], 0.7836776859504131),
      ([0, 0.4, 0.2, 0, 0, 0.2, 0.2], 0.8),
    ]
    for (row, conversion) in scenarios {
      let change = AbsorbingChain.RowChange(state: TenJourneys.search, probabilities: row)
      #expect(isClose(try chain.absorption(from: 0, into: 0, changing: [change]), conversion, relative: tolerance))
    }
  }

  @Test("updates of one row and of many agree with the changed chain, for random rows", arguments: [1, 2, 5, 20])
  func agreesWithSolve(rows: Int) throws {
    let chain = try RandomChain.absorbing(seed: 5, states: 25, ends: 2)
    let other = try RandomChain.absorbing(seed: 6, states: 25, ends: 2)
    let changes = (0..<rows).map { k in
      let state = (7 * k + 3) % 25
      return AbsorbingChain.RowChange(
        state: state, probabilities: Array(other.transient.row(state)) + Array(other.absorbing.row(state)))
    }
    let expected = try chain.changing(changes).absorption(into: 1)[0]
    #expect(isClose(try chain.absorption(from: 0, into: 1, changing: changes), expected, relative: tolerance))
  }

  @Test("a change that leaves hardly any way out is solved anew and keeps its digits")
  func nearlyClosed() throws {
    // State 1 leaves to the target with 3e-12 and to the other end with 1e-12: three quarters of what gets there.
    let chain = try AbsorbingChain(
      transient: Matrix([[0, 0.5], [0, 0.5]]), absorbing: Matrix([[0.25, 0.25], [0.25, 0.25]]))
    let change = AbsorbingChain.RowChange(state: 1, probabilities: [0, 1 - 4e-12, 3e-12, 1e-12])
    #expect(isClose(try chain.absorption(from: 0, into: 0, changing: [change]), 0.25 + 0.375, relative: tolerance))
  }

  @Test("no change is the chain as it was")
  func noChange() throws {
    #expect(isClose(try TenJourneys.chain().absorption(from: 0, into: 0, changing: []), 0.7, relative: tolerance))
  }

  @Test("a new row that is none, or that traps the chain, is an error")
  func errors() throws {
    let chain = try TenJourneys.chain()
    func absorption(_ row: [Double]) throws -> Double {
      try chain.absorption(from: 0, into: 0, changing: [.init(state: 3, probabilities: row)])
    }
    #expect(throws: MarkovChainError.rowSum(state: 3, sum: 0.5)) { try absorption([0, 0, 0, 0, 0, 0.5, 0]) }
    #expect(throws: MarkovChainError.invalidProbability(from: 3, to: 5, value: -1)) {
      try absorption([0, 2, 0, 0, 0, -1, 0])
    }
    #expect(throws: MarkovChainError.exitUnreachable(from: 3)) { try absorption([0, 0, 0, 1, 0, 0, 0]) }
  }
}
