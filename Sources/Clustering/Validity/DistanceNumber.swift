import LinearAlgebra

/// A precision in which distances between rows are computed.
protocol DistanceNumber: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
  /// Squared distances below this share of the squared norms are computed again by direct differences, because too many of
  /// their digits have cancelled.
  static var nearShare: Self { get }
  /// Squared norms and masses whose products and sums neither overflow nor lose digits to underflow.
  static var safeRange: ClosedRange<Double> { get }
  /// See ``Products``.
  static func multiplyTransposed(
    _ left: UnsafePointer<Self>, _ right: UnsafePointer<Self>, into target: UnsafeMutablePointer<Self>,
    shape: (m: Int, n: Int, depth: Int), alpha: Self)
}

extension Double: DistanceNumber {
  /// The others keep at least eleven digits.
  static let nearShare = 1e-4
  static let safeRange = 1e-150...1e150

  static func multiplyTransposed(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>,
    shape: (m: Int, n: Int, depth: Int), alpha: Double
  ) {
    Products.multiplyTransposed(left, right, into: target, shape: shape, alpha: alpha)
  }
}

extension Float: DistanceNumber {
  /// The others keep at least three digits, five as a rule, of which the mean over many pairs has some more.
  static let nearShare: Float = 1e-3
  static let safeRange = 1e-20...1e20

  static func multiplyTransposed(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>,
    shape: (m: Int, n: Int, depth: Int), alpha: Float
  ) {
    Products.multiplyTransposed(left, right, into: target, shape: shape, alpha: alpha)
  }
}
