import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Counts of transitions")
struct TransitionCountsTests {
  @Test("rain in Alofi: the nine counts and the log-likelihood")
  func rain() {
    let counts = TransitionCounts(Rain.sequence)
    #expect(counts.counts == Matrix([[362, 126, 60], [136, 90, 68], [50, 79, 124]]))
    #expect(isClose(counts.logLikelihood, -1040.4185473098773, relative: 1e-13))
    #expect(counts.total == 1095 && counts.rowTotal(2) == 253)
  }

  @Test("no transition joins two sequences, and a sequence counts as often as it is repeated")
  func sequences() {
    let counts = TransitionCounts(Sequences([[0, 1], [], [1, 1, 0], [0]], repetitions: [3, 9, 2, 5], stateCount: 3))
    #expect(counts.counts == Matrix([[0, 3, 0], [2, 2, 0], [0, 0, 0]]))
    #expect(counts.possibleCells.successors == [[1], [0, 1], []])
  }

  @Test("adding counts one by one, by weight and by table")
  func adding() throws {
    var counts = TransitionCounts(stateCount: 2)
    counts.add(from: 0, to: 1)
    counts.add(from: 0, to: 1, count: 0.5)
    counts.add(try TransitionCounts(Matrix([[0, 1], [2, 0]])))
    #expect(counts.counts == Matrix([[0, 2.5], [2, 0]]))
  }

  @Test("negative and infinite counts are errors that name the cell")
  func errors() {
    #expect(throws: MarkovChainError.invalidCount(from: 1, to: 0, value: -2)) {
      try TransitionCounts(Matrix([[0, 1], [-2, 0]]))
    }
    #expect(throws: MarkovChainError.invalidCount(from: 0, to: 0, value: .infinity)) {
      try TransitionCounts(Matrix([[.infinity]]))
    }
    #expect(throws: MarkovChainError.self) { try TransitionCounts(Matrix([[.nan]])) }
  }
}
