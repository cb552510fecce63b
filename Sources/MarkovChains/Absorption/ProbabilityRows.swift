import LinearAlgebra

/// The one check of rows of probabilities: nonnegative, finite, and summing to 1 within 10⁻⁹.
enum ProbabilityRows {
  static let tolerance = 1e-9

  /// The reciprocal of what a row sums to, over one matrix or two side by side.
  static func normalizer(
    ofRow i: Int, _ parts: [Matrix]
  ) throws(MarkovChainError) -> Double {
    var sum = 0.0
    var column = 0
    for part in parts {
      for value in part.row(i) {
        guard value >= 0, value < .infinity else { throw .invalidProbability(from: i, to: column, value: value) }
        sum += value
        column += 1
      }
    }
    guard (sum - 1).magnitude <= tolerance else { throw .rowSum(state: i, sum: sum) }
    return 1 / sum
  }

  /// Rows divided by their sums.
  static func normalized(_ matrix: Matrix, by factors: [Double]) -> Matrix {
    var result = matrix
    for i in 0..<matrix.rowCount where factors[i] != 1 {
      for j in 0..<matrix.columnCount { result[i, j] *= factors[i] }
    }
    return result
  }
}
