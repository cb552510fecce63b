import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Prediction strength")
struct PredictionStrengthTests {
  /// R's fpc draws fifty other halves; at k = 3 of iris a mean over twenty halves has a standard error of 0.05 itself.
  private let otherHalves = 0.05
  private let iris = [0.975, 0.810, 0.551, 0.566, 0.489]
  private let ruspini = [1, 0.540, 1, 0.634]

  private func values(_ points: Matrix, _ numbers: [Int], weights: [Double]? = nil, seed: UInt64 = 42) -> [Double?] {
    PredictionStrength(seed: seed).values(Observations(points: points, weights: weights), numbers: numbers)
  }

  @Test("of iris and ruspini is that of R's fpc")
  func references() {
    for (found, expected) in zip(values(ReferenceData.iris, [2, 3, 4, 5, 6]), iris) {
      #expect(abs(found! - expected) < otherHalves)
    }
    for (found, expected) in zip(values(ReferenceData.ruspini, [2, 3, 4, 5]), ruspini) {
      #expect(abs(found! - expected) < otherHalves)
    }
  }

  @Test("over several seeds stays about that of R's fpc")
  func severalSeeds() {
    let runs = (1...6).map { values(ReferenceData.iris, [2, 3, 4, 5, 6], seed: $0) }
    for (j, expected) in iris.enumerated() {
      let mean = runs.reduce(0) { $0 + $1[j]! } / 6
      #expect(abs(mean - expected) < otherHalves)
    }
  }

  @Test("is 1 for one cluster and for clusters far apart, low for one cloud cut in six")
  func extremes() throws {
    var stream = RandomStream(seed: 1)
    let apart = Matrix((0..<200).map { i in [Double(100 * (i % 4)) + stream.normal(), stream.normal()] })
    let found = values(apart, [1, 4])
    #expect(found[0] == 1 && found[1] == 1)
    let cloud = Matrix((0..<300).map { _ in [stream.normal(), stream.normal(), stream.normal()] })
    #expect(try #require(values(cloud, [6])[0]) < 0.6)
  }

  @Test("does not depend on the other numbers tried, nor on their order")
  func numbersDoNotTouchEachOther() {
    let together = values(ReferenceData.iris, [4, 2, 3])
    #expect(values(ReferenceData.iris, [2]) == [together[1]])
    #expect(values(ReferenceData.iris, [3, 4]) == [together[2], together[0]])
  }

  @Test("is not defined where a half has fewer different rows than clusters")
  func undefined() {
    let found = values(Matrix((0..<12).map { [Double($0)] }), [2, 6, 7])
    #expect(found[0] != nil && found[1] != nil && found[2] == nil)
    #expect(values(Matrix((0..<40).map { [$0 == 0 ? 1 : 0] }), [2]) == [nil])
    #expect(values(Matrix([[1]]), [1]) == [nil])
  }

  @Test("all weights times any number change nothing")
  func scaledWeights() {
    let plain = values(ReferenceData.iris, [2, 3])
    let doubled = values(ReferenceData.iris, [2, 3], weights: [Double](repeating: 2, count: 150))
    for (one, two) in zip(plain, doubled) { #expect(isClose(one!, two!, relative: 1e-12)) }
  }

  @Test("1, 2 and 7 workers give the same bits")
  func workersDoNotMatter() {
    let observations = Observations(points: ReferenceData.iris)
    let found = [1, 2, 7].map {
      PredictionStrength().values(observations, numbers: [2, 3, 5], workers: Workers(count: $0))
    }
    #expect(found[0] == found[1] && found[1] == found[2])
  }

  @Test("large tables give halves of the largest size allowed")
  func largeTables() throws {
    let points = ReferenceData.clouds(rows: 3_000, dimension: 2, count: 3, seed: 5).points
    var strength = PredictionStrength(seed: 1)
    (strength.largestHalf, strength.splits) = (2, 4)
    // Two rows a half: three clusters are too many.
    #expect(strength.values(Observations(points: points), numbers: [2, 3])[1] == nil)
  }
}
