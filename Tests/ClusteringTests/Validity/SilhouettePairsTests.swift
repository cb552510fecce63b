import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Silhouette pairs")
struct SilhouettePairsTests {
  @Test("rows that stand for several weigh as much, and are compared with the others only")
  func representedRows() {
    // The row at 4 stands for three rows somewhere near it. Row 0: a = 1, b = 4; row 1: a = 1, b = 3.
    let pairs = SilhouettePairs<Double>(
      points: Matrix([[0], [1], [4], [5]]), labelings: [[0, 0, 1, 1]], weights: [1, 1, 1, 1],
      represented: [1, 1, 3, 1])
    // Means to the second cluster: (3 · 4 + 5) / 4 and (3 · 3 + 4) / 4; the row at 4 is compared with that at 5 and back.
    let scores = [1 - 4 / 17.0, 1 - 4 / 13.0, 1 - 1 / 3.5, 1 - 1 / 4.5]
    let expected = (scores[0] + scores[1] + 3 * scores[2] + scores[3]) / 6
    #expect(abs(pairs.means(workers: Workers(count: 1))[0] - expected) < 1e-14)
  }

  @Test("blocks and tiles of any fill give what a row alone gives", arguments: [1, 2, 63, 64, 65, 513, 600])
  func blockEdges(rows: Int) {
    // Half of the rows at 0, half at 1: every silhouette is 1 but that of a row alone in its cluster.
    let labels = (0..<rows).map { Int32($0 % 2) }
    let points = Matrix(rows: rows, columns: 1, elements: labels.map(Double.init))
    let ones = [Double](repeating: 1, count: rows)
    let mean = SilhouettePairs<Double>(points: points, labelings: [labels], weights: ones, represented: ones)
      .means(workers: Workers(count: 1))[0]
    switch rows {
    case 1: #expect(mean.isNaN)
    case 2: #expect(mean == 0)
    default: #expect(mean == 1)
    }
  }

  @Test("single precision agrees with double to more digits than a sample of rows tells", arguments: [1, 2, 16])
  func singlePrecision(dimension: Int) {
    let (points, labels) = ReferenceData.clouds(rows: 1500, dimension: dimension, count: 6, seed: 3)
    let ones = [Double](repeating: 1, count: labels.count)
    let labelings = [labels, labels.map { $0 % 2 }]
    let single = SilhouettePairs<Float>(points: points, labelings: labelings, weights: ones, represented: ones)
    let double = SilhouettePairs<Double>(points: points, labelings: labelings, weights: ones, represented: ones)
    #expect(single.isWithinRange)
    for (a, b) in zip(single.means(workers: Workers(count: 2)), double.means(workers: Workers(count: 2))) {
      #expect(abs(a - b) < 2e-6)
    }
  }

  @Test("in single precision, too, close rows beside a far one keep their digits and equal rows are at distance zero")
  func singlePrecisionOfCloseRows() {
    let points = Matrix([[1e6], [0], [1e-3], [5e-3], [7e-3], [7e-3]])
    let labels: [Int32] = [0, 1, 1, 2, 2, 2]
    let ones = [Double](repeating: 1, count: labels.count)
    let single = SilhouettePairs<Float>(points: points, labelings: [labels], weights: ones, represented: ones)
    let double = SilhouettePairs<Double>(points: points, labelings: [labels], weights: ones, represented: ones)
    #expect(abs(single.means(workers: Workers(count: 1))[0] - double.means(workers: Workers(count: 1))[0]) < 1e-6)
  }
}
