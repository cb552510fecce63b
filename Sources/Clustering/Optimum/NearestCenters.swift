import LinearAlgebra

/// Centers laid out for finding the nearest one of each row of a chunk.
///
/// Scores ‖c‖² − 2x·c of a whole chunk come from one product. They lose digits where two centers are nearly as near, so
/// such rows are decided again by direct differences, ties to the lowest index: the label is that of ``squaredDistance``.
struct NearestCenters {
  let k: Int
  let d: Int
  private(set) var centers: [Double]
  private(set) var norms: [Double]
  private(set) var largestNorm: Double

  /// Centers k × d.
  init(_ centers: Matrix) {
    k = centers.rowCount
    d = centers.columnCount
    self.centers = centers.elements
    norms = (0..<k).map { j in centers.row(j).reduce(0) { $0 + $1 * $1 } }
    largestNorm = norms.max() ?? 0
  }

  /// The nearest center of a row and the squared distances to it and to the next one (infinite when k = 1).
  struct Nearest {
    var label: Int
    var first: Double
    var second: Double
  }

  /// Fills `products` (rows × k) with −2·x·c for a chunk of rows.
  @inline(__always)
  func score(_ rows: UnsafePointer<Double>, count: Int, products: UnsafeMutablePointer<Double>) {
    centers.withUnsafeBufferPointer {
      Products.multiplyTransposed(rows, $0.baseAddress!, into: products, shape: (count, k, d), alpha: -2)
    }
  }

  /// Reads the nearest center of a row `x` off its products.
  @inline(__always)
  func nearest(
    _ x: UnsafePointer<Double>, products: UnsafePointer<Double>, norms: UnsafePointer<Double>
  ) -> Nearest {
    let square = squaredNorm(x, d)
    var best = norms[0] + products[0]
    var label = 0
    var second = Double.infinity
    for j in 1..<max(k, 1) {
      let score = norms[j] + products[j]
      if score < best {
        second = best
        best = score
        label = j
      } else if score < second {
        second = score
      }
    }
    if second - best <= 1e-11 * (square + largestNorm) {
      return nearestByDifferences(x)
    }
    return Nearest(label: label, first: max(0, square + best), second: max(0, square + second))
  }

  /// The nearest center by direct differences; ties go to the lowest index.
  func nearestByDifferences(_ x: UnsafePointer<Double>) -> Nearest {
    var result = Nearest(label: 0, first: .infinity, second: .infinity)
    centers.withUnsafeBufferPointer { centers in
      for j in 0..<k {
        let distance = squaredDistance(x, centers.baseAddress! + j * d, d)
        if distance < result.first {
          result.second = result.first
          result.first = distance
          result.label = j
        } else if distance < result.second {
          result.second = distance
        }
      }
    }
    return result
  }

  /// Runs `body` with the squared norms of the centers in place.
  @inline(__always)
  func withNorms<Result>(_ body: (UnsafePointer<Double>) -> Result) -> Result {
    norms.withUnsafeBufferPointer { body($0.baseAddress!) }
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

/// Rows that share one product: large enough to pay for the call, small enough to stay in cache.
let chunkRows = 256
