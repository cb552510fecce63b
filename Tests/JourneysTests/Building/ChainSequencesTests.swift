import Journeys
import MarkovChains
import TestSupport
import Testing

struct ChainSequencesTests {
  @Test func `starts are the shares of first states`() {
    let space = StateSpace(.plain, touchpoints: ["a", "b"])
    let sequences = Sequences([[1, 0], [], [0], [1]], stateCount: 2)
    let chain = ChainSequences(space: space, sequences: sequences, units: [0, 1, 2, 3])
    #expect(areClose(chain.startShares ?? [], [1 / 3.0, 2 / 3.0], relative: 1e-15))
    let weighted = ChainSequences(space: space, sequences: sequences, units: [0, 1, 2, 3], weights: [1, 9, 2, 1])
    #expect(weighted.startShares == [0.5, 0.5])
    let none = ChainSequences(space: space, sequences: Sequences([[]], stateCount: 2), units: [0])
    #expect(none.startShares == nil)
  }
}
