import LinearAlgebra
import TestSupport
import Testing

@Suite("Cholesky decomposition")
struct CholeskyDecompositionTests {
  @Test("worked by hand: [4 2; 2 10] = L · Lᵀ with L = [2 0; 1 3]")
  func workedByHand() throws {
    let decomposition = try CholeskyDecomposition(Matrix([[4, 2], [2, 10]]))
    #expect(decomposition.lower == Matrix([[2, 0], [1, 3]]))
    #expect(areClose(decomposition.solve(Matrix([[8], [22]])).elements, [1, 2], relative: 1e-14))
  }

  @Test("only the lower triangle is read")
  func lowerTriangle() throws {
    let decomposition = try CholeskyDecomposition(Matrix([[4, -77], [2, 10]]))
    #expect(decomposition.lower == Matrix([[2, 0], [1, 3]]))
  }

  @Test("L · Lᵀ is the matrix again, and A · X the right-hand side")
  func residual() throws {
    var stream = RandomStream(seed: 2)
    let tall = Matrix(rows: 40, columns: 12, elements: (0..<480).map { _ in stream.normal() })
    let a = Products.gram(tall)
    let decomposition = try CholeskyDecomposition(a)
    let product = Products.multiply(decomposition.lower, decomposition.lower.transposed)
    #expect(areClose(product.elements, a.elements, absolute: 1e-12))
    let b = Matrix(rows: 12, columns: 3, elements: (0..<36).map { _ in stream.normal() })
    #expect(areClose(Products.multiply(a, decomposition.solve(b)).elements, b.elements, absolute: 1e-12))
    #expect(decomposition.solve(Matrix(rows: 12, columns: 0)).columnCount == 0)
  }

  @Test("a matrix that is not positive definite is an error that names the order")
  func notPositiveDefinite() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) {
      try CholeskyDecomposition(Matrix([[1, 2], [2, 1]]))
    }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 1)) {
      try CholeskyDecomposition(Matrix([[-1]]))
    }
  }
}
