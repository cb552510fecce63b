import Clustering
import Testing

@testable import Workflows

@Suite("Remarks on preparation")
struct ClusterRemarksTests {
  @Test("every kind of notice becomes a note, one for all columns but for levels")
  func notices() {
    let remarks = ClusterRemarks.remarks([
      .constantColumn("a"), .logarithm(column: "b", skewness: 2),
      .filledWithMedian(column: "c", cells: 1_200, median: 3.5), .gatheredLevels(column: "d", levels: 4, kept: 6),
      .logarithm(column: "e", skewness: 3), .constantColumn("f"),
    ])
    #expect(
      remarks.map(\.message) == [
        "column 'd': its 4 rarest levels are taken together as (other), beside 6",
        "not used, as they have one value only: a, f",
        "empty cells take the median of their column (cells, median): c (1,200, 3.5)",
        "skewed columns are compared by their logarithm: b, e",
      ])
    #expect(remarks.allSatisfy { $0.severity == .note })
    #expect(ClusterRemarks.remarks([]).isEmpty)
  }
}
