import LinearAlgebra
import MarkovChains
import Testing

@Suite("Possible cells")
struct PossibleCellsTests {
  @Test("possible is what any table saw")
  func union() throws {
    let tables = [
      try TransitionCounts(Matrix([[0, 1], [0, 0]])), try TransitionCounts(Matrix([[0.5, 0], [0, 0]])),
    ]
    let cells = PossibleCells(ofAll: tables)
    #expect(cells.successors == [[0, 1], []])
    #expect(cells.contains(from: 0, to: 0) && cells.contains(from: 0, to: 1) && !cells.contains(from: 1, to: 1))
    #expect(PossibleCells(ofAll: []).stateCount == 0)
    #expect(PossibleCells(allOf: 2).successors == [[0, 1], [0, 1]])
  }
}
