import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Silhouette")
struct SilhouetteTests {
  private let tolerance = 1e-10

  /// From all pairs, as the definition reads.
  private func plainMean(_ points: Matrix, _ labels: [Int32]) -> Double {
    let k = Int(labels.max() ?? -1) + 1
    let taking = labels.indices.filter { labels[$0] >= 0 }
    let scores = taking.map { i -> Double in
      var sums = [Double](repeating: 0, count: k)
      var counts = [Int](repeating: 0, count: k)
      for j in taking where j != i {
        sums[Int(labels[j])] += squaredDistance(points, i, points, j).squareRoot()
        counts[Int(labels[j])] += 1
      }
      let own = Int(labels[i])
      guard counts[own] > 0 else { return 0 }
      let a = sums[own] / Double(counts[own])
      let b = (0..<k).filter { $0 != own && counts[$0] > 0 }.map { sums[$0] / Double(counts[$0]) }.min() ?? 0
      return max(a, b) > 0 ? (b - a) / max(a, b) : 0
    }
    return scores.reduce(0, +) / Double(scores.count)
  }

  @Test("iris in two, three and four clusters and ruspini in four, as scikit-learn gives them")
  func referenceValues() {
    let iris = Silhouette.means(
      points: ReferenceData.iris,
      labelings: [ReferenceData.irisLabels2, ReferenceData.irisLabels3, ReferenceData.irisLabels4])
    for (mean, expected) in zip(iris, [0.6810461692117, 0.5528190123564, 0.4980505049973]) {
      #expect(abs(mean - expected) < tolerance)
    }
    let ruspini = Silhouette.means(points: ReferenceData.ruspini, labelings: [ReferenceData.ruspiniLabels4])
    #expect(abs(ruspini[0] - 0.737656990881) < tolerance)
  }

  @Test("worked by hand: 0 and 1 against 4")
  func workedByHand() {
    // Row 0: a = 1, b = 4; row 1: a = 1, b = 3; row 2 is alone.
    let mean = Silhouette.means(points: Matrix([[0], [1], [4]]), labelings: [[0, 0, 1]])
    #expect(abs(mean[0] - (0.75 + 2.0 / 3) / 3) < tolerance)
  }

  @Test("a labeling gives the same alone and beside others")
  func labelingsDoNotTouchEachOther() {
    let (points, labels) = ReferenceData.clouds(rows: 700, dimension: 5, count: 9, seed: 4)
    let labelings = (2...9).map { k in labels.map { $0 % Int32(k) } }
    let together = Silhouette.means(points: points, labelings: labelings)
    for (labeling, mean) in zip(labelings, together) {
      #expect(abs(Silhouette.means(points: points, labelings: [labeling])[0] - mean) < tolerance)
      #expect(abs(plainMean(points, labeling) - mean) < tolerance)
    }
  }

  @Test("any number of threads gives the same bits")
  func threadsDoNotMatter() {
    let (points, labels) = ReferenceData.clouds(rows: 900, dimension: 4, count: 5, seed: 8)
    let one = Silhouette.means(points: points, labelings: [labels], workers: Workers(count: 1))
    let three = Silhouette.means(points: points, labelings: [labels], workers: Workers(count: 3))
    #expect(one == three)
  }

  @Test("equal rows are at distance zero, also far from the origin")
  func equalRowsAreAtDistanceZero() {
    let points = Matrix([[1e8 + 0.1, 7], [1e8 + 0.1, 7], [1e8 + 0.7, 7], [1e8 + 0.7, 7]])
    #expect(Silhouette.means(points: points, labelings: [[0, 0, 1, 1]]) == [1])
    // All rows equal: a and b are 0 alike.
    let same = Matrix(rows: 6, columns: 3, repeating: 0.1)
    #expect(Silhouette.means(points: same, labelings: [[0, 0, 0, 1, 1, 1]]) == [0])
  }

  @Test("close rows beside a far one keep their digits")
  func closeRowsKeepTheirDigits() {
    let points = Matrix([[1e6], [0], [1e-3], [5e-3], [7e-3]])
    let labels: [Int32] = [0, 1, 1, 2, 2]
    #expect(abs(Silhouette.means(points: points, labelings: [labels])[0] - plainMean(points, labels)) < tolerance)
  }

  @Test("a weight of two is the row twice")
  func weightsCountAsRepeats() {
    let points = ReferenceData.ruspini
    let labels = ReferenceData.ruspiniLabels4
    let weights = labels.indices.map { Double($0 % 3) }
    let repeats = labels.indices.flatMap { [Int](repeating: $0, count: $0 % 3) }
    let weighted = Silhouette.means(points: points, labelings: [labels], weights: weights)
    let repeated = Silhouette.means(points: points.selecting(rows: repeats), labelings: [repeats.map { labels[$0] }])
    #expect(abs(weighted[0] - repeated[0]) < tolerance)
  }

