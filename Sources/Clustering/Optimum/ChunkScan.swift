import LinearAlgebra

/// Finds the two nearest centers of up to ``chunkRows`` rows at a time, with buffers of its own.
///
/// Scores ‖c‖² − 2x·c of a whole chunk come from one product in single precision, and eight rows are compared at once. Where
/// the error of the scores leaves open which center is nearest, direct differences in double precision decide, ties to
/// the lowest index: the label of a row is always the one ``NearestCenters/nearestByDifferences(_:)`` gives. The next
/// center may be another one that is as near to single precision.
final class ChunkScan {
  private let nearest: NearestCenters
  private let buffer: UnsafeMutablePointer<Float>
  private let rows: UnsafeMutablePointer<Float>
  private let products: UnsafeMutablePointer<Float>
  private let norms: UnsafeMutablePointer<Float>
  /// Squared distances to the nearest and the next center, to single precision, one a row of the chunk.
  let first: UnsafeMutablePointer<Float>
  let second: UnsafeMutablePointer<Float>
  /// How much farther the next center is than the nearest at least (distances, not squares).
  let margin: UnsafeMutablePointer<Float>
  let label: UnsafeMutablePointer<Int32>
  let secondLabel: UnsafeMutablePointer<Int32>

  private typealias Eight = SIMD8<Float>
  private typealias EightBits = SIMD8<UInt32>

  /// The low bits of a score that hold the number of its center.
  private let placeMask: UInt32
  /// The error of a squared distance is at most this share of itself and of the squared norm of the row.
  private let errorShare: Float
  /// The largest squared norm whose products stay within single precision.
  private static let largestNorm = 1e30
  /// Between the numbers of two features of gathered rows; a power of two would bring all features of a row to the same
  /// few lines of the cache.
  private static let featureStride = chunkRows + 16
  /// Where products are smaller than this, they may have lost more digits than `errorShare` says.
  private static let underflow: Float = 1e-30

  init(_ nearest: NearestCenters) {
    self.nearest = nearest
    let size = Self.featureStride * nearest.d + chunkRows * (nearest.k + 4)
    buffer = .allocate(capacity: size)
    buffer.initialize(repeating: 0, count: size)
    rows = buffer
    products = rows + Self.featureStride * nearest.d
    norms = products + chunkRows * nearest.k
    first = norms + chunkRows
    second = first + chunkRows
    margin = second + chunkRows
    label = .allocate(capacity: 2 * chunkRows)
    label.initialize(repeating: 0, count: 2 * chunkRows)
    secondLabel = label + chunkRows
    let placeBits = UInt32(Int.bitWidth - max(0, nearest.k - 1).leadingZeroBitCount)
    placeMask = (1 << placeBits) - 1
    // Rounding of d products and their sum, and of the bits that give way; |x|² + |c|² is at most 3|x|² + 2|x − c|².
    let rounding = Double(nearest.d + 8) * 0x1p-24 + Double(placeMask) * 0x1p-23
    errorShare = nearest.largestNorm < Self.largestNorm ? Float(min(1, 3 * rounding)) : .infinity
  }

  deinit {
    buffer.deallocate()
    label.deallocate()
  }

  /// Scans consecutive rows.
  func run(_ observations: Observations, rows range: Range<Int>) {
    let (start, count) = (range.lowerBound, range.count)
    observations.norms.withUnsafeBufferPointer { all in
      for r in 0..<count { norms[r] = Float(all[start &+ r]) }
    }
    observations.points.elements.withUnsafeBufferPointer { x in
      let x = x.baseAddress! + start &* nearest.d
      observations.withSingles(range, scratch: rows) { singles in scan(singles, count) { x + $0 &* nearest.d } }
    }
  }

  /// Scans the rows `places`.
  func run(_ observations: Observations, places: UnsafePointer<Int>, count: Int) {
    let d = nearest.d
    observations.norms.withUnsafeBufferPointer { all in
      for r in 0..<count { norms[r] = Float(all[places[r]]) }
    }
    gather(observations, places, count)
    nearest.singles.withUnsafeBufferPointer {
      Products.multiply(
        $0.baseAddress!, rows, into: products, shape: (nearest.k, count, d),
        strides: (Self.featureStride, chunkRows), alpha: -2)
    }
    observations.points.elements.withUnsafeBufferPointer { x in
      let x = x.baseAddress!
      decide(count) { x + places[$0] &* d }
    }
  }

  /// Copies rows feature by feature, as the product wants them: it would rearrange them in more time otherwise.
  private func gather(_ observations: Observations, _ places: UnsafePointer<Int>, _ count: Int) {
    let (d, stride) = (nearest.d, Self.featureStride)
    guard !observations.singles.isEmpty else {
      return observations.points.elements.withUnsafeBufferPointer { x in
        for r in 0..<count { for c in 0..<d { rows[c &* stride &+ r] = Float(x[places[r] &* d &+ c]) } }
      }
    }
    let whole = d & ~3
    observations.singles.withUnsafeBufferPointer { singles in
      let singles = singles.baseAddress!
      for r in Swift.stride(from: 0, to: count, by: 4) {
        // The last four may be fewer; what stands in for the others is not looked at.
        let last = count &- 1
        let (a, b) = (singles + places[r] &* d, singles + places[min(r &+ 1, last)] &* d)
        let (e, f) = (singles + places[min(r &+ 2, last)] &* d, singles + places[min(r &+ 3, last)] &* d)
        for c in Swift.stride(from: 0, to: whole, by: 4) {
          let (a, b, e, f) = (Self.four(a + c), Self.four(b + c), Self.four(e + c), Self.four(f + c))
          let target = rows + (c &* stride &+ r)
          Self.store(SIMD4(a[0], b[0], e[0], f[0]), to: target)
          Self.store(SIMD4(a[1], b[1], e[1], f[1]), to: target + stride)
          Self.store(SIMD4(a[2], b[2], e[2], f[2]), to: target + 2 &* stride)
          Self.store(SIMD4(a[3], b[3], e[3], f[3]), to: target + 3 &* stride)
        }
        for c in whole..<d { Self.store(SIMD4(a[c], b[c], e[c], f[c]), to: rows + (c &* stride &+ r)) }
      }
    }
  }

