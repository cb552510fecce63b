import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Greedy k-means++")
struct SeedingTests {
  private func seeds(_ observations: Observations, k: Int, seed: UInt64) -> Matrix {
    var stream = RandomStream(seed: seed)
    return Seeding(observations).centers(k: k, stream: &stream)
  }

  @Test("takes rows, all different as long as there are k different ones")
  func differentRows() {
    var points = Matrix(rows: 40, columns: 2, repeating: 3)
    for (place, row) in [4, 11, 29].enumerated() { points[row, 0] = Double(place) }
    let observations = Observations(points: points)
    for seed in 0..<20 as Range<UInt64> {
      let centers = seeds(observations, k: 4, seed: seed)
      #expect(Set((0..<4).map { centers[$0, 0] }) == [0, 1, 2, 3])
    }
    #expect(seeds(Observations(points: Matrix([[1], [2], [3]])), k: 3, seed: 1).elements.sorted() == [1, 2, 3])
  }

  @Test("differences too small for products are still seen, far from zero")
  func tinyDifferences() {
    let points = Matrix([[1e8], [1e8], [1e8 + 1.5e-8], [1e8 + 3e-8]])
    for seed in 0..<20 as Range<UInt64> {
      #expect(Set(seeds(Observations(points: points), k: 3, seed: seed).elements).count == 3)
    }
  }

  @Test("fewer different rows than centers repeat a row")
  func tooFewDifferentRows() {
    #expect(seeds(Observations(points: Matrix([[2], [2], [2]])), k: 2, seed: 1) == Matrix([[2], [2]]))
  }

  @Test("a row without weight is never taken")
  func rowsWithoutWeight() {
    let observations = Observations(points: Matrix([[0], [100], [1], [2]]), weights: [1, 0, 1, 1])
    for seed in 0..<50 as Range<UInt64> {
      #expect(!seeds(observations, k: 3, seed: seed).elements.contains(100))
    }
  }

  @Test("far groups nearly always get a center each")
  func farGroups() {
    var points = Matrix(rows: 60, columns: 1)
    for i in 0..<60 { points[i, 0] = Double(i % 6) * 1_000 + Double(i) }
    let hits = (0..<50 as Range<UInt64>).count { seed in
      let centers = seeds(Observations(points: points), k: 6, seed: seed)
      return Set(centers.elements.map { Int($0 / 1_000) }).count == 6
    }
    #expect(hits >= 48)
  }

  @Test("squared distances agree with differences, and are exactly zero between equal rows")
  func squaredDistances() {
    var points = ReferenceData.clouds(rows: 400, dimension: 5, count: 3, seed: 3).points
    for c in 0..<5 { points[300, c] = points[7, c] }
    let targets = [7, 150, 399]
    let found = Seeding(Observations(points: points)).squaredDistances(to: targets)
    let centers = points.selecting(rows: targets)
    for i in 0..<400 {
      for t in 0..<3 {
        #expect(
          isClose(found[400 * t + i], PlainClustering.squaredDistance(points, i, centers, t), relative: 1e-2))
      }
    }
    #expect(found[7] == 0 && found[300] == 0 && found[400 + 150] == 0)
  }
}

@Suite("Weighted draws")
struct WeightedDrawTests {
  @Test("fall in proportion to the amounts, times factors, over several blocks")
  func proportions() {
    var amounts = [Double](repeating: 0, count: 1_500)
    var factors = [Double](repeating: 1, count: 1_500)
    (amounts[3], amounts[600], amounts[1_499]) = (1, 2, 1)
    (factors[600], factors[1_499]) = (0.5, 2)
    let draw = WeightedDraw(amounts, times: factors)
    var stream = RandomStream(seed: 2)
    var hits: [Int: Int] = [:]
    for _ in 0..<4_000 { hits[draw.draw(&stream)!, default: 0] += 1 }
    #expect(Set(hits.keys) == [3, 600, 1_499])
    // Shares ¼, ¼, ½; standard deviations below 32.
    #expect(abs(hits[3]! - 1_000) < 160 && abs(hits[600]! - 1_000) < 160 && abs(hits[1_499]! - 2_000) < 160)
  }

  @Test("fall in proportion within a block too")
  func proportionsWithinABlock() {
    let draw = WeightedDraw([1, 0, 3])
    var stream = RandomStream(seed: 3)
    let first = (0..<4_000).count { _ in draw.draw(&stream) == 0 }
    // Share ¼, standard deviation 27.
    #expect(abs(first - 1_000) < 140)
  }

  @Test("find nothing where every amount is zero, or there is none")
  func nothing() {
    var stream = RandomStream(seed: 1)
    #expect(WeightedDraw([0, 0]).draw(&stream) == nil)
    #expect(WeightedDraw([]).draw(&stream) == nil)
    #expect(WeightedDraw([1, 2], times: [0, 0]).draw(&stream) == nil)
    #expect(WeightedDraw([0, 1e-300, 0]).draw(&stream) == 1)
  }
}
