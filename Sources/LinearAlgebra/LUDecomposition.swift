import COpenBLAS

/// P·A = L·U with row exchanges, for solving square systems and for determinants.
///
/// O(n³) once, O(n²) a right-hand side. Source: LAPACK dgetrf, dgetrs, dgecon.
public struct LUDecomposition: Sendable {
  private let factors: Matrix
  private let exchanges: [CInt]
  private let oneNorm: Double

  /// Decomposes a square matrix.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` when a pivot is exactly zero.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    precondition(matrix.rowCount == matrix.columnCount, "Only a square matrix has this decomposition.")
    _ = Products.singleThreaded
    let n = CInt(matrix.rowCount)
    var factors = matrix
    var exchanges = [CInt](repeating: 0, count: matrix.rowCount)
    oneNorm = LAPACKE_dlange(LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "1")), n, n, matrix.elements, max(n, 1))
    let info = LAPACKE_dgetrf(LAPACK_ROW_MAJOR, n, n, &factors.elements, max(n, 1), &exchanges)
    precondition(info >= 0, "LAPACK accepts the arguments of a square decomposition.")
    guard info == 0 else { throw .singular(pivot: Int(info) - 1) }
    self.factors = factors
    self.exchanges = exchanges
  }

  /// X with A·X = `right`, one column a system.
  public func solve(_ right: Matrix, transposed: Bool = false) -> Matrix {
    precondition(right.rowCount == factors.rowCount, "A right-hand side has one row per unknown.")
    guard right.columnCount > 0, right.rowCount > 0 else { return right }
    var solution = right
    let n = CInt(factors.rowCount)
    let info = LAPACKE_dgetrs(
      LAPACK_ROW_MAJOR, CChar(UInt8(ascii: transposed ? "T" : "N")), n, CInt(right.columnCount), factors.elements, n,
      exchanges, &solution.elements, CInt(right.columnCount))
    precondition(info == 0, "LAPACK accepts the arguments of a solve.")
    return solution
  }

  /// x with A·x = `right`.
  public func solve(_ right: [Double], transposed: Bool = false) -> [Double] {
    solve(Matrix(rows: right.count, columns: 1, elements: right), transposed: transposed).elements
  }

  /// An estimate of 1 / (‖A‖₁·‖A⁻¹‖₁): near 1 well conditioned, near 1e-16 singular to working precision.
  public var reciprocalCondition: Double {
    var result = 0.0
    let n = CInt(factors.rowCount)
    let info = LAPACKE_dgecon(
      LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "1")), n, factors.elements, max(n, 1), oneNorm, &result)
    precondition(info == 0, "LAPACK accepts the arguments of a condition estimate.")
    return result
  }

  /// The determinant of A.
  public var determinant: Double {
    var result = 1.0
    for i in 0..<factors.rowCount { result *= factors[i, i] * (Int(exchanges[i]) == i + 1 ? 1 : -1) }
    return result
  }
}