  @Test("rows of label -1 take no part, in the labelings that say so")
  func unlabeledRowsTakeNoPart() {
    let points = ReferenceData.ruspini
    var labels = ReferenceData.ruspiniLabels4
    labels[3] = -1
    labels[70] = -1
    let kept = labels.indices.filter { labels[$0] >= 0 }
    let means = Silhouette.means(points: points, labelings: [labels, ReferenceData.ruspiniLabels4])
    let alone = Silhouette.means(points: points.selecting(rows: kept), labelings: [kept.map { labels[$0] }])
    #expect(abs(means[0] - alone[0]) < tolerance)
    #expect(abs(means[1] - 0.737656990881) < tolerance)
  }

  @Test("not defined for fewer than two clusters")
  func undefinedForOneCluster() {
    let means = Silhouette.means(points: Matrix([[0], [1]]), labelings: [[0, 0], [-1, -1], [0, 1]])
    #expect(means[0].isNaN)
    #expect(means[1].isNaN)
    #expect(means[2] == 0)
    #expect(Silhouette.means(points: Matrix(rows: 0, columns: 2), labelings: [[]])[0].isNaN)
  }

  private func sampling(limit: Int, size: Int, seed: UInt64 = 42) -> Silhouette.Sampling {
    var sampling = Silhouette.Sampling(seed: seed)
    sampling.exactRowLimit = limit
    sampling.sampleSize = size
    return sampling
  }

  @Test("beyond the limit a sample comes near the exact means and says so")
  func sampledBeyondTheLimit() {
    let (points, labels) = ReferenceData.clouds(rows: 3_000, dimension: 3, count: 6, seed: 2)
    let labelings = [labels.map { $0 % 2 }, labels.map { $0 % 3 }, labels]
    func scores(seed: UInt64, workers: Workers = Workers()) -> SilhouetteScores {
      Silhouette.scores(
        points: points, labelings: labelings, sampling: sampling(limit: 2_999, size: 1_000, seed: seed),
        workers: workers)
    }
    let sampled = scores(seed: 42)
    #expect(sampled.kind == .sampled)
    #expect(sampled.rowCount > 900 && sampled.rowCount < 1_100)
    let exact = Silhouette.means(points: points, labelings: labelings)
    for (sampled, exact) in zip(sampled.means, exact) { #expect(abs(sampled - exact) < 0.02) }
    #expect(sampled == scores(seed: 42, workers: Workers(count: 1)))
    #expect(sampled != scores(seed: 43))
  }

  @Test("a sample of huge or tiny numbers, or of huge weights, gives what one of ordinary ones does")
  func samplesOfAnySize() {
    let (points, labels) = ReferenceData.clouds(rows: 1_200, dimension: 3, count: 4, seed: 2)
    let ones = [Double](repeating: 1, count: labels.count)
    func mean(_ factor: Double, weight: Double) -> Double {
      let scaled = Matrix(
        rows: points.rowCount, columns: points.columnCount, elements: points.elements.map { $0 * factor })
      return Silhouette.scores(
        points: scaled, labelings: [labels], weights: ones.map { $0 * weight },
        sampling: sampling(limit: 100, size: 600)
      ).means[0]
    }
    for factor in [1e-30, 1e30] { #expect(abs(mean(factor, weight: 1) - mean(1, weight: 1)) < 1e-6) }
    #expect(abs(mean(1, weight: 2e40) - mean(1, weight: 2e10)) < 1e-6)
  }

  @Test("up to the limit the scores are exact")
  func exactUpToTheLimit() {
    let scores = Silhouette.scores(
      points: ReferenceData.iris, labelings: [ReferenceData.irisLabels3], sampling: sampling(limit: 150, size: 10))
    #expect(scores.kind == .exact)
    #expect(scores.rowCount == 150)
    #expect(abs(scores.means[0] - 0.5528190123564) < tolerance)
  }

  @Test("a tiny cluster among many rows is sampled too")
  func tinyClustersAreSampled() {
    var (points, labels) = ReferenceData.clouds(rows: 2_500, dimension: 2, count: 2, seed: 6)
    for i in 0..<3 {
      labels[i * 800] = 2
      points[i * 800, 0] = 1000 + Double(i)
      points[i * 800, 1] = 1000
    }
    let scores = Silhouette.scores(points: points, labelings: [labels], sampling: sampling(limit: 0, size: 500))
    let exact = Silhouette.means(points: points, labelings: [labels])
    #expect(abs(scores.means[0] - exact[0]) < 0.02)
  }
}
