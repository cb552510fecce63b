import Clustering
import Testing

@testable import Workflows

@Suite("Remarks on preparation")
struct ClusterRemarksTests {
  @Test("every kind of notice becomes a note, one for all columns")
  func notices() {
    let remarks = ClusterRemarks.remarks([
      .constantColumn("a"), .logarithm(column: "b", skewness: 2),
      .filledWithMedian(column: "c", cells: 1_200, median: 3.5), .gatheredLevels(column: "d", levels: 4, kept: 6),
      .logarithm(column: "e", skewness: 3), .constantColumn("f"), .gatheredLevels(column: "g", levels: 31, kept: 19),
    ])
    #expect(
      remarks.map(\.message) == [
        "the rarest values of a column are taken together as (other): d (4 of 10), g (31 of 50)",
        "not used, as they have one value only: a, f",
        "empty cells take the median of their column (cells, median): c (1,200, 3.5)",
        "skewed columns are compared by their logarithm: b, e",
      ])
    #expect(remarks.allSatisfy { $0.severity == .note })
    #expect(ClusterRemarks.remarks([]).isEmpty)
  }

  @Test("where a column holds one value or none, the hint says how to use that")
  func marks() {
    let features = [
      FeatureColumn(name: "opt in", values: .numbers([1, .nan, 1])),
      FeatureColumn(name: "same", values: .numbers([5, 5, 5])),
    ]
    let remarks = ClusterRemarks.remarks([.constantColumn("opt in"), .constantColumn("same")], features: features)
    #expect(remarks.map(\.hint) == ["use --categories 'opt in' where an empty cell is a value too, such as no"])
    #expect(ClusterRemarks.remarks([.constantColumn("same")], features: features).map(\.hint) == [nil])
  }

  @Test("a category of rare values alone is not said to have one value")
  func rareValues() {
    let features = [
      FeatureColumn(name: "town", values: .categories(codes: [0, 1, 2], levels: ["a", "b", "c"])),
      FeatureColumn(name: "same", values: .categories(codes: [0, 0, 0], levels: ["a"])),
    ]
    let remarks = ClusterRemarks.remarks([.constantColumn("town"), .constantColumn("same")], features: features)
    #expect(
      remarks.map(\.message) == [
        "column 'town' is not used: each of its values is too rare to tell groups by",
        "not used, as they have one value only: same",
      ])
  }
}
