import LinearAlgebra
import MarkovChains
import Testing

@Suite("Absorbing chains over one matrix")
struct AbsorbingChainStatesTests {
  @Test("a chain is cut into its transient and its absorbing states, wherever these stand")
  func isCut() throws {
    let probabilities = Matrix([
      [0, 0, 0, 0],
      [0.1, 0.2, 0.3, 0.4],
      [0.5, 0.25, 0.125, 0.125],
      [9, 9, 9, 9],
    ])
    let chain = try AbsorbingChain(probabilities, absorbing: [3, 0])
    #expect(chain.transient == Matrix([[0.2, 0.3], [0.25, 0.125]]))
    #expect(chain.absorbing == Matrix([[0.4, 0.1], [0.125, 0.5]]))
  }

  @Test("what is no chain is refused, states being numbered among the transient ones")
  func refusals() {
    #expect(throws: MarkovChainError.rowSum(state: 0, sum: 0.5)) {
      try AbsorbingChain(Matrix([[1, 0], [0.25, 0.25]]), absorbing: [0])
    }
    #expect(throws: MarkovChainError.exitUnreachable(from: 0)) {
      try AbsorbingChain(Matrix([[1, 0], [0, 1]]), absorbing: [0])
    }
    #expect(throws: MarkovChainError.noStates) { try AbsorbingChain(Matrix([[1]]), absorbing: [0]) }
  }
}
