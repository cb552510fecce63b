import Journeys
import LinearAlgebra
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

  @Test func `a whole log is the chain of its contacts, as it is where nothing happens to be cut`() {
    var stream = RandomStream(seed: 5)
    let rows = (0..<5_000).map { _ in
      (
        customer: UInt64(stream.uniform() * 1_500) + 1, time: stream.uniform() * 1e6,
        touchpoint: UInt16(stream.uniform() * 3)
      )
    }
    var columns = EventColumns(
      customerWords: rows.map(\.customer), times: rows.map(\.time), touchpoints: rows.map(\.touchpoint))
    let workers = Workers(count: 2)
    let log = EventLog(emptying: &columns, workers: workers)
    // Nobody comes to the last state.
    func chain(absorbing: [Int]) -> ChainSequences {
      ChainSequences(
        plain: log, touchpoints: ["a", "b", "c", "d"], absorbing: absorbing, collapsesRepeats: false, workers: workers)
    }
    let (whole, cut) = (chain(absorbing: []), chain(absorbing: [3]))
    #expect(whole.sequences == cut.sequences && whole.dwells == cut.dwells && whole.units == cut.units)
    let none = ChainSequences(
      plain: .empty, touchpoints: ["a"], absorbing: [], collapsesRepeats: false, workers: workers)
    #expect(none.journeyCount == 0 && none.sequences.states.isEmpty)
  }
}
