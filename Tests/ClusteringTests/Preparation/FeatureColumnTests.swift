import Testing

@testable import Clustering

@Suite("Feature columns")
struct FeatureColumnTests {
  @Test("know how many rows they have")
  func rowCount() {
    #expect(FeatureColumn.numbers("x", [1, .nan]).rowCount == 2)
    #expect(FeatureColumn.texts("c", ["a", nil, "a"]).rowCount == 3)
    #expect(FeatureColumn.numbers("x", []).rowCount == 0)
  }
}
