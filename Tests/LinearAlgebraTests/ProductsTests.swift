import LinearAlgebra
import TestSupport
import Testing

@Suite("Products of matrices")
struct ProductsTests {
  private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var stream = RandomStream(seed: seed)
    return Matrix(rows: rows, columns: columns, elements: (0..<(rows * columns)).map { _ in stream.normal() })
  }

  private func plainProduct(_ left: Matrix, _ right: Matrix) -> Matrix {
    var result = Matrix(rows: left.rowCount, columns: right.columnCount)
    for i in 0..<left.rowCount {
      for j in 0..<right.columnCount {
        result[i, j] = (0..<left.columnCount).reduce(0) { $0 + left[i, $1] * right[$1, j] }
      }
    }
    return result
  }

  @Test("worked by hand: 2 × 3 by 3 × 2")
  func workedByHand() {
    let product = Products.multiply(Matrix([[1, 2, 3], [4, 5, 6]]), Matrix([[1, 0], [0, 1], [2, -1]]))
    #expect(product == Matrix([[7, -1], [16, -1]]))
  }

  @Test("agrees with sums of products for many shapes", arguments: [(1, 1, 1), (3, 7, 5), (17, 2, 33), (64, 64, 64)])
  func agreesWithSums(m: Int, depth: Int, n: Int) {
    let (left, right) = (random(m, depth, seed: 1), random(depth, n, seed: 2))
    let expected = plainProduct(left, right)
    #expect(areClose(Products.multiply(left, right).elements, expected.elements, absolute: 1e-13))
    #expect(areClose(Products.gram(left).elements, plainProduct(left.transposed, left).elements, absolute: 1e-12))
  }

  @Test("no rows, no columns or no depth give zeros")
  func empty() {
    #expect(Products.multiply(Matrix(rows: 0, columns: 2), Matrix(rows: 2, columns: 3)).columnCount == 3)
    #expect(Products.multiply(Matrix(rows: 2, columns: 0), Matrix(rows: 0, columns: 1)) == Matrix([[0], [0]]))
    #expect(Products.gram(Matrix(rows: 0, columns: 2)) == Matrix([[0, 0], [0, 0]]))
  }

  @Test("left · rightᵀ is scaled by alpha, added to beta times the target, and written at a stride")
  func multiplyTransposed() {
    let (left, right) = ([1.0, 2, 3, 4], [1.0, 0, 1, 1, 0, -1])
    var target = [10.0, 20, 30, -1, 40, 50, 60, -1]
    Products.multiplyTransposed(
      left, right, into: &target, shape: (m: 2, n: 3, depth: 2), alpha: -2, beta: 0.5, targetStride: 4)
    // left · rightᵀ = [1 3 -2; 3 7 -4]; the element past each row stays.
    #expect(target == [3, 4, 19, -1, 14, 11, 38, -1])
    var plain = [Double](repeating: .nan, count: 6)
    Products.multiplyTransposed(left, right, into: &plain, shape: (m: 2, n: 3, depth: 2))
    #expect(plain == [1, 3, -2, 3, 7, -4])
    Products.multiplyTransposed(left, right, into: &plain, shape: (m: 0, n: 3, depth: 2))
    #expect(plain == [1, 3, -2, 3, 7, -4])
  }

  @Test("in single precision as in double")
  func singlePrecision() {
    let (left, right): ([Float], [Float]) = ([1, 2, 3, 4], [1, 0, 1, 1, 0, -1])
    var target: [Float] = [10, 20, 30, -1, 40, 50, 60, -1]
    Products.multiplyTransposed(left, right, into: &target, shape: (m: 2, n: 3, depth: 2), alpha: -2, targetStride: 4)
    #expect(target == [-2, -6, 4, -1, -6, -14, 8, -1])
    Products.multiplyTransposed(left, right, into: &target, shape: (m: 0, n: 3, depth: 2))
    #expect(target == [-2, -6, 4, -1, -6, -14, 8, -1])
  }

  @Test("left · right in single precision reads and writes at strides")
  func strides() {
    // The same product as above, right turned round and its rows four apart.
    let (left, right): ([Float], [Float]) = ([1, 2, 3, 4], [1, 1, 0, .nan, 0, 1, -1, .nan])
    var target = [Float](repeating: 7, count: 8)
    Products.multiply(
      left, right, into: &target, shape: (m: 2, n: 3, depth: 2), strides: (right: 4, target: 4), alpha: -2)
    #expect(target == [-2, -6, 4, 7, -6, -14, 8, 7])
    Products.multiply(left, right, into: &target, shape: (m: 2, n: 0, depth: 2), strides: (right: 4, target: 4))
    #expect(target == [-2, -6, 4, 7, -6, -14, 8, 7])
  }
}
