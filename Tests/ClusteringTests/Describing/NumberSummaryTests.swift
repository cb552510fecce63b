import TestSupport
import Testing

@testable import Clustering

@Suite("Number summary")
struct NumberSummaryTests {
  private let rounding = 1e-13

  @Test("means keep their digits under a common offset")
  func offsetCostsNoDigits() {
    let values = [1e12 + 1, 1e12 + 2, 1e12 + 3, 1e12 + 6]
    let summary = NumberSummary(values, groups: Grouping(labels: [0, 0, 1, 1], count: 2, weights: nil))
    #expect(summary.groups.map(\.mean) == [1e12 + 1.5, 1e12 + 4.5])
    #expect(summary.population.mean == 1e12 + 3)
    #expect(summary.deviation == (14.0 / 4).squareRoot())
    #expect(summary.minimum == 1e12 + 1)
  }

  @Test("a huge value, in the first row or not, costs other groups no digits", arguments: [999_999_999_999_999, 1e100])
  func hugeValueElsewhere(huge: Double) {
    let mean = 7.0 / 3
    for weights in [nil, [Double](repeating: 1, count: 8)] {
      let summary = NumberSummary(
        [huge, 1, 1, 2, 2, 3, 0.1, 0.2],
        groups: Grouping(labels: [0, 0, 0, 1, 1, 1, 2, 2], count: 3, weights: weights))
      #expect(isClose(summary.groups[0].mean ?? .nan, (huge + 2) / 3, relative: rounding))
      #expect(isClose(summary.groups[1].mean ?? .nan, mean, relative: rounding))
      #expect(isClose(summary.groups[2].mean ?? .nan, 0.15, relative: rounding))
      #expect(isClose(summary.population.mean ?? .nan, (huge + 9.3) / 8, relative: rounding))
      // A single huge value among n lies a share 1/n of itself above their mean.
      #expect(isClose(summary.deviation, huge * 7.0.squareRoot() / 8, relative: rounding))
      #expect(isClose(summary.z(of: summary.groups[1]), -1 / 7.0.squareRoot(), relative: rounding))
    }
  }

  @Test("a huge value that comes first costs its own group no digits either")
  func hugeValueInGroup() {
    let n = 100_000
    let values = [1e15] + [Double](repeating: 0.3, count: n - 1)
    let summary = NumberSummary(
      values, groups: Grouping(labels: [Int32](repeating: 0, count: n), count: 1, weights: nil))
    #expect(isClose(summary.groups[0].mean ?? .nan, 1e10 + 0.299_997, relative: rounding))
    #expect(summary.population.mean == summary.groups[0].mean)
    #expect(isClose(summary.deviation, 1e15 * Double(n - 1).squareRoot() / Double(n), relative: rounding))
  }

  @Test("deviation is that within groups and between them")
  func deviationWithinAndBetween() {
    let summary = NumberSummary(
      [1, 3, 11, .nan, 15, 99], groups: Grouping(labels: [0, 0, 1, 1, 1, -1], count: 2, weights: [1, 3, 1, 7, 1, 1]))
    #expect(summary.groups.map(\.mean) == [2.5, 13])
    #expect(summary.population.mean == 6)
    // (25 + 3 · 9 + 25 + 81) / 6
    #expect(isClose(summary.deviation, (158.0 / 6).squareRoot(), relative: rounding))
  }

  @Test("z is zero where nothing is known or nothing varies")
  func zOfNothing() {
    let summary = NumberSummary([4, 4, .nan], groups: Grouping(labels: [0, 0, 1], count: 2, weights: nil))
    #expect(summary.z(of: summary.groups[0]) == 0)
    #expect(summary.z(of: summary.groups[1]) == 0)
    #expect(summary.groups[1].mean == nil)
  }
}
