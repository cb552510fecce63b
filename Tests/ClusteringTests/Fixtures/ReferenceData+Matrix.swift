import LinearAlgebra
import Testing

extension ReferenceData {
  static let iris = Matrix(rows: 150, columns: 4, elements: irisElements)
  static let ruspini = Matrix(rows: 75, columns: 2, elements: ruspiniElements)

  static let wine = Matrix(rows: 178, columns: 13, elements: wineElements)
  static let faithful = Matrix(rows: 272, columns: 2, elements: faithfulElements)
  static let usArrests = Matrix(rows: 50, columns: 4, elements: usArrestsElements)

  /// The smallest inertia known for one data set.
  struct Optimum: Sendable, CustomTestStringConvertible {
    let data: String
    let isStandardized: Bool
    /// Of the clusters, falling.
    let sizes: [Int]
    let inertia: Double

    init(_ data: String, standardized: Bool, sizes: [Int], inertia: Double) {
      (self.data, isStandardized, self.sizes, self.inertia) = (data, standardized, sizes, inertia)
    }

    var k: Int { sizes.count }
    var testDescription: String { "\(data)\(isStandardized ? ", z-scored" : ""), k = \(k)" }

    var points: Matrix {
      let raw =
        switch data {
        case "iris": ReferenceData.iris
        case "ruspini": ReferenceData.ruspini
        case "wine": ReferenceData.wine
        case "faithful": ReferenceData.faithful
        default: ReferenceData.usArrests
        }
      return isStandardized ? ReferenceData.standardized(raw) : raw
    }
  }

  /// Every column at mean 0 and population standard deviation 1, or only at mean 0.
  static func standardized(_ points: Matrix, scaled: Bool = true) -> Matrix {
    var result = points
    let n = Double(points.rowCount)
    for j in 0..<points.columnCount {
      let column = (0..<points.rowCount).map { points[$0, j] }
      let mean = column.reduce(0, +) / n
      let deviation = (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
      for i in column.indices { result[i, j] = (column[i] - mean) / (scaled ? deviation : 1) }
    }
    return result
  }

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
