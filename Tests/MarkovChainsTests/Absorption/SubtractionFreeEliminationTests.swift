import LinearAlgebra
import TestSupport
import Testing

@testable import MarkovChains

@Suite("Elimination without subtraction")
struct SubtractionFreeEliminationTests {
  @Test("solutions do not depend on the number of threads, across blocks of the elimination")
  func threads() throws {
    let chain = try RandomChain.absorbing(seed: 8, states: 200, ends: 1)
    let exits = (0..<200).map { chain.absorbing[$0, 0] }
    let right = Matrix(rows: 200, columns: 70, elements: (0..<14000).map { Double($0 % 17) })
    let one = try SubtractionFreeElimination(chain.transient, exits: exits, workers: Workers(count: 1))
    let four = try SubtractionFreeElimination(chain.transient, exits: exits, workers: Workers(count: 4))
    #expect(one.solve(right, workers: Workers(count: 1)) == four.solve(right, workers: Workers(count: 3)))
  }

  @Test("a solve from the left is the solve of the transposed system, and columns are solved as alone")
  func transposed() throws {
    let chain = try RandomChain.absorbing(seed: 9, states: 120, ends: 1)
    let exits = (0..<120).map { chain.absorbing[$0, 0] }
    let system = try SubtractionFreeElimination(chain.transient, exits: exits)
    let left = (0..<120).map { Double($0 % 5) }
    let right = (0..<120).map { Double($0 % 7) }
    let first = zip(system.solveTransposed(left), right).reduce(0) { $0 + $1.0 * $1.1 }
    let second = zip(left, system.solve(right)).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(isClose(first, second, relative: 1e-13))
    #expect(
      areClose(
        system.solve(Matrix(rows: 120, columns: 1, elements: right)).elements, system.solve(right), relative: 1e-14))
  }

  @Test("no state at all is solved too")
  func empty() throws {
    let system = try SubtractionFreeElimination(Matrix(rows: 0, columns: 0), exits: [])
    #expect(system.solve([]).isEmpty && system.solveTransposed([]).isEmpty)
  }

  @Test("a state that leads nowhere is named")
  func stuck() {
    #expect(throws: MarkovChainError.exitUnreachable(from: 1)) {
      try SubtractionFreeElimination(Matrix([[0, 0.5], [0, 1]]), exits: [0.5, 0])
    }
  }
}
