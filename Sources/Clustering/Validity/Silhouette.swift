import LinearAlgebra

/// The mean silhouettes of several labelings of the same points.
public struct SilhouetteScores: Sendable, Equatable, Codable {
  /// How the scores were found.
  public enum Kind: String, Sendable, Codable {
    /// From the distances between all rows.
    case exact
    /// From the distances within a stratified sample.
    case sampled
  }

  /// How the scores were found.
  public let kind: Kind
  /// One mean a labeling; NaN for a labeling of fewer than two clusters.
  public let means: [Double]
  /// The number of rows whose distances were computed.
  public let rowCount: Int
}

/// How much nearer rows lie to their own cluster than to the next one, from -1 to 1.
///
/// With a the mean distance of a row to the other rows of its cluster, and b the smallest of its mean distances to the
/// rows of another cluster, its silhouette is (b - a) / max(a, b); 0 when its cluster holds nothing else, and when a and b
/// are both 0. Weights count as repeats: a row of weight 2 is two rows alike, and where a weight is below 1 the row itself
/// is still left out of a. Source: Rousseeuw (1987).
public enum Silhouette {
  /// When to sample, and how much.
  public struct Sampling: Sendable {
    /// Of the sample.
    public var seed: UInt64
    /// The largest number of rows for which scores are exact.
    public var exactRowLimit = 10_000
    /// The number of rows sampled beyond it.
    public var sampleSize = 5_000
    /// The number of sampled rows, or all, that every cluster gives at the least (about).
    public var rowsPerCluster = 25

    public init(seed: UInt64) {
      self.seed = seed
    }
  }

  /// The exact mean silhouettes while no labeling has more rows than the limit, estimates from a sample beyond.
  ///
  /// The sample is shared by all labelings. A sampled row stands for as many rows as its chance to be drawn says; the mean
  /// distance to a cluster is that to its sampled rows, so weighted, and so is the mean of the silhouettes.
  ///
  /// - Parameters:
  ///   - points: Observations, n × d.
  ///   - labelings: One cluster number a row (n each), -1 for a row that takes no part.
  ///   - weights: Nonnegative, one a row; nil for 1 each.
  ///   - sampling: When to sample, and how much.
  ///   - workers: Threads to use; any number gives the same result.
  public static func scores(
    points: Matrix, labelings: [[Int32]], weights: [Double]? = nil, sampling: Sampling, workers: Workers = Workers()
  ) -> SilhouetteScores {
    let taking = labelings.map { labels in labels.count { $0 >= 0 } }.max() ?? 0
    guard taking > sampling.exactRowLimit else {
      let means = means(points: points, labelings: labelings, weights: weights, workers: workers)
      return SilhouetteScores(kind: .exact, means: means, rowCount: taking)
    }
    let sample = StratifiedSample(
      size: sampling.sampleSize, minimum: sampling.rowsPerCluster, labelings: labelings,
      stream: RandomStream(seed: sampling.seed, path: StratifiedSample.Purpose.silhouette))
    let sampled = points.selecting(rows: sample.rows)
    let labels = labelings.map { labels in sample.rows.map { labels[$0] } }
    let weights = sample.rows.map { weights?[$0] ?? 1 }
    // What single precision loses, some 1e-9 of a mean, is nothing beside what the sample leaves open.
    let pairs = SilhouettePairs<Float>(
      points: sampled, labelings: labels, weights: weights, represented: sample.represented)
    let means =
      if pairs.isWithinRange {
        pairs.means(workers: workers)
      } else {
        SilhouettePairs<Double>(points: sampled, labelings: labels, weights: weights, represented: sample.represented)
          .means(workers: workers)
      }
    return SilhouetteScores(kind: .sampled, means: means, rowCount: sample.rows.count)
  }

  /// The exact mean silhouettes of several labelings; the distances are computed once for all.
  ///
  /// O(n²·d) time, O(n·(d + labelings)) memory. Points that lie close together, compared with their distance from the mean of
  /// all, are compared by direct differences, so that equal rows are at distance 0 exactly.
  ///
  /// - Returns: One mean a labeling; NaN for a labeling of fewer than two clusters.
  public static func means(
    points: Matrix, labelings: [[Int32]], weights: [Double]? = nil, workers: Workers = Workers()
  ) -> [Double] {
    let ones = [Double](repeating: 1, count: points.rowCount)
    return SilhouettePairs<Double>(points: points, labelings: labelings, weights: weights ?? ones, represented: ones)
      .means(workers: workers)
  }
}
