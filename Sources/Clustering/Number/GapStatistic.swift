import Glibc
import LinearAlgebra

/// Whether k clusters fit the data better than they fit data without clusters.
///
/// gap(k) = mean over references of log W*(k) − log W(k), W half the inertia; a reference is uniform in the box of the
/// data along their principal axes. One sample of at most 2,000 rows serves the data and sizes the references.
///
/// Source: Tibshirani, Walther and Hastie (2001), reference of type (b).
public struct GapStatistic: Sendable {
  /// Data sets without clusters to compare with.
  public var references = 20
  /// Rows that are used at most.
  public var largestSample = 2_000
  public var seed: UInt64 = 42

  public init(seed: UInt64 = 42) { self.seed = seed }

  /// The gap of one k and the standard error of its references, s = sd·√(1 + 1/B).
  public struct Value: Sendable, Equatable {
    /// Number of clusters.
    public let k: Int
    /// log W of the data.
    public let logDispersion: Double
    /// Mean log W of the references less that of the data.
    public let gap: Double
    /// Of the mean of the references, √(1 + 1/B) times their deviation.
    public let standardError: Double
    /// log W of every reference, in the order in which they were drawn.
    public let referenceLogDispersions: [Double]
  }

  /// The gap of every k of `numbers`; k with too few distinct rows are left out.
  public func values(_ observations: Observations, numbers: [Int], workers: Workers = .init()) -> [Value] {
    var stream = RandomStream(seed: seed, path: StreamPurpose.reference)
    var sample = observations
    if observations.count > largestSample {
      sample = observations.selecting(rows: stream.risingSample(largestSample, of: observations.count))
    }
    let possible = numbers.filter { $0 <= sample.count && sample.distinctRows(upTo: $0) >= $0 }
    guard let box = PrincipalBox(sample) else { return [] }
    let (sets, data) = (references + 1, sample)
    let logs = workers.map(pieces: sets) { set -> [Double] in
      var stream = RandomStream(seed: seed, path: StreamPurpose.reference, UInt64(set))
      let points = set == 0 ? data : Observations(points: box.uniform(data.count, &stream), weights: data.weights)
      return possible.map { k in logDispersion(points, k: k, set: set) }
    }
    return possible.indices.map { place in
      let drawn = (1...references).map { logs[$0][place] }
      let mean = drawn.reduce(0, +) / Double(references)
      let variance = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(references)
      return Value(
        k: possible[place], logDispersion: logs[0][place], gap: mean - logs[0][place],
        standardError: variance.squareRoot() * (1 + 1 / Double(references)).squareRoot(),
        referenceLogDispersions: drawn)
    }
  }

  /// Whether the data have more of k clusters than data without clusters have; nil when a gap is undefined.
  ///
  /// The gap of k has to rise above that of one cluster by more than its error, as Tibshirani and others have it, and
  /// log W has to fall further from one cluster to k than in every reference. The first alone takes 22–52 % of uniform
  /// rectangles (100 to 1,000 rows, sides 1:1 to 4:1, 100 seeds each) for structured, since one standard error is soon
  /// exceeded; both together 4–17 %. A test of twenty draws has a level of 1/21; what is above it comes from the box,
  /// which fits a long rectangle loosely. Both keep the structure of iris, ruspini, wine and faithful.
  public static func hasStructure(_ values: [Value], k: Int) -> Bool? {
    guard let one = values.first(where: { $0.k == 1 }), let many = values.first(where: { $0.k == k }) else {
      return nil
    }
    guard one.gap.isFinite, many.gap.isFinite else { return many.logDispersion == -.infinity ? true : nil }
    let fall = one.logDispersion - many.logDispersion
    let isSteepest = zip(one.referenceLogDispersions, many.referenceLogDispersions).allSatisfy { fall > $0 - $1 }
    return isSteepest && many.gap - many.standardError > one.gap
  }

  private func logDispersion(_ observations: Observations, k: Int, set: Int) -> Double {
    var stream = RandomStream(seed: seed, path: StreamPurpose.reference, UInt64(set), UInt64(k))
    let run = Lloyd.quickFit(observations, k: k, stream: &stream)
    let labels = Array(UnsafeBufferPointer(start: run.labels, count: observations.count))
    let inertia = Partition.inertia(
      observations, centers: run.centers, labels: labels, workers: Workers(count: 1))
    return log(inertia / 2)
  }
}

/// The box that holds the rows of positive weight along their principal axes.
private struct PrincipalBox {
  private let axes: Matrix
  private let means: [Double]
  private let low: [Double]
  private let high: [Double]

  /// Axes of less than this share of the variance of the first are rounding.
  private static let smallestShareOfVariance = 1e-12

  /// Nil when the axes cannot be computed.
  init?(_ observations: Observations) {
    let (n, d) = (observations.count, observations.dimension)
    let totals = observations.totals
    guard totals.mass > 0 else { return nil }
    means = totals.sums.map { $0 / totals.mass }
    var centered = observations.points
    for i in 0..<n {
      let root = (observations.weights?[i] ?? 1).squareRoot()
      for j in 0..<d { centered[i, j] = (centered[i, j] - means[j]) * root }
    }
    guard let axes = Self.axes(of: centered) else { return nil }
    self.axes = axes
    var plain = observations.points
    for i in 0..<n { for j in 0..<d { plain[i, j] -= means[j] } }
    let scores = Products.multiply(plain, axes)
    var low = [Double](repeating: .infinity, count: axes.columnCount)
    var high = [Double](repeating: -.infinity, count: axes.columnCount)
    for i in 0..<n where (observations.weights?[i] ?? 1) > 0 {
      for j in 0..<axes.columnCount {
        low[j] = min(low[j], scores[i, j])
        high[j] = max(high[j], scores[i, j])
      }
    }
    self.low = low
    self.high = high
  }

  /// The principal axes as columns, min(n, d) of them at most; nil when they cannot be computed.
  ///
  /// Where there are more features than rows, they come from the products of rows, n × n instead of d × d: a hundred
  /// thousand features would need 80 GB otherwise.
  private static func axes(of centered: Matrix) -> Matrix? {
    guard centered.columnCount > centered.rowCount else {
      return try? SymmetricEigenDecomposition(Products.gram(centered)).vectors
    }
    let transposed = centered.transposed
    guard let eigen = try? SymmetricEigenDecomposition(Products.multiply(centered, transposed)) else { return nil }
    let rank = eigen.values.count { $0 > eigen.values[0] * smallestShareOfVariance }
    var weights = Matrix(rows: centered.rowCount, columns: rank)
    for j in 0..<rank {
      for i in 0..<centered.rowCount { weights[i, j] = eigen.vectors[i, j] / eigen.values[j].squareRoot() }
    }
    return Products.multiply(transposed, weights)
  }

  /// Rows drawn uniformly from the box, n × d, in the features of the observations.
  func uniform(_ n: Int, _ stream: inout RandomStream) -> Matrix {
    var scores = Matrix(rows: n, columns: low.count)
    for i in 0..<n { for j in 0..<low.count { scores[i, j] = low[j] + (high[j] - low[j]) * stream.uniform() } }
    var points = Products.multiply(scores, axes.transposed)
    for i in 0..<n { for j in means.indices { points[i, j] += means[j] } }
    return points
  }
}
