import COpenBLAS

/// Eigenvalues and orthonormal eigenvectors of a symmetric matrix; only its lower triangle is read.
///
/// The sign of a vector is fixed so that its element of largest magnitude is positive (the first one on ties).
/// O(n³). Source: LAPACK dsyev.
public struct SymmetricEigenDecomposition: Sendable {
  /// Eigenvalues in falling order.
  public let values: [Double]
  /// Eigenvectors as columns, in the order of ``values``.
  public let vectors: Matrix

  /// Decomposes a symmetric matrix.
  ///
  /// - Throws: ``LinearAlgebraError/notConverged(remaining:)``.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    precondition(matrix.rowCount == matrix.columnCount, "Only a square matrix has this decomposition.")
    _ = Products.singleThreaded
    let n = matrix.rowCount
    var factors = matrix
    var rising = [Double](repeating: 0, count: n)
    let info = LAPACKE_dsyev(
      LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "L")), CInt(n), &factors.elements, CInt(max(n, 1)),
      &rising)
    precondition(info >= 0, "LAPACK accepts the arguments of an eigen decomposition.")
    guard info == 0 else { throw .notConverged(remaining: Int(info)) }
    values = rising.reversed()
    var vectors = Matrix(rows: n, columns: n)
    for j in 0..<n {
      let source = n - 1 - j
      var largest = 0
      for i in 1..<max(n, 1) where abs(factors[i, source]) > abs(factors[largest, source]) { largest = i }
      let sign: Double = factors[largest, source] < 0 ? -1 : 1
      for i in 0..<n { vectors[i, j] = sign * factors[i, source] }
    }
    self.vectors = vectors
  }
}
