import LinearAlgebra

/// How often each cluster comes back when the customers are drawn anew.
///
/// Rows are drawn with replacement and clustered from a fresh start; a cluster's score is its largest Jaccard similarity
/// with any new cluster, over the rows drawn (repeats counted), averaged over the draws.
///
/// Of larger tables a seeded sample of 10,000 rows stands for all. Source: Hennig (2007).
public struct Stability: Sendable {
  /// How often rows are drawn anew.
  public var bootstraps = 50
  /// Rows that are used at most.
  public var largestSample = 10_000
  public var seed: UInt64 = 42

  public init(bootstraps: Int = 50, seed: UInt64 = 42) {
    self.bootstraps = bootstraps
    self.seed = seed
  }

  /// What a mean similarity means.
  public enum Verdict: String, Sendable, Codable {
    /// From 0.85.
    case highlyStable = "highly stable"
    /// From 0.75.
    case stable
    /// From 0.6.
    case doubtful
    /// Below 0.6.
    case untrustworthy = "not to be trusted"

    /// The verdict on a mean Jaccard similarity.
    public init(similarity: Double) {
      switch similarity {
      case 0.85...: self = .highlyStable
      case 0.75...: self = .stable
      case 0.6...: self = .doubtful
      default: self = .untrustworthy
      }
    }
  }

  /// The mean similarity of every cluster of a partition, k values in 0...1.
  public func similarities(
    _ observations: Observations, labels: [Int32], k: Int, workers: Workers = .init()
  ) -> [Double] {
    var (pool, poolLabels) = (observations, labels)
    if observations.count > largestSample {
      var stream = RandomStream(seed: seed, path: StreamPurpose.bootstrapSample)
      let rows = stream.risingSample(largestSample, of: observations.count)
      (pool, poolLabels) = (observations.selecting(rows: rows), rows.map { labels[$0] })
    }
    let (sample, sampleLabels) = (pool, poolLabels)
    let results = workers.map(pieces: bootstraps) { draw in similarity(sample, sampleLabels, k: k, draw: draw) }
    return (0..<k).map { j in results.reduce(0) { $0 + $1[j] } / Double(max(1, bootstraps)) }
  }

  private func similarity(_ observations: Observations, _ labels: [Int32], k: Int, draw: Int) -> [Double] {
    var stream = RandomStream(seed: seed, path: StreamPurpose.bootstrap, UInt64(draw))
    var times = [Double](repeating: 0, count: observations.count)
    for _ in times.indices { times[stream.index(below: times.count)] += 1 }
    // Rows drawn more than once become one row of that multiplicity, which spares a third of the work.
    let rows = times.withUnsafeBufferPointer { times in keptPlaces(0..<times.count) { times[$0] > 0 } }
    let sample = observations.selecting(rows: rows, multiplicities: rows.map { times[$0] })
    let reachable = min(k, sample.distinctRows(upTo: k))
    guard reachable > 0 else { return [Double](repeating: 0, count: k) }
    let run = Lloyd.quickFit(sample, k: reachable, stream: &stream)
    var shared = [Double](repeating: 0, count: k * reachable)
    var own = [Double](repeating: 0, count: k)
    var new = [Double](repeating: 0, count: reachable)
    for (place, row) in rows.enumerated() {
      let (a, b) = (Int(labels[row]), Int(run.labels[place]))
      let w = sample.weights![place]
      shared[a * reachable + b] += w
      own[a] += w
      new[b] += w
    }
    return (0..<k).map { a in
      (0..<reachable).reduce(0) { best, b in
        let union = own[a] + new[b] - shared[a * reachable + b]
        return max(best, union > 0 ? shared[a * reachable + b] / union : 0)
      }
    }
  }
}
