import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Removal of states")
struct AbsorbingChainRemovalTests {
  private let tolerance = 1e-12

  @Test("ten journeys at order 1: Email 46/70, Social 43/77, Search 9/28, Direct 1/7")
  func tenJourneys() throws {
    let chain = try TenJourneys.chain()
    let expected = [0.657142857142857, 0.5584415584415584, 0.3214285714285714, 1.0 / 7]
    for (state, effect) in zip(1...4, expected) {
      let found = try #require(
        chain.removalEffect(from: 0, into: TenJourneys.conversion, sending: [state], to: TenJourneys.loss))
      #expect(isClose(found, effect, relative: tolerance))
    }
  }

  @Test("ten journeys at order 2, where all pairs that end in a touchpoint go: 5/7, 5/7, 8/21, 1/7")
  func pairs() throws {
    let (chain, pairs) = try TenJourneys.pairs()
    for (state, effect) in zip(1...4, [5.0 / 7, 5.0 / 7, 8.0 / 21, 1.0 / 7]) {
      let holders = pairs.indices.filter { pairs[$0].contains(state) }
      let found = try #require(chain.removalEffect(from: 0, into: 0, sending: holders, to: 1))
      #expect(isClose(found, effect, relative: tolerance))
    }
  }

  @Test("update and elimination agree with the chain whose rows are changed, for one state and many")
  func agreesWithRows() throws {
    let chain = try RandomChain.absorbing(seed: 4, states: 30, ends: 2)
    for (exit, removed) in [
      (1, [7]), (1, [29, 3, 12]), (1, Array(1...12)), (0, [7]), (0, Array(1...12)), (0, Array(9...29)),
    ] {
      let end: [Double] = exit == 0 ? [1, 0] : [0, 1]
      let changes = removed.map {
        AbsorbingChain.RowChange(state: $0, probabilities: [Double](repeating: 0, count: 30) + end)
      }
      let expected = try chain.changing(changes).absorption(into: 0)[0]
      let found = chain.absorption(from: 0, into: 0, sending: removed, to: exit)
      #expect(isClose(found, expected, relative: tolerance))
    }
  }

  @Test("nothing removed changes nothing, a removed start ends at once, and removal into the target is certain success")
  func corners() throws {
    let chain = try TenJourneys.chain()
    #expect(chain.removalEffect(from: 0, into: 0, sending: [], to: 1) == 0)
    #expect(chain.absorption(from: 3, into: 0, sending: [3], to: 1) == 0)
    #expect(chain.absorption(from: 3, into: 0, sending: [3], to: 0) == 1)
    #expect(isClose(chain.absorption(from: 0, into: 0, sending: [1, 2, 3, 4], to: 0), 1, relative: tolerance))
    #expect(chain.absorption(from: 0, into: 0, sending: [1, 2, 3, 4], to: 1) == 0)
    let never = try AbsorbingChain(transient: Matrix([[0]]), absorbing: Matrix([[0, 1]]))
    #expect(never.removalEffect(from: 0, into: 0, sending: [0], to: 1) == nil)
  }
}
