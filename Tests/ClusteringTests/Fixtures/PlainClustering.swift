import LinearAlgebra

@testable import Clustering

/// Clustering as the definitions read, without bounds, blocks or products.
enum PlainClustering {
  static func squaredDistance(_ points: Matrix, _ i: Int, _ centers: Matrix, _ j: Int) -> Double {
    (0..<points.columnCount).reduce(0) { sum, c in
      sum + (points[i, c] - centers[j, c]) * (points[i, c] - centers[j, c])
    }
  }

  /// The nearest center of every row by direct differences, ties to the lowest index.
  static func nearest(_ points: Matrix, _ centers: Matrix) -> [Int32] {
    (0..<points.rowCount).map { i in
      var best = 0
      var smallest = Double.infinity
      for j in 0..<centers.rowCount {
        let distance = squaredDistance(points, i, centers, j)
        if distance < smallest { (best, smallest) = (j, distance) }
      }
      return Int32(best)
    }
  }

  static func inertia(_ points: Matrix, _ centers: Matrix, _ labels: [Int32], weights: [Double]? = nil) -> Double {
    labels.indices.reduce(0) { $0 + (weights?[$1] ?? 1) * squaredDistance(points, $1, centers, Int(labels[$1])) }
  }

  /// Σw‖x − mean‖² of a labeling.
  static func cost(_ points: Matrix, _ labels: [Int32], weights: [Double]? = nil) -> Double {
    inertia(points, ReferenceData.means(of: points, labels: labels, weights: weights), labels, weights: weights)
  }

  /// Lloyd's iteration until labels settle; centers without weight take the row farthest from its own center.
  static func lloyd(
    _ points: Matrix, from start: Matrix, weights: [Double]? = nil
  ) -> (centers: Matrix, labels: [Int32]) {
    let k = start.rowCount
    var centers = start
    var labels: [Int32] = []
    for _ in 0..<1_000 {
      let found = nearest(points, centers)
      if found == labels { break }
      labels = found
      for empty in 0..<k where mass(empty, labels, weights) == 0 {
        var farthest = -1
        var largest = 0.0
        for i in labels.indices where weights?[i] != 0 && labels.count(where: { $0 == labels[i] }) > 1 {
          let distance = squaredDistance(points, i, centers, Int(labels[i]))
          if distance > largest { (farthest, largest) = (i, distance) }
        }
        if farthest >= 0 { labels[farthest] = Int32(empty) }
      }
      for j in 0..<k {
        let mass = mass(j, labels, weights)
        guard mass > 0 else { continue }
        for c in 0..<points.columnCount {
          centers[j, c] =
            labels.indices.filter { labels[$0] == Int32(j) }.reduce(0) { $0 + (weights?[$1] ?? 1) * points[$1, c] }
            / mass
        }
      }
    }
    return (centers, labels)
  }

  private static func mass(_ cluster: Int, _ labels: [Int32], _ weights: [Double]?) -> Double {
    labels.indices.reduce(0) { $0 + (Int(labels[$1]) == cluster ? weights?[$1] ?? 1 : 0) }
  }
}

extension Lloyd {
  /// The labels as an array.
  var labelList: [Int32] { Array(UnsafeBufferPointer(start: labels, count: observations.count)) }
}
