import LinearAlgebra

/// Indices of how compact and separate clusters are, from distances to their centers.
public struct ValidityIndices: Sendable, Equatable, Codable {
  /// (B / (k - 1)) / (W / (n - k)), with B and W the sums of squares between and within clusters and n the sum of weights;
  /// larger is better. NaN when k < 2 or n ≤ k; 1 when W is 0. Source: Caliński and Harabasz (1974).
  public let calinskiHarabasz: Double
  /// The mean over clusters of the largest (s + s') / |c - c'| with another cluster, s being the mean distance to the
  /// center; smaller is better. NaN when k < 2; 0 when every s is 0 or all centers agree. Source: Davies and Bouldin (1979).
  public let daviesBouldin: Double
  /// 1 - W / (B + W): the share of the sum of squares about the mean of all rows that the clusters explain; 0 when that is 0.
  public let explained: Double
  /// The weight of the lightest cluster as a share of all; 0 without rows.
  public let smallestShare: Double
  /// W: the weighted sum of squared distances to the own center.
  public let within: Double

  /// Computes the indices in one pass over the points, by direct differences.
  ///
  /// `centers` are taken for the means of their rows, as they are when k-means has settled. Weights count as repeats: a row
  /// of weight 2 is two rows alike. Blocks are combined in their order, so any number of threads gives the same bits.
  /// O(n·d).
  ///
  /// - Parameters:
  ///   - points: Observations, n × d.
  ///   - centers: k × d.
  ///   - labels: In `0..<k`, or -1 for a row that takes no part.
  ///   - weights: Nonnegative, one a row; nil for 1 each.
  ///   - workers: Threads to use; any number gives the same result.
  public init(
    points: Matrix, centers: Matrix, labels: [Int32], weights: [Double]? = nil, workers: Workers = Workers()
  ) {
    precondition(labels.count == points.rowCount, "Every row has a label.")
    precondition(weights.map { $0.count == labels.count } ?? true, "Every row has a weight.")
    let k = centers.rowCount
    let blocks = Workers.blocks(of: points.rowCount, size: 4096)
    let parts = workers.map(pieces: blocks.count) { piece in
      Sums(points, centers, labels: labels, weights: weights, rows: blocks[piece])
    }
    var sums = Sums(clusterCount: k)
    for part in parts { sums.add(part) }
    let masses = sums.masses
    let mass = masses.reduce(0, +)
    let grandMean = Self.mean(of: centers, masses: masses)
    let between = (0..<k).reduce(0) { $0 + masses[$1] * squaredDistance(centers, $1, grandMean, 0) }
    let total = sums.within + between

    within = sums.within
    explained = total > 0 ? 1 - sums.within / total : 0
    smallestShare = mass > 0 ? (masses.min() ?? 0) / mass : 0
    if k >= 2, mass > Double(k) {
      calinskiHarabasz = sums.within > 0 ? between * (mass - Double(k)) / (sums.within * Double(k - 1)) : 1
    } else {
      calinskiHarabasz = .nan
    }
    let spreads = (0..<k).map { masses[$0] > 0 ? sums.distances[$0] / masses[$0] : 0 }
    daviesBouldin = k >= 2 ? Self.daviesBouldin(centers: centers, spreads: spreads) : .nan
  }

  private static func mean(of centers: Matrix, masses: [Double]) -> Matrix {
    var mean = Matrix(rows: 1, columns: centers.columnCount)
    let mass = masses.reduce(0, +)
    guard mass > 0 else { return mean }
    for j in 0..<centers.columnCount {
      // About the first center, so that a common offset costs no digits.
      var shift = 0.0
      for c in 0..<centers.rowCount { shift += masses[c] * (centers[c, j] - centers[0, j]) }
      mean[0, j] = centers[0, j] + shift / mass
    }
    return mean
  }

  private static func daviesBouldin(centers: Matrix, spreads: [Double]) -> Double {
    guard spreads.contains(where: { $0 > 0 }) else { return 0 }
    var sum = 0.0
    for c in spreads.indices {
      var worst = 0.0
      for other in spreads.indices where other != c {
        let gap = squaredDistance(centers, c, centers, other).squareRoot()
        if gap > 0 { worst = max(worst, (spreads[c] + spreads[other]) / gap) }
      }
      sum += worst
    }
    return sum / Double(spreads.count)
  }

  /// What one pass adds up.
  private struct Sums: Sendable {
    var within = 0.0
    /// The sum of weights and that of distances to the center, one a cluster.
    var masses: [Double]
    var distances: [Double]

    init(clusterCount: Int) {
      masses = [Double](repeating: 0, count: clusterCount)
      distances = masses
    }

    init(_ points: Matrix, _ centers: Matrix, labels: [Int32], weights: [Double]?, rows: Range<Int>) {
      self.init(clusterCount: centers.rowCount)
      let d = points.columnCount
      points.elements.withUnsafeBufferPointer { x in
        centers.elements.withUnsafeBufferPointer { centers in
          for i in rows where labels[i] >= 0 {
            let (label, weight) = (Int(labels[i]), weights?[i] ?? 1)
            let squared = squaredDistance(x.baseAddress! + i &* d, centers.baseAddress! + label &* d, d)
            within += weight * squared
            masses[label] += weight
            distances[label] += weight * squared.squareRoot()
          }
        }
      }
    }

    mutating func add(_ other: Sums) {
      within += other.within
      for c in distances.indices {
        masses[c] += other.masses[c]
        distances[c] += other.distances[c]
      }
    }
  }
}
