import LinearAlgebra
import TestSupport
import Testing

@Suite("QR decomposition")
struct QRDecompositionTests {
  @Test("worked by hand: the line through (0, 1), (1, 3), (2, 4), (3, 4) is 1.5 + x")
  func workedByHand() throws {
    let decomposition = QRDecomposition(Matrix([[1, 0], [1, 1], [1, 2], [1, 3]]))
    #expect(areClose(try decomposition.leastSquares([1, 3, 4, 4]), [1.5, 1], relative: 1e-13))
  }

  @Test("the upper factor has zeros below its diagonal, and RᵀR = AᵀA")
  func upperFactor() {
    var stream = RandomStream(seed: 3)
    let a = Matrix(rows: 20, columns: 5, elements: (0..<100).map { _ in stream.normal() })
    let upper = QRDecomposition(a).upper
    for i in 0..<5 { for j in 0..<i { #expect(upper[i, j] == 0) } }
    #expect(areClose(Products.gram(upper).elements, Products.gram(a).elements, absolute: 1e-12))
  }

  @Test("the residual stands at right angles to every column")
  func residual() throws {
    var stream = RandomStream(seed: 4)
    let a = Matrix(rows: 30, columns: 4, elements: (0..<120).map { _ in stream.normal() })
    let b = (0..<30).map { _ in stream.normal() }
    let x = try QRDecomposition(a).leastSquares(b)
    let fitted = Products.multiply(a, Matrix(rows: 4, columns: 1, elements: x)).elements
    let residual = Matrix(rows: 30, columns: 1, elements: zip(b, fitted).map(-))
    #expect(areClose(Products.multiply(a.transposed, residual).elements, [0, 0, 0, 0], absolute: 1e-13))
  }

  @Test("a square system is solved exactly, a column of zeros is an error")
  func squareAndSingular() throws {
    #expect(areClose(try QRDecomposition(Matrix([[2, 1], [6, 4]])).leastSquares([5, 18]), [1, 3], relative: 1e-13))
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) {
      try QRDecomposition(Matrix([[1, 0], [2, 0], [3, 0]])).leastSquares([1, 2, 3])
    }
  }
}
