import Testing

@testable import Clustering

@Suite("Number summary")
struct NumberSummaryTests {
  @Test("means keep their digits under a common offset")
  func offsetCostsNoDigits() {
    let values = [1e12 + 1, 1e12 + 2, 1e12 + 3, 1e12 + 6]
    let summary = NumberSummary(values, groups: Grouping(labels: [0, 0, 1, 1], count: 2, weights: nil))
    #expect(summary.groups.map(\.mean) == [1e12 + 1.5, 1e12 + 4.5])
    #expect(summary.population.mean == 1e12 + 3)
    #expect(summary.deviation == (14.0 / 4).squareRoot())
    #expect(summary.minimum == 1e12 + 1)
  }

  @Test("z is zero where nothing is known or nothing varies")
  func zOfNothing() {
    let summary = NumberSummary([4, 4, .nan], groups: Grouping(labels: [0, 0, 1], count: 2, weights: nil))
    #expect(summary.z(of: summary.groups[0]) == 0)
    #expect(summary.z(of: summary.groups[1]) == 0)
    #expect(summary.groups[1].mean == nil)
  }
}
