import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Profile")
struct ProfileTests {
  private let tolerance = 1e-12

  private let spend = FeatureColumn(name: "spend", values: .numbers([10, 20, 30, 100, 200, .nan, 999]))
  private let plan = FeatureColumn(
    name: "plan", values: .categories(codes: [0, 0, 1, 1, 1, -1, 2], levels: ["basic", "plus", "unused"]))
  private let labels: [Int32] = [0, 0, 0, 1, 1, 1, -1]

  private func entry(_ profile: Profile, _ archetype: Int, _ feature: String, _ level: String? = nil) -> ProfileEntry? {
    profile.entries.first { $0.archetype == archetype && $0.feature == feature && $0.level == level }
  }

  @Test("numbers: mean, median and z beside the population; missing cells and unlabeled rows left out")
  func numbers() throws {
    let profile = Profile(columns: [spend, plan], labels: labels, archetypeCount: 2)
    #expect(profile.sizes == [3, 3])
    let low = try #require(entry(profile, 0, "spend"))
    #expect(low.mean == 20 && low.median == 20)
    #expect(low.populationMean == 72 && low.populationMedian == 30)
    // Squared deviations of 10, 20, 30, 100, 200 from 72: 25480.
    #expect(abs(low.z - (20 - 72) / (25480.0 / 5).squareRoot()) < tolerance)
    #expect(low.share == nil && low.lift == nil && low.populationShare == nil && low.level == nil)
    let high = try #require(entry(profile, 1, "spend"))
    #expect(high.mean == 150 && high.median == 150)
  }

  @Test("levels: share and lift; missing cells are a level, levels of nobody are not")
  func levels() throws {
    let profile = Profile(columns: [spend, plan], labels: labels, archetypeCount: 2)
    #expect(profile.entries(of: 1).map(\.level) == [nil, "basic", "plus", "(missing)"])
    let plus = try #require(entry(profile, 1, "plan", "plus"))
    #expect(abs((plus.share ?? 0) - 2.0 / 3) < tolerance)
    #expect(plus.populationShare == 0.5)
    #expect(abs((plus.lift ?? 0) - 4.0 / 3) < tolerance)
    #expect(abs(plus.z - (2.0 / 3 - 0.5) / 0.5) < tolerance)
    #expect(plus.mean == nil && plus.median == nil && plus.populationMean == nil)
    #expect(entry(profile, 0, "plan", "(missing)")?.share == 0)
    #expect(entry(profile, 0, "plan", "(missing)")?.lift == 0)
  }

  @Test("a level that is called (missing) already takes the missing cells")
  func namedMissing() {
    let column = FeatureColumn(
      name: "x", values: .categories(codes: [0, -1, 1, 1], levels: ["(missing)", "b"]))
    let profile = Profile(columns: [column], labels: [0, 0, 0, 0], archetypeCount: 1)
    #expect(profile.entries.map(\.level) == ["(missing)", "b"])
    #expect(profile.entries.map(\.share) == [0.5, 0.5])
  }

  @Test("a number is a marker beyond a quarter of the largest difference")
  func markersByLargestDifference() {
    // z of wide: ±1; of narrow: ±0.3; of faint: ±0.22; none beyond half of its mean.
    func column(_ name: String, _ difference: Double) -> FeatureColumn {
      let rest = (1 - difference * difference).squareRoot()
      let values = [difference + rest, difference - rest, -difference + rest, -difference - rest]
      return FeatureColumn(name: name, values: .numbers(values.map { $0 + 100 }))
    }
    let columns = [column("wide", 1), column("narrow", 0.3), column("faint", 0.22)]
    let profile = Profile(columns: columns, labels: [0, 0, 1, 1], archetypeCount: 2)
    #expect(profile.entries(of: 0).map(\.marker) == [true, true, false])
    #expect(profile.entries(of: 1).map(\.marker) == [true, true, false])
    // Without the wide one, the largest difference is smaller.
    let rest = Profile(columns: Array(columns.dropFirst()), labels: [0, 0, 1, 1], archetypeCount: 2)
    #expect(rest.entries(of: 0).map(\.marker) == [true, true])
  }

  @Test("a number is a marker beyond half of the population's mean, where none is negative")
  func markersByRelativeDifference() {
    // z = 0.22 in both, beside a feature of z = 1; the mean is 1 and the difference 0.6.
    let skewed = [1.6, 1.6, 0.4, 0.4].map { $0 + 0.0 }
    let noise = [2.66, -2.66, 2.66, -2.66]
    let column = FeatureColumn(name: "x", values: .numbers(zip(skewed, noise).map { $0 + $1 }))
    let nonnegative = FeatureColumn(name: "y", values: .numbers([3.2, 0, 0.8, 0]))
    let wide = FeatureColumn(name: "wide", values: .numbers([1, 1, 0, 0]))
    let profile = Profile(columns: [column, nonnegative, wide], labels: [0, 0, 1, 1], archetypeCount: 2)
    #expect(profile.entries(of: 0).map(\.marker) == [false, true, true])
  }

