import LinearAlgebra

extension ReferenceData {
  static let iris = Matrix(rows: 150, columns: 4, elements: irisElements)
  static let ruspini = Matrix(rows: 75, columns: 2, elements: ruspiniElements)

  /// The means of the rows of each label, k × d.
  static func means(of points: Matrix, labels: [Int32], weights: [Double]? = nil) -> Matrix {
    let k = Int(labels.max() ?? -1) + 1
    var means = Matrix(rows: k, columns: points.columnCount)
    var masses = [Double](repeating: 0, count: k)
    for i in labels.indices where labels[i] >= 0 {
      masses[Int(labels[i])] += weights?[i] ?? 1
      for j in 0..<points.columnCount { means[Int(labels[i]), j] += (weights?[i] ?? 1) * points[i, j] }
    }
    for c in 0..<k { for j in 0..<points.columnCount { means[c, j] /= masses[c] } }
    return means
  }

  /// Normal clouds around centers three standard deviations apart, and the cloud of each row.
  static func clouds(rows: Int, dimension: Int, count: Int, seed: UInt64) -> (points: Matrix, labels: [Int32]) {
    var stream = RandomStream(seed: seed, path: 1)
    var centers = Matrix(rows: count, columns: dimension)
    for place in centers.elements.indices { centers.elements[place] = 3 * stream.normal() }
    var points = Matrix(rows: rows, columns: dimension)
    var labels: [Int32] = []
    for i in 0..<rows {
      let label = stream.index(below: count)
      labels.append(Int32(label))
      for j in 0..<dimension { points[i, j] = centers[label, j] + stream.normal() }
    }
    return (points, labels)
  }
}
