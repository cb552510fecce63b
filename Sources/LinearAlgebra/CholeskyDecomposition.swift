import COpenBLAS

/// A = L·Lᵀ of a symmetric positive definite matrix; only its lower triangle is read.
///
/// O(n³) once, O(n²) a right-hand side. Source: LAPACK dpotrf, dpotrs.
public struct CholeskyDecomposition: Sendable {
  /// The lower factor L, zeros above its diagonal.
  public let lower: Matrix

  /// Decomposes a symmetric matrix.
  ///
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(order:)``.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    precondition(matrix.rowCount == matrix.columnCount, "Only a square matrix has this decomposition.")
    _ = Products.singleThreaded
    let n = CInt(matrix.rowCount)
    var factor = matrix
    let info = LAPACKE_dpotrf(LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "L")), n, &factor.elements, max(n, 1))
    precondition(info >= 0, "LAPACK accepts the arguments of a square decomposition.")
    guard info == 0 else { throw .notPositiveDefinite(order: Int(info)) }
    for i in 0..<matrix.rowCount { for j in (i + 1)..<max(i + 1, matrix.columnCount) { factor[i, j] = 0 } }
    lower = factor
  }

  /// X with A·X = `right`, one column a system.
  public func solve(_ right: Matrix) -> Matrix {
    precondition(right.rowCount == lower.rowCount, "A right-hand side has one row per unknown.")
    guard right.columnCount > 0, right.rowCount > 0 else { return right }
    var solution = right
    let n = CInt(lower.rowCount)
    let info = LAPACKE_dpotrs(
      LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "L")), n, CInt(right.columnCount), lower.elements, n, &solution.elements,
      CInt(right.columnCount))
    precondition(info == 0, "LAPACK accepts the arguments of a solve.")
    return solution
  }
}
