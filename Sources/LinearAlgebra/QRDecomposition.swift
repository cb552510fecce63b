import COpenBLAS

/// A = Q·R of a tall matrix, for least squares.
///
/// O(m·n²). Source: LAPACK dgeqrf, dormqr, dtrtrs.
public struct QRDecomposition: Sendable {
  private let factors: Matrix
  private let scales: [Double]

  /// Decomposes an m × n matrix with m ≥ n.
  public init(_ matrix: Matrix) {
    precondition(matrix.rowCount >= matrix.columnCount, "A least-squares system has at least as many rows as columns.")
    _ = Products.singleThreaded
    var factors = matrix
    var scales = [Double](repeating: 0, count: matrix.columnCount)
    let info = LAPACKE_dgeqrf(
      LAPACK_ROW_MAJOR, CInt(matrix.rowCount), CInt(matrix.columnCount), &factors.elements,
      CInt(max(matrix.columnCount, 1)), &scales)
    precondition(info == 0, "LAPACK accepts the arguments of a QR decomposition.")
    self.factors = factors
    self.scales = scales
  }

  /// The upper factor R, n × n.
  public var upper: Matrix {
    var result = Matrix(rows: factors.columnCount, columns: factors.columnCount)
    for i in 0..<factors.columnCount { for j in i..<factors.columnCount { result[i, j] = factors[i, j] } }
    return result
  }

  /// x that minimizes ‖A·x − `right`‖.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` when R has a zero on its diagonal.
  public func leastSquares(_ right: [Double]) throws(LinearAlgebraError) -> [Double] {
    precondition(right.count == factors.rowCount, "A right-hand side has one element per row.")
    let m = CInt(factors.rowCount)
    let n = CInt(factors.columnCount)
    var rotated = right
    var info = LAPACKE_dormqr(
      LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "L")), CChar(UInt8(ascii: "T")), m, 1, n, factors.elements, n, scales,
      &rotated, 1)
    precondition(info == 0, "LAPACK accepts the arguments of a rotation.")
    info = LAPACKE_dtrtrs(
      LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "U")), CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: "N")), n, 1,
      factors.elements, n, &rotated, 1)
    guard info == 0 else { throw .singular(pivot: Int(info) - 1) }
    return Array(rotated[0..<factors.columnCount])
  }
}
