import Testing

@testable import Clustering

@Suite("Contrasts")
struct ContrastsTests {
  @Test("the largest difference is that of numbers, not of levels")
  func largestDifference() {
    let groups = Grouping(labels: [0, 0, 1, 1], count: 2, weights: nil)
    let summaries = [
      ColumnSummary(.numbers([1, 3, 2, 4]), groups: groups),
      ColumnSummary(.categories(codes: [0, 0, 1, 1], levels: ["a", "b"]), groups: groups),
    ]
    let contrasts = Contrasts(summaries: summaries, sizes: groups.masses)
    // Means 2 and 3 about 2.5, standard deviation √1.25.
    #expect(abs(contrasts.largestZ - 0.5 / 1.25.squareRoot()) < 1e-15)
    #expect(contrasts.entries(archetype: 0, column: 1, feature: "x").map(\.z) == [1, -1])
  }
}
