import LinearAlgebra

/// Rows to be clustered, each a point in the space of prepared features.
public struct Observations: Sendable {
  /// One row an observation, n × d, columns centred near zero.
  public let points: Matrix
  /// A nonnegative weight a row; nil weighs every row 1. A row of weight 2 counts like the same row twice.
  public let weights: [Double]?
  /// ‖x‖² of every row.
  let norms: [Double]
  /// The points in single precision, for products; empty where they are too many to be held twice.
  let singles: [Float]

  /// Up to how many numbers are held in single precision as well.
  private static let mostSingles = 4_000_000

  /// Rows and their weights; norms of rows are computed once.
  public init(points: Matrix, weights: [Double]? = nil, workers: Workers = .init(count: 1)) {
    precondition(weights == nil || weights!.count == points.rowCount, "There is one weight a row.")
    self.points = points
    self.weights = weights
    let (n, d) = (points.rowCount, points.columnCount)
    let isHeldTwice = n * d <= Self.mostSingles
    let blocks = Workers.blocks(of: n, size: blockRows)
    singles = [Float](unsafeUninitializedCapacity: isHeldTwice ? n * d : 0) { singles, initialized in
      guard isHeldTwice else { return }
      nonisolated(unsafe) let singles = singles
      workers.forEach(pieces: blocks.count) { piece, _ in
        points.elements.withUnsafeBufferPointer { x in
          for c in (blocks[piece].lowerBound * d)..<(blocks[piece].upperBound * d) { singles[c] = Float(x[c]) }
        }
      }
      initialized = n * d
    }
    norms = [Double](unsafeUninitializedCapacity: n) { norms, initialized in
      nonisolated(unsafe) let norms = norms
      workers.forEach(pieces: blocks.count) { piece, _ in
        points.elements.withUnsafeBufferPointer { x in
          for i in blocks[piece] { norms[i] = squaredNorm(x.baseAddress! + i &* d, d) }
        }
      }
      initialized = n
    }
  }

  /// Number of rows, n.
  public var count: Int { points.rowCount }
  /// Number of features, d.
  public var dimension: Int { points.columnCount }

  /// Hands consecutive rows in single precision to `body`, converted to `scratch` unless they are held.
  func withSingles(
    _ rows: Range<Int>, scratch: UnsafeMutablePointer<Float>, _ body: (UnsafePointer<Float>) -> Void
  ) {
    let start = rows.lowerBound &* dimension
    guard singles.isEmpty else {
      return singles.withUnsafeBufferPointer { body($0.baseAddress! + start) }
    }
    points.elements.withUnsafeBufferPointer { x in
      for c in 0..<(rows.count &* dimension) { scratch[c] = Float(x[start &+ c]) }
    }
    body(UnsafePointer(scratch))
  }

  /// The rows named by `rows`, in that order, with their weights, each times `multiplicities` if given.
  func selecting(
    rows: [Int], multiplicities: [Double]? = nil, workers: Workers = .init(count: 1)
  ) -> Observations {
    var picked = weights.map { weights in rows.map { weights[$0] } }
    if let multiplicities {
      picked = picked.map { zip($0, multiplicities).map(*) } ?? multiplicities
    }
    return Observations(points: points.selecting(rows: rows, workers: workers), weights: picked, workers: workers)
  }

  /// Sums over all rows that later steps compare with: mass Σw, mean column variance, and Σw·‖x‖².
  ///
  /// Rows are summed in fixed blocks and the blocks in order.
  func totals(workers: Workers) -> Totals {
    let blocks = Workers.blocks(of: count, size: blockRows)
    let d = dimension
    let parts = workers.map(pieces: blocks.count) { piece -> Totals in
      var part = Totals(mass: 0, squares: 0, sums: [Double](repeating: 0, count: d))
      points.elements.withUnsafeBufferPointer { x in
        for i in blocks[piece] {
          let w = weights?[i] ?? 1
          part.mass += w
          for j in 0..<d { part.sums[j] += w * x[i &* d &+ j] }
          part.squares += w * norms[i]
        }
      }
      return part
    }
    return parts.reduce(into: Totals(mass: 0, squares: 0, sums: [Double](repeating: 0, count: d))) { all, part in
      all.mass += part.mass
      all.squares += part.squares
      for j in 0..<d { all.sums[j] += part.sums[j] }
    }
  }

  struct Totals: Sendable {
    var mass: Double
    var squares: Double
    var sums: [Double]

    /// The mean over columns of their variance about their own mean.
    var meanVariance: Double {
      guard mass > 0, !sums.isEmpty else { return 0 }
      let ofMeans = sums.reduce(0) { $0 + ($1 / mass) * ($1 / mass) }
      return max(0, squares / mass - ofMeans) / Double(sums.count)
    }
  }
}

/// Rows summed together before blocks are combined in order; fixed, so that bits do not depend on threads.
let blockRows = 8192
