import Testing

@testable import Clustering

@Suite("Column summary")
struct ColumnSummaryTests {
  @Test("the weight of every level in every group, in the order of levels")
  func levels() {
    let groups = Grouping(labels: [0, 1, 1, -1, 0], count: 2, weights: [1, 2, 4, 8, 16])
    let summary = LevelSummary([1, 0, -1, 0, 1], levels: ["a", "b", "c"], groups: groups)
    #expect(summary.levels == ["a", "b", Preparation.missingLevel])
    #expect(summary.masses == [[0, 17, 0], [2, 0, 4]])
    #expect(summary.populationMasses == [2, 17, 4])
    #expect(groups.masses == [17, 6])
  }
}
