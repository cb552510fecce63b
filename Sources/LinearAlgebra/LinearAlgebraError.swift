/// Why a system could not be solved or decomposed.
public enum LinearAlgebraError: Error, Sendable, Equatable {
  /// A pivot is exactly zero: the rows are linearly dependent. `pivot` counts from 0.
  case singular(pivot: Int)
  /// The leading block of this order is not positive definite.
  case notPositiveDefinite(order: Int)
  /// The iteration for eigenvalues left this many off-diagonal elements unconverged.
  case notConverged(remaining: Int)

  /// The failure in one sentence.
  public var message: String {
    switch self {
    case .singular(let pivot): "the matrix is singular: pivot \(pivot + 1) is zero"
    case .notPositiveDefinite(let order): "the matrix is not positive definite: its leading block of order \(order)"
    case .notConverged(let remaining): "the eigenvalues did not converge: \(remaining) elements remain off the diagonal"
    }
  }
}
