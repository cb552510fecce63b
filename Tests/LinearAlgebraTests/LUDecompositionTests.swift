import LinearAlgebra
import TestSupport
import Testing

@Suite("LU decomposition")
struct LUDecompositionTests {
  private let tolerance = 1e-12

  @Test("worked by hand: 2x + y = 5, 6x + 4y = 18")
  func workedByHand() throws {
    let system = try LUDecomposition(Matrix([[2, 1], [6, 4]]))
    #expect(areClose(system.solve([5, 18]), [1, 3], relative: tolerance))
    // Transposed: 2x + 6y = 5, x + 4y = 18.
    #expect(areClose(system.solve([5, 18], transposed: true), [-44, 15.5], relative: tolerance))
    #expect(isClose(system.determinant, 2, relative: tolerance))
  }

  @Test("an odd number of row exchanges turns the sign of the determinant")
  func determinants() throws {
    #expect(try LUDecomposition(Matrix([[0, 1], [1, 0]])).determinant == -1)
    #expect(try LUDecomposition(Matrix([[0, 1, 0], [0, 0, 1], [1, 0, 0]])).determinant == 1)
    #expect(try LUDecomposition(Matrix.identity(4)).determinant == 1)
    #expect(try LUDecomposition(Matrix(rows: 0, columns: 0)).determinant == 1)
  }

  @Test("A · X is the right-hand side again, for many systems at once")
  func residual() throws {
    var stream = RandomStream(seed: 1)
    let a = Matrix(rows: 30, columns: 30, elements: (0..<900).map { _ in stream.normal() })
    let b = Matrix(rows: 30, columns: 4, elements: (0..<120).map { _ in stream.normal() })
    let system = try LUDecomposition(a)
    #expect(areClose(Products.multiply(a, system.solve(b)).elements, b.elements, absolute: 1e-11))
    let transposed = system.solve(b, transposed: true)
    #expect(areClose(Products.multiply(a.transposed, transposed).elements, b.elements, absolute: 1e-11))
  }

  @Test("no right-hand side gives no solution")
  func noRightHandSide() throws {
    let solution = try LUDecomposition(Matrix.identity(3)).solve(Matrix(rows: 3, columns: 0))
    #expect(solution.rowCount == 3 && solution.columnCount == 0)
  }

  @Test("dependent rows are an error that names the pivot")
  func singular() {
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) { try LUDecomposition(Matrix([[1, 2], [2, 4]])) }
    #expect(throws: LinearAlgebraError.singular(pivot: 0)) { try LUDecomposition(Matrix([[0, 0], [0, 1]])) }
  }

  @Test("the condition is that of the matrix: 1 for the identity, 1e-8 for diag(1, 1e-8)")
  func condition() throws {
    #expect(try LUDecomposition(Matrix.identity(5)).reciprocalCondition == 1)
    let stiff = try LUDecomposition(Matrix([[1, 0], [0, 1e-8]]))
    #expect(isClose(stiff.reciprocalCondition, 1e-8, relative: tolerance))
  }
}
