import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Rule search")
struct RuleSearchTests {
  private func search(_ columns: [FeatureColumn], _ labels: [Int32], limit: Int = 3) -> RuleSearch {
    let bins = RuleBins(
      columns: columns, rows: Array(labels.indices), labels: labels,
      archetypeCount: Int(labels.max() ?? 0) + 1, workers: Workers(count: 1))
    return RuleSearch(
      bins: bins, labels: labels, masses: [Double](repeating: 1, count: labels.count), conditionLimit: limit)
  }

  /// A grid of 10 × 10 × 10; label 1 in the corner where all are below 5.
  private var cube: (columns: [FeatureColumn], labels: [Int32]) {
    let places = Array(0..<1_000)
    let values = [places.map { $0 % 10 }, places.map { $0 / 10 % 10 }, places.map { $0 / 100 }]
    let columns = zip(["x", "y", "z"], values).map {
      FeatureColumn(name: $0, values: .numbers($1.map(Double.init)))
    }
    return (columns, places.map { i in values.allSatisfy { $0[i] < 5 } ? 1 : 0 })
  }

  @Test("a box in three columns takes three conditions")
  func box() {
    let (columns, labels) = cube
    let found = search(columns, labels).conditions(for: 1)
    #expect(found.map(\.column).sorted() == [0, 1, 2])
    #expect(found.allSatisfy { $0.length == 1 })
    #expect(search(columns, labels, limit: 2).conditions(for: 1).count == 2)
  }

  @Test("a condition that adds little is not added")
  func parsimony() {
    // x tells all but four rows of a thousand; w would tell those.
    let x = (0..<1_000).map { Double($0 % 10) }
    let w = (0..<1_000).map { $0 % 250 == 3 ? 1.0 : 0 }
    let labels = (0..<1_000).map { Int32(x[$0] < 5 && w[$0] == 0 ? 1 : 0) }
    let columns = [
      FeatureColumn(name: "x", values: .numbers(x)), FeatureColumn(name: "w", values: .numbers(w)),
    ]
    #expect(search(columns, labels).conditions(for: 1).map(\.column) == [0])
  }

  @Test("an archetype of no rows has no conditions")
  func emptyArchetype() {
    #expect(search(cube.columns, cube.labels).conditions(for: 5).isEmpty)
  }
}
