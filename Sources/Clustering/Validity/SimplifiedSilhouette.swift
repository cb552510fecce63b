import LinearAlgebra

extension Silhouette {
  /// The mean simplified silhouette: distances to centers stand for mean distances to rows.
  ///
  /// With a the distance of a row to its own center and b that to the nearest other center, the mean of
  /// (b - a) / max(a, b), 0 where both are 0. O(n·k·d). Source: Hruschka, de Castro and Campello (2004).
  ///
  /// - Parameters:
  ///   - points: Observations, n × d.
  ///   - centers: k × d.
  ///   - labels: In `0..<k`, or -1 for a row that takes no part.
  ///   - weights: Nonnegative, one a row; nil for 1 each.
  ///   - workers: Threads to use; any number gives the same result.
  /// - Returns: A number from -1 to 1; NaN when k < 2 or no row takes part.
  public static func simplifiedMean(
    points: Matrix, centers: Matrix, labels: [Int32], weights: [Double]? = nil, workers: Workers = Workers()
  ) -> Double {
    precondition(labels.count == points.rowCount, "Every row has a label.")
    guard centers.rowCount >= 2 else { return .nan }
    let blocks = Workers.blocks(of: points.rowCount, size: 4096)
    let sums = workers.map(pieces: blocks.count) { piece in
      var score = 0.0
      var mass = 0.0
      for i in blocks[piece] where labels[i] >= 0 {
        let own = squaredDistance(points, i, centers, Int(labels[i])).squareRoot()
        var other = Double.infinity
        for c in 0..<centers.rowCount where c != Int(labels[i]) {
          other = min(other, squaredDistance(points, i, centers, c))
        }
        other = other.squareRoot()
        let larger = max(own, other)
        let weight = weights?[i] ?? 1
        if larger > 0 { score += weight * (other - own) / larger }
        mass += weight
      }
      return (score: score, mass: mass)
    }
    let total = sums.reduce(into: (score: 0.0, mass: 0.0)) { total, sum in
      total.score += sum.score
      total.mass += sum.mass
    }
    return total.mass > 0 ? total.score / total.mass : .nan
  }
}

/// The squared distance between a row of one matrix and a row of another, by direct differences.
func squaredDistance(_ left: Matrix, _ i: Int, _ right: Matrix, _ j: Int) -> Double {
  left.withRow(i) { a in
    right.withRow(j) { b in
      var sum = 0.0
      for column in 0..<a.count {
        let difference = a[unchecked: column] - b[unchecked: column]
        sum += difference * difference
      }
      return sum
    }
  }
}
