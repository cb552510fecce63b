import LinearAlgebra
import TestSupport
import Testing

@Suite("Eigenvalues of symmetric matrices")
struct SymmetricEigenDecompositionTests {
  @Test("worked by hand: [2 1; 1 2] has 3 along (1, 1) and 1 along (1, −1)")
  func workedByHand() throws {
    let eigen = try SymmetricEigenDecomposition(Matrix([[2, 1], [1, 2]]))
    #expect(areClose(eigen.values, [3, 1], relative: 1e-14))
    let root = 0.5.squareRoot()
    #expect(areClose([eigen.vectors[0, 0], eigen.vectors[1, 0]], [root, root], relative: 1e-14))
    #expect(areClose([eigen.vectors[0, 1], eigen.vectors[1, 1]].map(abs), [root, root], relative: 1e-14))
  }

  @Test("only the lower triangle is read")
  func lowerTriangle() throws {
    let eigen = try SymmetricEigenDecomposition(Matrix([[2, 55], [1, 2]]))
    #expect(areClose(eigen.values, [3, 1], relative: 1e-14))
  }

  @Test("vectors are orthonormal, values fall, A · v = λ · v, and the largest element of a vector is positive")
  func laws() throws {
    var stream = RandomStream(seed: 5)
    let a = Products.gram(Matrix(rows: 20, columns: 8, elements: (0..<160).map { _ in stream.normal() }))
    let eigen = try SymmetricEigenDecomposition(a)
    #expect(eigen.values == eigen.values.sorted(by: >))
    #expect(areClose(Products.gram(eigen.vectors).elements, Matrix.identity(8).elements, absolute: 1e-13))
    var scaled = eigen.vectors
    for i in 0..<8 { for j in 0..<8 { scaled[i, j] *= eigen.values[j] } }
    #expect(areClose(Products.multiply(a, eigen.vectors).elements, scaled.elements, absolute: 1e-11))
    for j in 0..<8 {
      let column = (0..<8).map { eigen.vectors[$0, j] }
      #expect(column.max { abs($0) < abs($1) }! > 0)
    }
    let trace = (0..<8).reduce(0) { $0 + a[$1, $1] }
    #expect(isClose(eigen.values.reduce(0, +), trace, relative: 1e-13))
  }

  @Test("a single element is its own value, and nothing has none")
  func corners() throws {
    let single = try SymmetricEigenDecomposition(Matrix([[-4]]))
    #expect(single.values == [-4] && single.vectors == Matrix([[1]]))
    #expect(try SymmetricEigenDecomposition(Matrix(rows: 0, columns: 0)).values.isEmpty)
  }
}
