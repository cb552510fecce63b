import LinearAlgebra

/// I − Q = L·U of a substochastic matrix, computed without one subtraction.
///
/// Every number of L⁻¹, U⁻¹ and of the fundamental matrix (I − Q)⁻¹ is a sum of products of nonnegative numbers, so that
/// each keeps its own relative accuracy, of about n·10⁻¹⁶, however small the probabilities of leaving are. A pivot is not
/// 1 less a sum but the sum of what leads on from its state; probabilities of staying in a state are not even read.
/// O(n³) once in blocks of products, O(n²) a right-hand side.
///
/// Source: Grassmann, Taksar and Heyman (1985); accuracy by O'Cinneide (1993).
struct SubtractionFreeElimination: Sendable {
  private static let blockSize = 48
  private static let rowsPerPiece = 128
  private static let columnsPerPiece = 64

  let size: Int
  /// Multipliers below the diagonal, pivots on it, the eliminated rows above it; n × n.
  private let factors: [Double]

  /// Eliminates.
  ///
  /// - Parameters:
  ///   - transitions: Q, n × n, nonnegative; its diagonal is not read.
  ///   - exits: For each state the probability of leaving all n of them, n.
  /// - Throws: ``MarkovChainError/exitUnreachable(from:)`` when a state leads nowhere, or too rarely to be told from never.
  init(_ transitions: Matrix, exits: [Double], workers: Workers = Workers()) throws(MarkovChainError) {
    precondition(
      transitions.rowCount == transitions.columnCount, "Transitions have a row and a column for every state.")
    precondition(exits.count == transitions.rowCount, "Every state has a probability of leaving.")
    size = transitions.rowCount
    var factors = transitions.elements
    var exits = exits
    let stuck = factors.withUnsafeMutableBufferPointer { factors in
      exits.withUnsafeMutableBufferPointer { exits in
        let work = Work(n: transitions.rowCount, rows: factors, exits: exits)
        return work.run(blockSize: Self.blockSize, rowsPerPiece: Self.rowsPerPiece, workers: workers)
      }
    }
    if let stuck { throw .exitUnreachable(from: stuck) }
    self.factors = factors
  }

  /// (I − Q)⁻¹ · `right`.
  func solve(_ right: [Double]) -> [Double] {
    precondition(right.count == size, "A right-hand side has one element per state.")
    var x = right
    let n = size
    factors.withUnsafeBufferPointer { a in
      for i in 0..<n {
        var sum = x[i]
        for k in 0..<i { sum += a[i &* n &+ k] * x[k] }
        x[i] = sum
      }
      for i in stride(from: n - 1, through: 0, by: -1) {
        var sum = x[i]
        for k in (i + 1)..<max(n, i + 1) { sum += a[i &* n &+ k] * x[k] }
        x[i] = sum / a[i &* n &+ i]
      }
    }
    return x
  }

  /// `leftᵀ` · (I − Q)⁻¹.
  func solveTransposed(_ left: [Double]) -> [Double] {
    precondition(left.count == size, "A left-hand side has one element per state.")
    var x = left
    let n = size
    factors.withUnsafeBufferPointer { a in
      for k in 0..<n {
        let value = x[k] / a[k &* n &+ k]
        x[k] = value
        if value != 0 { for j in (k + 1)..<max(n, k + 1) { x[j] += value * a[k &* n &+ j] } }
      }
      for k in stride(from: n - 1, through: 0, by: -1) {
        let value = x[k]
        if value != 0 { for j in 0..<k { x[j] += value * a[k &* n &+ j] } }
      }
    }
    return x
  }

  /// (I − Q)⁻¹ · `right` for many right-hand sides, one a column; blocks of columns on all cores.
  func solve(_ right: Matrix, workers: Workers = Workers()) -> Matrix {
    precondition(right.rowCount == size, "A right-hand side has one element per state.")
    var solution = right
    let blocks = Workers.blocks(of: right.columnCount, size: Self.columnsPerPiece)
    let (n, width) = (size, right.columnCount)
    solution.elements.withUnsafeMutableBufferPointer { x in
      nonisolated(unsafe) let x = x
      workers.forEach(pieces: blocks.count) { piece, _ in
        let columns = blocks[piece]
        var block = Matrix(rows: n, columns: columns.count)
        for i in 0..<n { for (j, column) in columns.enumerated() { block[i, j] = x[i * width + column] } }
        substitute(into: &block)
        for i in 0..<n { for (j, column) in columns.enumerated() { x[i * width + column] = block[i, j] } }
      }
    }
    return solution
  }

  private func substitute(into block: inout Matrix) {
    let (n, width) = (size, block.columnCount)
    factors.withUnsafeBufferPointer { a in
      block.elements.withUnsafeMutableBufferPointer { x in
        for i in 0..<n {
          for k in 0..<i where a[i &* n &+ k] != 0 {
            let factor = a[i &* n &+ k]
            for j in 0..<width { x[i &* width &+ j] += factor * x[k &* width &+ j] }
          }
        }
        for i in stride(from: n - 1, through: 0, by: -1) {
          for k in (i + 1)..<max(n, i + 1) where a[i &* n &+ k] != 0 {
            let factor = a[i &* n &+ k]
            for j in 0..<width { x[i &* width &+ j] += factor * x[k &* width &+ j] }
          }
          let pivot = a[i &* n &+ i]
          for j in 0..<width { x[i &* width &+ j] /= pivot }
        }
      }
    }
  }
}
