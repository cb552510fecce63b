import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Archetype names")
struct ArchetypeNamesTests {
  private func names(_ columns: [FeatureColumn], _ labels: [Int32]) -> [String] {
    let count = Int(labels.max() ?? -1) + 1
    return ArchetypeNames.names(for: Profile(columns: columns, labels: labels, archetypeCount: count))
  }

  private func number(_ name: String, _ values: [Double]) -> FeatureColumn {
    FeatureColumn(name: name, values: .numbers(values))
  }

  private func category(_ name: String, _ cells: [String]) -> FeatureColumn {
    var levels: [String] = []
    for cell in cells where !levels.contains(cell) { levels.append(cell) }
    return FeatureColumn(
      name: name, values: .categories(codes: cells.map { Int32(levels.firstIndex(of: $0) ?? -1) }, levels: levels))
  }

  @Test("the strongest markers, strongest first, first letter capital")
  func strongestMarkers() {
    let labels: [Int32] = [0, 0, 0, 1, 1, 1]
    let found = names(
      [
        number("orders_12m", [1, 9, 6, 2, 7, 3]),
        number("recency_days", [5, 9, 30, 80, 70, 60]),
        number("spend_12m", [900, 910, 905, 100, 90, 95]),
        category("device", ["mobile", "mobile", "mobile", "desktop", "desktop", "mobile"]),
      ], labels)
    #expect(found == ["High spend · recent · mobile", "Low spend · long silent · desktop"])
  }

  @Test("columns that share a word are said once")
  func sharedWords() {
    let values: [Double] = [1, 2, 8, 9]
    let found = names(
      [number("total_charges", values), number("monthly_charges", values), number("visits", values)], [0, 0, 1, 1])
    #expect(found == ["Low total charges · few visits", "High total charges · many visits"])
  }

  @Test("columns that differ only in what is left out of names are told apart by their whole names")
  func sameTellingWords() {
    let found = names(
      [number("sum_points", [3, 3, 0, 1]), number("last_points", [1, 3, 3, 3])], [0, 0, 1, 1])
    #expect(found == ["High sum points", "Low sum points"])
  }

  @Test("negligible differences are no traits: average and nothing more")
  func negligible() {
    let found = names(
      [number("a", [0, 0.1, 9.9, 10, 5.1, 4.9]), number("b", [1, 2, 2, 1, 1.505, 1.505])], [0, 0, 1, 1, 2, 2])
    #expect(found == ["Low a", "High a", "Average"])
  }

  @Test("like the population in everything: average, told apart by a typical value")
  func average() {
    let pattern = [0.0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    let visits = pattern + pattern
    var spend = visits
    spend[0] += 0.5
    let labels = (0..<20).map { Int32($0 / 10) }
    #expect(
      names([number("visits", visits), number("spend", spend)], labels)
        == ["Average · spend around 4.6", "Average · spend around 4.5"])
    #expect(names([number("visits", visits)], [Int32](repeating: 0, count: 20)) == ["Average"])
  }

  @Test("a level that under half have is there often")
  func oftenLevels() {
    let cells = [
      "north", "north", "west", "west", "east", "east", "north", "north", "north", "north", "north", "north",
    ]
    let found = names([category("zone", cells)], [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
    #expect(found[0] == "Often west")
    #expect(found[1] == "North")
  }

  @Test("a column of zeros and ones reads as a yes or no")
  func binaryColumns() {
    #expect(
      names([number("SeniorCitizen", [1, 1, 0, 0])], [0, 0, 1, 1]) == ["Senior citizen", "No senior citizen"])
  }

  @Test("names are unique, also when archetypes are alike in everything")
  func unique() {
    let values: [Double] = [1, 2, 1, 2, 1, 2]
    let found = names([number("spend", values)], [0, 0, 1, 1, 2, 2])
    #expect(Set(found).count == 3)
    #expect(found[0] == "Average")
  }

  @Test("many archetypes of one feature are told apart by what is typical of each")
  func oneFeature() {
    let levels = [12.0, 48, 103, 205, 411, 652, 880, 1_310]
    let values = levels.flatMap { [$0 - 1, $0, $0 + 1] }
    let found = names([number("spend", values)], (0..<24).map { Int32($0 / 3) })
    #expect(found.allSatisfy { !$0.contains("again") })
    #expect(found.first == "Low spend · spend around 12")
    #expect(found.last == "High spend · spend around 1300")
    #expect(Set(found).count == 8)
  }

  @Test("the same profile gives the same names; no archetypes give none")
  func deterministic() {
    let (points, labels) = ReferenceData.clouds(rows: 400, dimension: 6, count: 7, seed: 12)
    let columns = (0..<6).map { j in number("feature_\(j)", (0..<400).map { points[$0, j] }) }
    let found = names(columns, labels)
    #expect(found == names(columns, labels))
    #expect(Set(found).count == 7)
    #expect(names(columns, [Int32](repeating: -1, count: 400)).isEmpty)
  }
}
