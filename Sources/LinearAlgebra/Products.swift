import COpenBLAS

/// Products through OpenBLAS on one thread; callers spread blocks over threads themselves.
public enum Products {
  /// Keeps OpenBLAS on the calling thread: its own threads lose on tall thin blocks, and one thread keeps bits equal.
  @usableFromInline static let singleThreaded: Void = stop_blas_threads()

  /// Ends the threads that OpenBLAS has started, which otherwise take processor time from the first work of a program.
  ///
  /// Happens by itself with the first product or decomposition.
  public static func stopOtherThreads() { _ = singleThreaded }

  /// `target = alpha · left · rightᵀ + beta · target` for row-major blocks.
  ///
  /// - Parameters:
  ///   - left: m × depth, rows `depth` apart.
  ///   - right: n × depth, rows `depth` apart.
  ///   - target: m × n, rows `targetStride` apart (n if not given).
  ///   - shape: m, n and depth.
  ///   - alpha: Factor of the product.
  ///   - beta: Factor of what the target holds before; 0 does not read it.
  ///   - targetStride: Distance between the first elements of two rows of the target; nil takes n.
  public static func multiplyTransposed(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>,
    shape: (m: Int, n: Int, depth: Int), alpha: Double = 1, beta: Double = 0, targetStride: Int? = nil
  ) {
    _ = singleThreaded
    guard shape.m > 0, shape.n > 0 else { return }
    let depth = CInt(shape.depth)
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, CInt(shape.m), CInt(shape.n), depth, alpha, left, max(depth, 1), right,
      max(depth, 1), beta, target, CInt(targetStride ?? shape.n))
  }

  /// The same in single precision, at half the cost and with 24 bits.
  public static func multiplyTransposed(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>,
    shape: (m: Int, n: Int, depth: Int), alpha: Float = 1, targetStride: Int? = nil
  ) {
    _ = singleThreaded
    guard shape.m > 0, shape.n > 0 else { return }
    let depth = CInt(shape.depth)
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, CInt(shape.m), CInt(shape.n), depth, alpha, left, max(depth, 1), right,
      max(depth, 1), 0, target, CInt(targetStride ?? shape.n))
  }

  /// `target = alpha · left · right` in single precision for row-major blocks.
  ///
  /// - Parameters:
  ///   - left: m × depth, rows `depth` apart.
  ///   - right: depth × n, rows `strides.right` apart.
  ///   - target: m × n, rows `strides.target` apart.
  ///   - shape: m, n and depth.
  ///   - strides: Distances between the first elements of two rows.
  ///   - alpha: Factor of the product.
  public static func multiply(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>,
    shape: (m: Int, n: Int, depth: Int), strides: (right: Int, target: Int), alpha: Float = 1
  ) {
    _ = singleThreaded
    guard shape.m > 0, shape.n > 0 else { return }
    let depth = CInt(shape.depth)
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, CInt(shape.m), CInt(shape.n), depth, alpha, left, max(depth, 1), right,
      CInt(strides.right), 0, target, CInt(strides.target))
  }

  /// The product of two matrices, m × depth by depth × n.
  public static func multiply(_ left: Matrix, _ right: Matrix) -> Matrix {
    precondition(left.columnCount == right.rowCount, "Columns of the left factor meet rows of the right one.")
    _ = singleThreaded
    var result = Matrix(rows: left.rowCount, columns: right.columnCount)
    guard left.rowCount > 0, right.columnCount > 0, left.columnCount > 0 else { return result }
    let m = CInt(left.rowCount)
    let n = CInt(right.columnCount)
    let depth = CInt(left.columnCount)
    result.elements.withUnsafeMutableBufferPointer { target in
      cblas_dgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, depth, 1, left.elements, depth, right.elements, n, 0,
        target.baseAddress!, n)
    }
    return result
  }

  /// `matrixᵀ · matrix`, columns × columns, both triangles filled.
  public static func gram(_ matrix: Matrix) -> Matrix {
    multiply(matrix.transposed, matrix)
  }
}
