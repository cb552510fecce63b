import LinearAlgebra

/// Centers laid out for finding the nearest one of each row of a chunk.
struct NearestCenters: Sendable {
  let k: Int
  let d: Int
  let centers: [Double]
  let largestNorm: Double
  /// Centers and their squared norms in single precision, as products take them.
  let singles: [Float]
  let norms: [Float]

  /// Centers k × d.
  init(_ centers: Matrix) {
    let (k, d) = (centers.rowCount, centers.columnCount)
    self.k = k
    self.d = d
    self.centers = centers.elements
    let squares = centers.elements.withUnsafeBufferPointer { c in
      (0..<k).map { squaredNorm(c.baseAddress! + $0 * d, d) }
    }
    largestNorm = squares.max() ?? 0
    singles = centers.elements.map { Float($0) }
    norms = squares.map { Float($0) }
  }

  /// A difference of distances below which rounding may decide which center is nearest.
  var slack: Double { 1e-7 * largestNorm.squareRoot() }

  /// The nearest center of a row and the squared distances to it and to the next one (infinite when k = 1).
  struct Nearest {
    var label = 0
    var secondLabel = 0
    var first = Double.infinity
    var second = Double.infinity

    /// Takes a further center, in rising order, into account.
    @inline(__always)
    mutating func consider(_ center: Int, _ distance: Double) {
      if distance < first {
        (second, secondLabel) = (first, label)
        (first, label) = (distance, center)
      } else if distance < second {
        (second, secondLabel) = (distance, center)
      }
    }
  }

  /// The nearest center by direct differences; ties go to the lowest index.
  func nearestByDifferences(_ x: UnsafePointer<Double>) -> Nearest {
    var result = Nearest()
    centers.withUnsafeBufferPointer { centers in
      for j in 0..<k { result.consider(j, squaredDistance(x, centers.baseAddress! + j * d, d)) }
    }
    return result
  }
}

/// ‖x − y‖² by direct differences, summed in four interleaved runs of columns (a fixed order that keeps pipelines full).
@inline(__always)
func squaredDistance(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ d: Int) -> Double {
  var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0)
  var j = 0
  while j &+ 4 <= d {
    let (e0, e1) = (x[j] - y[j], x[j &+ 1] - y[j &+ 1])
    let (e2, e3) = (x[j &+ 2] - y[j &+ 2], x[j &+ 3] - y[j &+ 3])
    s0 += e0 * e0
    s1 += e1 * e1
    s2 += e2 * e2
    s3 += e3 * e3
    j &+= 4
  }
  while j < d {
    let e = x[j] - y[j]
    s0 += e * e
    j &+= 1
  }
  return (s0 + s1) + (s2 + s3)
}

/// ‖x‖², summed like ``squaredDistance(_:_:_:)``.
@inline(__always)
func squaredNorm(_ x: UnsafePointer<Double>, _ d: Int) -> Double {
  var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0)
  var j = 0
  while j &+ 4 <= d {
    s0 += x[j] * x[j]
    s1 += x[j &+ 1] * x[j &+ 1]
    s2 += x[j &+ 2] * x[j &+ 2]
    s3 += x[j &+ 3] * x[j &+ 3]
    j &+= 4
  }
  while j < d {
    s0 += x[j] * x[j]
    j &+= 1
  }
  return (s0 + s1) + (s2 + s3)
}

/// Adds a multiple of a row of d features to a sum, four features at a time.
@inline(__always)
func addRow(_ row: UnsafePointer<Double>, times w: Double, to sum: UnsafeMutablePointer<Double>, _ d: Int) {
  let whole = d & ~3
  for c in stride(from: 0, to: whole, by: 4) {
    let four = UnsafeRawPointer(row + c).loadUnaligned(as: SIMD4<Double>.self)
    let target = UnsafeMutableRawPointer(sum + c)
    target.storeBytes(of: target.loadUnaligned(as: SIMD4<Double>.self) + w * four, as: SIMD4<Double>.self)
  }
  for c in whole..<d { sum[c] += w * row[c] }
}
