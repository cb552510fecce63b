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
  /// Sums over all rows; rows are summed in fixed blocks and the blocks in order.
  let totals: Totals

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
    var parts: [Totals] = []
    var norms: [Double] = []
    singles = [Float](unsafeUninitializedCapacity: isHeldTwice ? n * d : 0) { singles, filled in
      norms = [Double](unsafeUninitializedCapacity: n) { norms, filled in
        nonisolated(unsafe) let (singles, norms) = (isHeldTwice ? singles.baseAddress : nil, norms)
        // One pass: the rows of a large table come from memory but once.
        parts = workers.map(pieces: blocks.count) { piece in
          Self.survey(points, weights, rows: blocks[piece], norms: norms, singles: singles)
        }
        filled = n
      }
      filled = isHeldTwice ? n * d : 0
    }
    self.norms = norms
    totals = parts.reduce(into: Totals(mass: 0, squares: 0, sums: [Double](repeating: 0, count: d))) { all, part in
      all.mass += part.mass
      all.squares += part.squares
      for j in 0..<d { all.sums[j] += part.sums[j] }
    }
  }

  /// Writes the norms of some rows, and their numbers in single precision where wanted, and sums them.
  private static func survey(
    _ points: Matrix, _ weights: [Double]?, rows: Range<Int>, norms: UnsafeMutableBufferPointer<Double>,
    singles: UnsafeMutablePointer<Float>?
  ) -> Totals {
    let d = points.columnCount
    var part = Totals(mass: 0, squares: 0, sums: [Double](repeating: 0, count: d))
    points.elements.withUnsafeBufferPointer { x in
      part.sums.withUnsafeMutableBufferPointer { sums in
        guard let x = x.baseAddress else { return }
        for i in rows {
          let row = x + i &* d
          let w = weights?[i] ?? 1
          norms[i] = squaredNorm(row, d)
          addRow(row, times: w, to: sums.baseAddress!, d)
          if let singles { for j in 0..<d { singles[i &* d &+ j] = Float(row[j]) } }
        }
      }
    }
    for i in rows {
      let w = weights?[i] ?? 1
      part.mass += w
      part.squares += w * norms[i]
    }
    return part
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

  /// Sums over all rows that later steps compare with: mass Σw, Σw·‖x‖², and Σw·x.
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