  @Test("a difference that is small beside the spread marks nothing, however large it is beside others")
  func smallEffectsMarkNothing() {
    let values = (0..<100).map { Double($0 % 10) }
    let labels = (0..<100).map { Int32($0 / 50) }
    var nudged = values
    nudged[0] += 1
    let profile = Profile(
      columns: [FeatureColumn(name: "x", values: .numbers(nudged))], labels: labels, archetypeCount: 2)
    #expect(profile.entries.allSatisfy { !$0.marker && $0.z != 0 })
  }

  @Test("a level is a marker by 25 points, or by half of its share")
  func levelMarkers() {
    // a: 80 against 60 %; b: 20 against 40 %; 20 points, but half of b's share is 20 points too.
    let codes = [Int32](repeating: 0, count: 8) + [1, 1] + [0, 0, 0, 0] + [Int32](repeating: 1, count: 6)
    let labels = [Int32](repeating: 0, count: 10) + [Int32](repeating: 1, count: 10)
    let column = FeatureColumn(name: "x", values: .categories(codes: codes, levels: ["a", "b"]))
    let profile = Profile(columns: [column], labels: labels, archetypeCount: 2)
    #expect(profile.entries.map(\.marker) == [false, false, false, false])
    var sharper = codes
    sharper[8] = 0
    let second = Profile(
      columns: [FeatureColumn(name: "x", values: .categories(codes: sharper, levels: ["a", "b"]))], labels: labels,
      archetypeCount: 2)
    #expect(second.entries(of: 0).map(\.marker) == [false, true])
  }

  @Test("a weight of two is the row twice")
  func weightsCountAsRepeats() {
    let weights: [Double] = [2, 1, 0, 1, 3, 1, 1]
    let repeats = labels.indices.flatMap { [Int](repeating: $0, count: Int(weights[$0])) }
    func repeated(_ column: FeatureColumn) -> FeatureColumn {
      switch column.values {
      case .numbers(let numbers): FeatureColumn(name: column.name, values: .numbers(repeats.map { numbers[$0] }))
      case .categories(let codes, let levels):
        FeatureColumn(name: column.name, values: .categories(codes: repeats.map { codes[$0] }, levels: levels))
      }
    }
    let weighted = Profile(columns: [spend, plan], labels: labels, archetypeCount: 2, weights: weights)
    let plain = Profile(
      columns: [repeated(spend), repeated(plan)], labels: repeats.map { labels[$0] }, archetypeCount: 2)
    #expect(weighted.sizes == plain.sizes)
    for (left, right) in zip(weighted.entries, plain.entries) {
      #expect(left.median == right.median && left.populationMedian == right.populationMedian)
      #expect(abs(left.z - right.z) < tolerance)
      #expect(left.share == right.share && left.marker == right.marker)
    }
  }

  @Test("a constant column, a column of missing cells and an empty archetype have no differences")
  func corners() {
    let columns = [
      FeatureColumn(name: "constant", values: .numbers([7, 7])),
      FeatureColumn(name: "nothing", values: .numbers([.nan, .nan])),
      FeatureColumn(name: "level", values: .categories(codes: [0, 0], levels: ["only"])),
    ]
    let profile = Profile(columns: columns, labels: [0, 0], archetypeCount: 2)
    #expect(profile.entries.allSatisfy { $0.z == 0 && !$0.marker || $0.archetype == 1 })
    #expect(profile.entries(of: 0).map(\.mean) == [7, nil, nil])
    #expect(profile.entries(of: 1).map(\.mean) == [nil, nil, nil])
    #expect(profile.entries(of: 1).map(\.median) == [nil, nil, nil])
    #expect(profile.entries(of: 1).last?.share == 0)
    #expect(Profile(columns: [], labels: [], archetypeCount: 0).entries.isEmpty)
  }

  @Test("a column of zeros and ones is found to be binary")
  func binaryColumns() {
    let columns = [
      FeatureColumn(name: "flag", values: .numbers([0, 1, .nan])),
      FeatureColumn(name: "ones", values: .numbers([1, 1, 1])),
      FeatureColumn(name: "count", values: .numbers([0, 1, 2])),
    ]
    #expect(Profile(columns: columns, labels: [0, 0, 0], archetypeCount: 1).binaryColumns == [0])
  }

  @Test("any number of threads gives the same bits")
  func threadsDoNotMatter() {
    let (points, labels) = ReferenceData.clouds(rows: 2_000, dimension: 5, count: 3, seed: 3)
    let columns = (0..<5).map { j in
      FeatureColumn(name: "x\(j)", values: .numbers((0..<2_000).map { points[$0, j] }))
    }
    let one = Profile(columns: columns, labels: labels, archetypeCount: 3, workers: Workers(count: 1))
    let three = Profile(columns: columns, labels: labels, archetypeCount: 3, workers: Workers(count: 3))
    #expect(one == three)
  }
}