  /// Scans consecutive rows starting at `x`.
  func run(_ x: UnsafePointer<Double>, count: Int) {
    for r in 0..<count { norms[r] = Float(squaredNorm(x + r &* nearest.d, nearest.d)) }
    for c in 0..<(count &* nearest.d) { rows[c] = Float(x[c]) }
    scan(UnsafePointer(rows), count) { x + $0 &* nearest.d }
  }

  /// Scans rows in single precision; `exact` gives the same in double precision.
  private func scan(_ singles: UnsafePointer<Float>, _ count: Int, exact: (Int) -> UnsafePointer<Double>) {
    nearest.singles.withUnsafeBufferPointer {
      Products.multiplyTransposed(
        $0.baseAddress!, singles, into: products, shape: (nearest.k, count, nearest.d), alpha: -2,
        targetStride: chunkRows)
    }
    decide(count, exact)
  }

  /// Finds the nearest centers from the products; `exact` gives a row in double precision.
  private func decide(_ count: Int, _ exact: (Int) -> UnsafePointer<Double>) {
    nearest.norms.withUnsafeBufferPointer { compare(count, $0.baseAddress!) }
    for r in 0..<count where !(margin[r] > 0) {
      let found = nearest.nearestByDifferences(exact(r))
      first[r] = Float(found.first)
      second[r] = Float(found.second)
      label[r] = Int32(truncatingIfNeeded: found.label)
      secondLabel[r] = Int32(truncatingIfNeeded: found.secondLabel)
      margin[r] = Float(found.second.squareRoot() - found.first.squareRoot())
    }
  }

  /// Keeps the smallest and next smallest score of every row; rows past `count` fill the last eight and mean nothing.
  private func compare(_ count: Int, _ centerNorms: UnsafePointer<Float>) {
    let kept = EightBits(repeating: ~placeMask)
    let zero = Eight.zero
    for r in stride(from: 0, to: count, by: 8) {
      var best = Self.marked(eight(products, r) + centerNorms[0], kept, 0)
      var next = Eight(repeating: .infinity)
      for j in 1..<max(1, nearest.k) {
        let score = Self.marked(
          eight(products + j &* chunkRows, r) + centerNorms[j], kept, UInt32(truncatingIfNeeded: j))
        let loser = best.replacing(with: score, where: score .> best)
        next.replace(with: loser, where: loser .< next)
        best.replace(with: score, where: score .< best)
      }
      let square = eight(norms, r)
      store(unsafeBitCast(best, to: EightBits.self) & ~kept, to: label, r)
      store(unsafeBitCast(next, to: EightBits.self) & ~kept, to: secondLabel, r)
      best += square
      next += square
      best.replace(with: zero, where: best .< zero)
      next.replace(with: zero, where: next .< zero)
      store(best, to: first, r)
      store(next, to: second, r)
    }
    measureMargins(count)
  }

  /// From squared distances to how much farther the next center is at least.
  ///
  /// Apart from the comparison, number by number: roots of `SIMD` vectors are taken one lane after another, those of a plain
  /// loop several at once.
  private func measureMargins(_ count: Int) {
    let (first, second, norms, margin, share) = (first, second, norms, margin, errorShare)
    for r in 0..<count {
      let error = norms[r] * share + Self.underflow
      let nearest = first[r] * (1 + share) + error
      let next = second[r] * (1 - share) - error
      margin[r] = (next > 0 ? next : 0).squareRoot() - (nearest > 0 ? nearest : 0).squareRoot()
    }
  }

  /// Scores with the number of their center in place of their last bits: the smallest brings its number along.
  @inline(__always)
  private static func marked(_ scores: Eight, _ kept: EightBits, _ center: UInt32) -> Eight {
    unsafeBitCast(unsafeBitCast(scores, to: EightBits.self) & kept | EightBits(repeating: center), to: Eight.self)
  }

  @inline(__always)
  private static func four(_ pointer: UnsafePointer<Float>) -> SIMD4<Float> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD4<Float>.self)
  }

  @inline(__always)
  private static func store(_ values: SIMD4<Float>, to pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: values, as: SIMD4<Float>.self)
  }

  @inline(__always)
  private func eight(_ pointer: UnsafeMutablePointer<Float>, _ r: Int) -> Eight {
    UnsafeRawPointer(pointer + r).loadUnaligned(as: Eight.self)
  }

  @inline(__always)
  private func store(_ values: Eight, to pointer: UnsafeMutablePointer<Float>, _ r: Int) {
    UnsafeMutableRawPointer(pointer + r).storeBytes(of: values, as: Eight.self)
  }

  @inline(__always)
  private func store(_ places: EightBits, to pointer: UnsafeMutablePointer<Int32>, _ r: Int) {
    UnsafeMutableRawPointer(pointer + r).storeBytes(of: places, as: EightBits.self)
  }
}

/// Rows that share one product: large enough to pay for the call, small enough to stay in cache, a multiple of eight.
let chunkRows = 512
