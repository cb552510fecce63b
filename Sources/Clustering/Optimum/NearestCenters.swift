import LinearAlgebra

/// Centers laid out for finding the nearest one of each row of a chunk.
struct NearestCenters: Sendable {
  let k: Int
  let d: Int
  let centers: [Double]
  let norms: [Double]
  let largestNorm: Double

  /// Centers k × d.
  init(_ centers: Matrix) {
    k = centers.rowCount
    d = centers.columnCount
    self.centers = centers.elements
    norms = centers.elements.withUnsafeBufferPointer { c in
      (0..<centers.rowCount).map { squaredNorm(c.baseAddress! + $0 * centers.columnCount, centers.columnCount) }
    }
    largestNorm = norms.max() ?? 0
  }

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

/// Finds the two nearest centers of up to ``chunkRows`` rows at a time, with buffers of its own.
///
/// Scores ‖c‖² − 2x·c of a whole chunk come from one product, and four rows are compared at once. The scores lose digits
/// where two centers are nearly as near, so such rows are decided again by direct differences, ties to the lowest index:
/// the label of a row is always the one ``NearestCenters/nearestByDifferences(_:)`` gives.
final class ChunkScan {
  private let nearest: NearestCenters
  private let buffer: UnsafeMutablePointer<Double>
  private let products: UnsafeMutablePointer<Double>
  private let norms: UnsafeMutablePointer<Double>
  /// Squared distances to the nearest and the next center, and both centers (whole numbers), one a row of the chunk.
  let first: UnsafeMutablePointer<Double>
  let second: UnsafeMutablePointer<Double>
  let label: UnsafeMutablePointer<Double>
  let secondLabel: UnsafeMutablePointer<Double>

  init(_ nearest: NearestCenters) {
    self.nearest = nearest
    let size = chunkRows * (nearest.k + 5)
    buffer = .allocate(capacity: size)
    buffer.initialize(repeating: 0, count: size)
    products = buffer
    norms = buffer + chunkRows * nearest.k
    first = norms + chunkRows
    second = first + chunkRows
    label = second + chunkRows
    secondLabel = label + chunkRows
  }

  deinit { buffer.deallocate() }

  /// Scans consecutive rows starting at `x`.
  func run(_ x: UnsafePointer<Double>, norms all: [Double], rows: Range<Int>) {
    all.withUnsafeBufferPointer { norms.update(from: $0.baseAddress! + rows.lowerBound, count: rows.count) }
    scan(x, count: rows.count)
  }

  /// Scans gathered rows, copied one after the other to `x`, whose places are `rows`.
  func run(_ x: UnsafePointer<Double>, norms all: [Double], places: UnsafePointer<Int>, count: Int) {
    for r in 0..<count { norms[r] = all[places[r]] }
    scan(x, count: count)
  }

  /// Scans consecutive rows starting at `x` whose norms are not at hand.
  func run(_ x: UnsafePointer<Double>, count: Int) {
    for r in 0..<count { norms[r] = squaredNorm(x + r &* nearest.d, nearest.d) }
    scan(x, count: count)
  }

  private func scan(_ x: UnsafePointer<Double>, count: Int) {
    let (k, d) = (nearest.k, nearest.d)
    nearest.centers.withUnsafeBufferPointer {
      Products.multiplyTransposed(
        $0.baseAddress!, x, into: products, shape: (k, count, d), alpha: -2, targetStride: chunkRows)
    }
    nearest.norms.withUnsafeBufferPointer { compare(count, $0.baseAddress!) }
    for r in 0..<count where second[r] - first[r] <= 1e-11 * (norms[r] + nearest.largestNorm) {
      let exact = nearest.nearestByDifferences(x + r * d)
      first[r] = exact.first
      second[r] = exact.second
      label[r] = Double(exact.label)
      secondLabel[r] = Double(exact.secondLabel)
    }
  }

  /// Turns squared distances into distances, in place and four at a time.
  func takeRoots(count: Int) {
    for r in stride(from: 0, to: count, by: 4) {
      UnsafeMutableRawPointer(first + r).storeBytes(of: four(first, r).squareRoot(), as: SIMD4<Double>.self)
      UnsafeMutableRawPointer(second + r).storeBytes(of: four(second, r).squareRoot(), as: SIMD4<Double>.self)
    }
  }

  @inline(__always)
  private func four(_ pointer: UnsafeMutablePointer<Double>, _ r: Int) -> SIMD4<Double> {
    UnsafeRawPointer(pointer + r).loadUnaligned(as: SIMD4<Double>.self)
  }

  /// Keeps the smallest and next smallest score of every row; rows past `count` fill the last four and mean nothing.
  private func compare(_ count: Int, _ centerNorms: UnsafePointer<Double>) {
    var r = 0
    while r < count {
      var best = four(products, r) + centerNorms[0]
      var following = SIMD4<Double>(repeating: .infinity)
      var (place, next) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
      for j in 1..<max(1, nearest.k) {
        let score = four(products + j &* chunkRows, r) + centerNorms[j]
        let index = SIMD4<Double>(repeating: Double(j))
        let wins = score .< best
        let loser = score.replacing(with: best, where: wins)
        let loserPlace = index.replacing(with: place, where: wins)
        best.replace(with: score, where: wins)
        place.replace(with: index, where: wins)
        let second = loser .< following
        following.replace(with: loser, where: second)
        next.replace(with: loserPlace, where: second)
      }
      let square = four(norms, r)
      let zero = SIMD4<Double>.zero
      best += square
      following += square
      best.replace(with: zero, where: best .< zero)
      following.replace(with: zero, where: following .< zero)
      UnsafeMutableRawPointer(first + r).storeBytes(of: best, as: SIMD4<Double>.self)
      UnsafeMutableRawPointer(second + r).storeBytes(of: following, as: SIMD4<Double>.self)
      UnsafeMutableRawPointer(label + r).storeBytes(of: place, as: SIMD4<Double>.self)
      UnsafeMutableRawPointer(secondLabel + r).storeBytes(of: next, as: SIMD4<Double>.self)
      r &+= 4
    }
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

/// Rows that share one product: large enough to pay for the call, small enough to stay in cache, a multiple of four.
let chunkRows = 256
