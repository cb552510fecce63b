import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@testable import Journeys

struct PlainRetentionTests {
  // active, dormant, churned.
  private func chain() throws -> MarkovChain {
    try MarkovChain(Matrix([[0.7, 0.2, 0.1], [0.3, 0.5, 0.2], [0, 0, 1]]))
  }

  @Test func `two steps by hand`() throws {
    let result = PlainRetention.survival(try chain(), from: [0.5, 0.5, 0], ends: [2], horizon: 2)
    // After a step .5 are active and .35 dormant.
    #expect(areClose(result, [1, 0.85, 0.85 - 0.05 - 0.07], relative: 1e-15))
  }

  @Test func `from one state it is what the chain says`() throws {
    let chain = try chain()
    let result = PlainRetention.survival(chain, from: [0, 1, 0], ends: [2], horizon: 30)
    #expect(areClose(result, chain.survival(from: 1, ends: [2], horizon: 30), relative: 1e-14))
    #expect(zip(result, result.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func `an end that customers come back from still ends it`() throws {
    let chain = try MarkovChain(Matrix([[0.5, 0.5], [1, 0]]))
    #expect(PlainRetention.survival(chain, from: [1, 0], ends: [1], horizon: 3) == [1, 0.5, 0.25, 0.125])
    #expect(PlainRetention.survival(chain, from: [0.25, 0.75], ends: [1], horizon: 1) == [0.25, 0.125])
  }

  @Test func `without ends all are retained`() throws {
    #expect(PlainRetention.survival(try chain(), from: [0, 0, 1], ends: [], horizon: 2) == [1, 1, 1])
  }

  @Test func `starts are the shares of first states`() {
    let space = StateSpace(.plain, touchpoints: ["a", "b"])
    let sequences = Sequences([[1, 0], [], [0], [1]], stateCount: 2)
    let chain = ChainSequences(space: space, sequences: sequences, units: [0, 1, 2, 3])
    #expect(areClose(PlainRetention.starts(of: chain) ?? [], [1 / 3.0, 2 / 3.0], relative: 1e-15))
    let weighted = ChainSequences(space: space, sequences: sequences, units: [0, 1, 2, 3], weights: [1, 9, 2, 1])
    #expect(PlainRetention.starts(of: weighted) == [0.5, 0.5])
    let none = ChainSequences(space: space, sequences: Sequences([[]], stateCount: 2), units: [0])
    #expect(PlainRetention.starts(of: none) == nil)
  }
}
