import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Rule bins")
struct RuleBinsTests {
  private let columns = [
    FeatureColumn(name: "x", values: .numbers([1, 2, 3, 4, .nan])),
    FeatureColumn(name: "c", values: .categories(codes: [2, 0, -1, 2, 0], levels: ["a", "unused", "b"])),
  ]

  private var bins: RuleBins {
    RuleBins(
      columns: columns, rows: Array(0..<5), labels: [0, 0, 1, 1, 1], archetypeCount: 2, workers: Workers(count: 1))
  }

  @Test(
    "numbers fall between thresholds, levels and missing cells of a category into their own bins, missing numbers into none"
  )
  func cells() {
    guard case .thresholds(let thresholds) = bins.columns[0], case .codes(let codes) = bins.columns[1] else {
      Issue.record("A number has thresholds and a category codes.")
      return
    }
    #expect(thresholds == [2, 3, 4])
    #expect(codes == [0, 2, -1])
    #expect((0..<5).map { bins.bins[$0 * 2] } == [0, 1, 2, 3, RuleBins.missing])
    let ofLevels: [UInt8] = [1, 0, 2, 1, 0]
    #expect((0..<5).map { bins.bins[$0 * 2 + 1] } == ofLevels)
  }

  @Test("chosen bins read as intervals without outer bounds, and as levels")
  func conditions() {
    let middle = bins.condition(BinCondition(column: 0, bins: [1, 2], length: 2), of: columns)
    #expect(middle.text == "2 <= x < 4")
    #expect(bins.condition(BinCondition(column: 0, bins: [0], length: 1), of: columns).text == "x < 2")
    #expect(bins.condition(BinCondition(column: 0, bins: [2, 3], length: 1), of: columns).text == "x >= 3")
    #expect(bins.condition(BinCondition(column: 1, bins: [1], length: 1), of: columns).text == "c = b")
    let unknown = bins.condition(BinCondition(column: 1, bins: [1, 2], length: 2), of: columns)
    #expect(unknown.text == "c in {b, (missing)}")
  }

  @Test("missing cells join a level that bears their name")
  func levelNamedMissing() {
    let column = FeatureColumn(
      name: "c", values: .categories(codes: [0, 1, -1], levels: [Preparation.missingLevel, "a"]))
    let bins = RuleBins(
      columns: [column], rows: [0, 1, 2], labels: [0, 0, 0], archetypeCount: 1, workers: Workers(count: 1))
    #expect(bins.columns[0].binCount == 2)
    #expect(bins.bins == [0, 1, 0])
  }

  @Test("the most frequent levels have bins when there are too many")
  func manyLevels() {
    let codes = (0..<600).map { Int32($0 % 300) } + (0..<100).map { Int32(200 + $0) }
    let column = FeatureColumn(name: "c", values: .categories(codes: codes, levels: (0..<300).map(String.init)))
    let bins = RuleBins(
      columns: [column], rows: Array(0..<700), labels: [Int32](repeating: 0, count: 700), archetypeCount: 1,
      workers: Workers(count: 1))
    #expect(bins.columns[0].binCount == RuleBins.binLimit)
    #expect(bins.bins[299] != RuleBins.missing)
    #expect(bins.bins[199] == RuleBins.missing)
  }
}
