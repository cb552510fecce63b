import LinearAlgebra

/// How well the clusters of one half of the data predict those of the other half.
///
/// Both halves are clustered. For every cluster of a half, the share of its pairs of rows that the centers of the other
/// half put together as well; the smallest share over clusters, both directions averaged, then all splits. A cluster of
/// one row counts 1. Near 1 the k clusters are found again in new data; 0.8 is the usual bar.
///
/// Halves hold at most 5,000 rows. Source: Tibshirani and Walther (2005).
public struct PredictionStrength: Sendable {
  /// Pairs of halves.
  public var splits = 20
  /// Rows of a half at most.
  public var largestHalf = 5_000
  public var seed: UInt64 = 42

  public init(seed: UInt64 = 42) { self.seed = seed }

  /// The prediction strength of every k of `numbers`; nil where a half has fewer distinct rows than k.
  public func values(_ observations: Observations, numbers: [Int], workers: Workers = .init()) -> [Double?] {
    let half = min(observations.count / 2, largestHalf)
    let halves = (0..<splits).map { split -> [Observations] in
      var stream = RandomStream(seed: seed, path: StreamPurpose.split, UInt64(split))
      let rows = stream.sample(2 * half, of: observations.count)
      return [rows.prefix(half), rows.suffix(half)].map { observations.selecting(rows: $0.sorted()) }
    }
    // The largest k first: they take longest.
    let order = numbers.indices.sorted { numbers[$0] > numbers[$1] }
    let strengths = workers.map(pieces: splits * numbers.count) { piece -> Double? in
      strength(halves[piece % splits], k: numbers[order[piece / splits]], split: piece % splits)
    }
    var means = [Double?](repeating: nil, count: numbers.count)
    for (rank, place) in order.enumerated() {
      let all = strengths[(rank * splits)..<((rank + 1) * splits)].compactMap { $0 }
      if all.count == splits { means[place] = all.reduce(0, +) / Double(splits) }
    }
    return means
  }

  private func strength(_ halves: [Observations], k: Int, split: Int) -> Double? {
    var runs: [Lloyd] = []
    for (side, half) in halves.enumerated() {
      guard half.count >= k, half.distinctRows(upTo: k) >= k else { return nil }
      var stream = RandomStream(seed: seed, path: StreamPurpose.split, UInt64(split), UInt64(k), UInt64(side))
      runs.append(Lloyd.quickFit(half, k: k, stream: &stream))
    }
    let directions = [(0, 1), (1, 0)].map { own, other -> Double in
      let predicted = NearestTwo(halves[own], centers: runs[other].centers).label
      return Self.smallestShare(
        clusters: UnsafeBufferPointer(start: runs[own].labels, count: halves[own].count), predicted: predicted,
        weights: halves[own].weights, k: k)
    }
    return (directions[0] + directions[1]) / 2
  }

  /// Over clusters, the smallest share of pairs with one predicted label.
  private static func smallestShare(
    clusters: UnsafeBufferPointer<Int32>, predicted: [Int32], weights: [Double]?, k: Int
  ) -> Double {
    var together = [Double](repeating: 0, count: k * k)
    var masses = [Double](repeating: 0, count: k)
    var ownPairs = [Double](repeating: 0, count: k)
    for i in 0..<predicted.count {
      let w = weights?[i] ?? 1
      let cluster = Int(clusters[i])
      together[cluster * k + Int(predicted[i])] += w
      masses[cluster] += w
      ownPairs[cluster] += w * w
    }
    var smallest = 1.0
    for j in 0..<k {
      let pairs = masses[j] * masses[j] - ownPairs[j]
      guard pairs > 1e-9 * ownPairs[j] else { continue }
      let kept = (0..<k).reduce(0) { $0 + together[j * k + $1] * together[j * k + $1] } - ownPairs[j]
      smallest = min(smallest, max(0, kept) / pairs)
    }
    return smallest
  }
}
