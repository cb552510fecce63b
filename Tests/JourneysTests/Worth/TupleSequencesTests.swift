import LinearAlgebra
import MarkovChains
import Testing

@testable import Journeys

struct TupleSequencesTests {
  @Test func `a state is the tuple of the last touchpoints, shorter near the beginning`() throws {
    let tuples = try TupleSequences(
      ChainSequences(paths: ["aba+", "b-", "ab?", "+"], touchpointCount: 2), order: 2)
    #expect(tuples.chain.space.touchpoints == ["a", "b", "a > b", "b > a"])
    #expect(tuples.chain.sequences.states == [0, 1, 3, 4, 5, 0, 2, 6, 0, 1, 3, 0, 5])
    #expect(tuples.states.held == [[], [0], [1], [0, 1], [0, 1], [], []])
    #expect(tuples.states.last == [nil, 0, 1, 1, 0, nil, nil])
    #expect(tuples.states.holders == [[1, 3, 4], [2, 3, 4]])
    #expect(tuples.states.visits == [[1, 4], [2, 3]])
  }

  @Test func `order 1 is the chain itself`() throws {
    let chain = ChainSequences(paths: ["aba+"], touchpointCount: 3)
    let tuples = try TupleSequences(chain, order: 1)
    #expect(tuples.chain.sequences == chain.sequences)
    #expect(tuples.states == TouchpointStates(chain.space))
    #expect(tuples.states.stateCount == chain.space.count)
  }

  @Test func `tuples too many for a table are numbered alike`() throws {
    let paths = ["abcabcabcabc+", "cba-", "aaaaaaaaaaaaaaaa+", "b?"]
    // 4^12 codes: past the table.
    let tuples = try TupleSequences(ChainSequences(paths: paths, touchpointCount: 3), order: 12)
    #expect(tuples.chain.space.touchpoints.prefix(4) == ["a", "b", "c", "a > a"])
    #expect(tuples.states.held.map(\.count).max() == 3)
    #expect(tuples.chain.sequences.states.last == 2)
    // 12 prefixes of the first path, 2 more of the second, 11 more of the third, and b.
    #expect(tuples.states.stateCount == 3 + 12 + 3 + 11 + 1)
  }

  @Test func `more states than can be solved are refused`() {
    var stream = RandomStream(seed: 1, path: 1)
    let lists = (0..<3_000).map { _ in [0] + (0..<4).map { _ in 1 + stream.index(below: 100) } + [101] }
    let space = StateSpace(.conversion, touchpoints: (0..<100).map { "t\($0)" })
    let chain = ChainSequences(
      space: space, sequences: Sequences(lists, stateCount: space.count), units: lists.indices.map { Int32($0) })
    let error = #expect(throws: WorthError.self) { try TupleSequences(chain, order: 2) }
    guard case .tooManyStates(let order, let states, let limit) = error else {
      Issue.record("another error")
      return
    }
    #expect(order == 2 && limit == 5_000 && states > limit)
    #expect(error?.message.contains("order 2 has \(states) states") == true)
  }

  @Test func `an order whose tuples cannot be numbered is refused`() {
    let chain = ChainSequences(paths: ["ab+"], touchpointCount: 26)
    #expect(throws: WorthError.orderTooHigh(order: 13, touchpoints: 26)) { try TupleSequences(chain, order: 13) }
    #expect(WorthError.orderTooHigh(order: 13, touchpoints: 26).message == "order 13 is too high for 26 touchpoints")
  }
}
