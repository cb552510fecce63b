import Glibc
import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Gap statistic")
struct GapStatisticTests {
  private func values(_ points: Matrix, _ numbers: [Int], seed: UInt64 = 42) -> [GapStatistic.Value] {
    GapStatistic(seed: seed).values(Observations(points: points), numbers: numbers)
  }

  private func structure(_ points: Matrix, k: Int, seed: UInt64 = 42) -> Bool? {
    GapStatistic.hasStructure(values(points, [1, k], seed: seed), k: k)
  }

  @Test("the dispersion of ruspini is the published one, and four clusters stand out")
  func ruspini() {
    let found = values(ReferenceData.ruspini, [1, 2, 3, 4])
    #expect(found.map(\.k) == [1, 2, 3, 4])
    #expect(
      areClose(found.map(\.logDispersion), [11.71330739, 10.70703314, 10.14767757, 8.77036544], absolute: 5e-9))
    #expect(found[3].gap == found.map(\.gap).max())
    #expect(GapStatistic.hasStructure(found, k: 4) == true)
  }

  @Test("features that say nothing change nothing, even where there are more of them than rows")
  func moreFeaturesThanRows() {
    let plain = ReferenceData.ruspini
    let wide = Matrix((0..<plain.rowCount).map { Array(plain.row($0)) + [Double](repeating: 7, count: 400) })
    let (found, expected) = (values(wide, [1, 4]), values(plain, [1, 4]))
    #expect(areClose(found.map(\.logDispersion), expected.map(\.logDispersion), relative: 1e-9))
    for (one, other) in zip(found, expected) { #expect(abs(one.gap - other.gap) < 3 * other.standardError) }
    #expect(GapStatistic.hasStructure(found, k: 4) == true)
  }

  @Test("the reference of one cluster is a uniform box along the main axes: its dispersion is known")
  func referenceOfOneCluster() {
    // n rows uniform in a box of sides 4 and 1, turned: W = n·(16 + 1)/24, and references are drawn likewise.
    var stream = RandomStream(seed: 2)
    let box = Matrix(
      (0..<1_000).map { _ -> [Double] in
        let (along, across) = (4 * stream.uniform(), stream.uniform())
        return [0.6 * along - 0.8 * across, 0.8 * along + 0.6 * across]
      })
    let found = values(box, [1])[0]
    #expect(abs(found.logDispersion - log(1_000 * 17.0 / 24)) < 0.1)
    #expect(abs(found.gap) < 0.1)
    #expect(found.standardError > 0.005 && found.standardError < 0.1)
  }

  @Test("separate clusters have structure, turned or not", arguments: [42, 1, 2] as [UInt64])
  func separateClusters(seed: UInt64) {
    var stream = RandomStream(seed: seed, path: 9)
    let plain = (0..<240).map { i in [Double(12 * (i % 3)) + stream.normal(), stream.normal()] }
    #expect(structure(Matrix(plain), k: 3, seed: seed) == true)
    let turned = plain.map { [0.6 * $0[0] - 0.8 * $0[1], 0.8 * $0[0] + 0.6 * $0[1]] }
    #expect(structure(Matrix(turned), k: 3, seed: seed) == true)
    #expect(structure(ReferenceData.iris, k: 3, seed: seed) == true)
  }

  @Test("one cloud, uniform, round or long and slanting, has none", arguments: [42, 1, 2] as [UInt64])
  func oneCloud(seed: UInt64) {
    var stream = RandomStream(seed: seed, path: 10)
    let uniform = Matrix((0..<300).map { _ in [stream.uniform(), stream.uniform()] })
    let round = Matrix((0..<300).map { _ in [stream.normal(), stream.normal(), stream.normal()] })
    let long = Matrix(
      (0..<300).map { _ -> [Double] in
        let (along, across) = (5 * stream.normal(), stream.normal())
        return [along + across, along - across]
      })
    for k in [2, 3, 5] {
      #expect(structure(uniform, k: k, seed: seed) == false)
      #expect(structure(round, k: k, seed: seed) == false)
      #expect(structure(long, k: k, seed: seed) == false)
    }
  }

  @Test("log W has to fall further than in every reference, not only further than in most")
  func everyReference() {
    func value(_ k: Int, _ log: Double, _ references: [Double]) -> GapStatistic.Value {
      .init(
        k: k, logDispersion: log, gap: references.reduce(0, +) / Double(references.count) - log, standardError: 0.01,
        referenceLogDispersions: references)
    }
    let one = value(1, 5, [5, 5, 5])
    #expect(GapStatistic.hasStructure([one, value(2, 4, [4.5, 4.5, 4.1])], k: 2) == true)
    #expect(GapStatistic.hasStructure([one, value(2, 4, [4.5, 4.5, 3.9])], k: 2) == false)
    // Every reference, and still not by one standard error.
    #expect(GapStatistic.hasStructure([one, value(2, 4, [4.005, 4.005, 4.005])], k: 2) == false)
  }

  @Test("few uniform rectangles are taken for structured")
  func uniformRectangles() {
    let seeds: ClosedRange<UInt64> = 0...39
    let structured = seeds.count { seed in
      var stream = RandomStream(seed: seed, path: 77)
      let points = Matrix((0..<100).map { _ in [stream.uniform(), stream.uniform()] })
      return structure(points, k: 4, seed: seed) == true
    }
    // A fifth of them and more rise above the gap of one cluster by one standard error.
    #expect(structured <= 4)
  }

  @Test("numbers with too few different rows are left out, and then nothing can be said")
  func tooFewRows() {
    let found = values(Matrix([[1], [2], [1], [2]]), [1, 2, 3])
    #expect(found.map(\.k) == [1, 2])
    #expect(GapStatistic.hasStructure(found, k: 3) == nil)
    #expect(GapStatistic.hasStructure([], k: 2) == nil)
  }

  @Test("clusters without any inertia are structure")
  func noInertia() {
    let found = values(Matrix((0..<40).map { [Double($0 % 2), 5 * Double($0 % 2)] }), [1, 2])
    #expect(found[1].logDispersion == -.infinity)
    #expect(GapStatistic.hasStructure(found, k: 2) == true)
  }

  @Test("a row without weight changes nothing but the size of the references")
  func rowsWithoutWeight() {
    var rows = (0..<75).map { Array(ReferenceData.ruspini.row($0)) }
    rows.append([100_000, -100_000])
    let weights = [Double](repeating: 1, count: 75) + [0]
    let found = GapStatistic().values(Observations(points: Matrix(rows), weights: weights), numbers: [1, 4])
    let plain = values(ReferenceData.ruspini, [1, 4])
    for (one, two) in zip(found, plain) {
      #expect(isClose(one.logDispersion, two.logDispersion, relative: 1e-12))
      #expect(abs(one.gap - two.gap) < 0.1)
    }
  }

  @Test("large tables are sampled, and 1, 2 and 7 workers give the same bits")
  func sampleAndWorkers() {
    let points = ReferenceData.clouds(rows: 2_500, dimension: 2, count: 4, seed: 5).points
    var gap = GapStatistic(seed: 3)
    (gap.references, gap.largestSample) = (4, 500)
    let observations = Observations(points: points)
    let found = [1, 2, 7].map { gap.values(observations, numbers: [1, 4], workers: Workers(count: $0)) }
    #expect(found[0] == found[1] && found[1] == found[2])
    // Half of the inertia of 500 rows, not of 2,500.
    let spread = PlainClustering.cost(points, [Int32](repeating: 0, count: 2_500))
    #expect(abs(found[0][0].logDispersion - log(spread / 5 / 2)) < 0.2)
  }
}
