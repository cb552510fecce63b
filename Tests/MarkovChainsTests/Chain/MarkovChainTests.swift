import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Markov chains")
struct MarkovChainTests {
  @Test("classes, closed or not, and their periods", arguments: ChainReference.homogeneous)
  func classes(_ expected: HomogeneousReference) throws {
    let chain = try MarkovChain(Matrix(expected.probabilities))
    #expect(chain.classes.map(\.members) == expected.classes)
    #expect(chain.classes.map(\.isClosed) == expected.isClosed)
    #expect(chain.classes.map { $0.period ?? 0 } == expected.periods)
    for (index, group) in expected.classes.enumerated() {
      for state in group {
        #expect(chain.classOfState[state] == index)
        #expect(chain.isRecurrent(state) == expected.isClosed[index])
      }
    }
  }

  @Test("ergodic is irreducible and of period 1")
  func ergodic() throws {
    let oz = try MarkovChain(Matrix([[0.5, 0.25, 0.25], [0.5, 0, 0.5], [0.25, 0.25, 0.5]]))
    #expect(oz.isIrreducible && oz.isErgodic && oz.absorbingStates.isEmpty)
    let flip = try MarkovChain(Matrix([[0, 1], [1, 0]]))
    #expect(flip.isIrreducible && !flip.isErgodic)
    let end = try MarkovChain(Matrix([[0.5, 0.5], [0, 1]]))
    #expect(!end.isIrreducible && !end.isErgodic && end.absorbingStates == [1])
  }

  @Test("a path of many states needs no deep stack, and each state is a class of its own")
  func longPath() throws {
    let n = 1500
    var path = Matrix(rows: n, columns: n)
    for i in 0..<n { path[i, min(i + 1, n - 1)] = 1 }
    let chain = try MarkovChain(path)
    #expect(chain.classes.count == n)
    #expect(chain.absorbingStates == [n - 1])
    #expect(chain.classes[0].period == nil && chain.classes[n - 1].period == 1)
  }

  @Test("what is no chain is an error that names the state")
  func errors() {
    #expect(throws: MarkovChainError.noStates) { try MarkovChain(Matrix(rows: 0, columns: 0)) }
    #expect(throws: MarkovChainError.rowSum(state: 1, sum: 0.5)) { try MarkovChain(Matrix([[1, 0], [0.25, 0.25]])) }
    #expect(throws: MarkovChainError.rowSum(state: 0, sum: 0)) { try MarkovChain(Matrix([[0]])) }
    #expect(throws: MarkovChainError.invalidProbability(from: 0, to: 1, value: -1)) {
      try MarkovChain(Matrix([[2, -1], [0, 1]]))
    }
    #expect(throws: MarkovChainError.invalidProbability(from: 0, to: 0, value: .infinity)) {
      try MarkovChain(Matrix([[.infinity]]))
    }
    #expect(throws: MarkovChainError.self) { try MarkovChain(Matrix([[.nan]])) }
  }

  @Test("a sum within 1e-9 of 1 is made to be 1")
  func normalization() throws {
    let chain = try MarkovChain(Matrix([[0.5, 0.5 + 5e-10], [0, 1]]))
    #expect(isClose(chain.probabilities.row(0).reduce(0, +), 1, relative: 1e-15))
    #expect(throws: MarkovChainError.self) { try MarkovChain(Matrix([[0.5, 0.5 + 2e-9], [0, 1]])) }
  }
}
