import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Stability under bootstraps")
struct StabilityTests {
  private func similarities(
    _ points: Matrix, _ labels: [Int32], weights: [Double]? = nil, bootstraps: Int = 50, seed: UInt64 = 42
  ) -> [Double] {
    Stability(bootstraps: bootstraps, seed: seed).similarities(
      Observations(points: points, weights: weights), labels: labels, k: Int(labels.max()!) + 1)
  }

  @Test("clusters far apart come back whole")
  func separateClusters() {
    var stream = RandomStream(seed: 1)
    let labels = (0..<160).map { Int32($0 % 4) }
    let points = Matrix(labels.map { [100 * Double($0) + stream.normal(), stream.normal()] })
    #expect(similarities(points, labels) == [1, 1, 1, 1])
    #expect(similarities(ReferenceData.ruspini, ReferenceData.ruspiniLabels4).allSatisfy { $0 > 0.95 })
  }

  @Test("setosa comes back whole, the other two clusters of iris nearly")
  func iris() {
    let found = similarities(ReferenceData.iris, ReferenceData.irisLabels3)
    #expect(found[1] > 0.95)
    #expect(found[0] > 0.7 && found[0] < 0.98 && found[2] > 0.7 && found[2] < 0.98)
  }

  @Test("one cloud cut in five does not come back")
  func oneCloud() {
    var stream = RandomStream(seed: 2)
    let points = Matrix((0..<300).map { _ in [stream.normal(), stream.normal(), stream.normal()] })
    let labels = PlainClustering.lloyd(points, from: points.selecting(rows: [0, 1, 2, 3, 4])).labels
    #expect(similarities(points, labels).min()! < 0.75)
  }

  @Test("labels that mean nothing score low")
  func shuffledLabels() {
    var stream = RandomStream(seed: 3)
    let labels = (0..<75).map { _ in Int32(stream.index(below: 4)) }
    #expect(similarities(ReferenceData.ruspini, labels).allSatisfy { $0 < 0.4 })
  }

  @Test("worked by hand: two different rows, a draw of both or of one")
  func workedByHand() {
    // Drawn rows are one of both (probability ½) or of one twice; the cluster of a row not drawn scores 0, else 1.
    let found = similarities(Matrix([[0], [1]]), [0, 1], bootstraps: 2_000)
    // Expected ¾, standard error √(3/16/2000) < 0.01.
    #expect(abs(found[0] - 0.75) < 0.05 && abs(found[1] - 0.75) < 0.05)
  }

  @Test("weights multiply repeats, all of them times any number change nothing")
  func scaledWeights() {
    let plain = similarities(ReferenceData.iris, ReferenceData.irisLabels3, bootstraps: 5)
    let scaled = similarities(
      ReferenceData.iris, ReferenceData.irisLabels3, weights: [Double](repeating: 4, count: 150), bootstraps: 5)
    #expect(areClose(plain, scaled, relative: 1e-12))
  }

  @Test("large tables draw no more rows than allowed; 1, 2 and 7 workers give the same bits")
  func workersDoNotMatter() {
    let (points, labels) = ReferenceData.clouds(rows: 3_000, dimension: 2, count: 3, seed: 5)
    var stability = Stability(bootstraps: 6, seed: 1)
    stability.largestSample = 400
    let found = [1, 2, 7].map {
      stability.similarities(Observations(points: points), labels: labels, k: 3, workers: Workers(count: $0))
    }
    #expect(found[0] == found[1] && found[1] == found[2])
    #expect(found[0].allSatisfy { $0 > 0.3 && $0 <= 1 })
  }

  @Test("rows without any weight, and no bootstraps, score 0")
  func nothing() {
    #expect(similarities(Matrix([[0], [1]]), [0, 1], weights: [0, 0], bootstraps: 3) == [0, 0])
    #expect(similarities(Matrix([[0], [1]]), [0, 1], bootstraps: 0) == [0, 0])
  }

  @Test(
    "scores have Hennig's names",
    arguments: [
      (1, .highlyStable), (0.85, .highlyStable), (0.8499, .stable), (0.75, .stable), (0.7499, .doubtful),
      (0.6, .doubtful), (0.5999, .untrustworthy), (0, .untrustworthy), (.nan, .untrustworthy),
    ] as [(Double, Stability.Verdict)])
  func verdicts(similarity: Double, verdict: Stability.Verdict) {
    #expect(Stability.Verdict(similarity: similarity) == verdict)
  }
}
