import Testing

@testable import Clustering

@Suite("Name distinction")
struct NameDistinctionTests {
  private func distinction(_ columns: [(String, [Double])]) -> NameDistinction {
    let labels = (columns.first?.1.indices).map { $0.map(Int32.init) } ?? []
    return NameDistinction(
      profile: Profile(
        columns: columns.map { FeatureColumn(name: $0.0, values: .numbers($0.1)) }, labels: labels,
        archetypeCount: labels.count))
  }

  @Test("different names stay as they are")
  func untouched() {
    let names = [["new"], ["recent"]]
    #expect(distinction([("spend", [1, 2])]).distinct(names) == names)
  }

  @Test("two get the feature in which they differ most")
  func pairs() {
    // Spend parts them by most; both lie above the mean of all three.
    let both = distinction([("spend", [30, 20, 0]), ("visits", [5, 5, 4])])
    #expect(
      both.distinct([["new"], ["new"], ["old"]]) == [["new", "higher spend"], ["new", "lower spend"], ["old"]])
    // On either side of the mean the plain words do.
    let apart = distinction([("recency", [1, 9])])
    #expect(apart.distinct([["new"], ["new"]]) == [["new", "recent"], ["new", "long silent"]])
  }

  @Test("three get lowest, medium and highest; four need a second feature")
  func larger() {
    let three = distinction([("spend", [5, 1, 9])])
    #expect(
      three.distinct([["a"], ["a"], ["a"]]) == [
        ["a", "medium spend"], ["a", "lowest spend"], ["a", "highest spend"],
      ])
    let four = distinction([("spend", [0, 4, 5, 10]), ("visits", [1, 1, 5, 5])])
    #expect(
      four.distinct([["a"], ["a"], ["a"], ["a"]]) == [
        ["a", "lowest spend"], ["a", "medium spend", "few visits"], ["a", "medium spend", "many visits"],
        ["a", "highest spend"],
      ])
  }

  @Test("archetypes alike in everything are numbered")
  func alike() {
    #expect(
      distinction([("spend", [1, 1, 1])]).distinct([["a"], ["a"], ["a"]]) == [
        ["a"], ["a", "again 2"], ["a", "again 3"],
      ])
  }

  @Test("levels part archetypes too")
  func levels() {
    let column = FeatureColumn(
      name: "plan", values: .categories(codes: [0, 0, 0, 1, 0, 1, 1, 1], levels: ["basic", "plus"]))
    let profile = Profile(columns: [column], labels: [0, 0, 0, 0, 1, 1, 1, 1], archetypeCount: 2)
    #expect(
      NameDistinction(profile: profile).distinct([["a"], ["a"]]) == [["a", "more basic"], ["a", "less basic"]])
  }
}
