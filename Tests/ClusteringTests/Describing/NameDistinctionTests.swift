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

  @Test("what nothing is known of tells no archetype apart")
  func unknown() {
    let found = distinction([("calls", [.nan, 9, 3]), ("spend", [1, 2, 9])])
    #expect(
      found.distinct([["new"], ["new"], ["old"]]) == [["new", "lower spend"], ["new", "higher spend"], ["old"]])
  }

  @Test("the order of parts makes no name")
  func orderOfParts() {
    let visits = distinction([("recency", [1, 1, 9]), ("spend", [2, 1, 9]), ("visits", [8, 3, 6])])
    #expect(
      visits.distinct([["recent", "low spend"], ["low spend", "recent"], ["long silent"]]) == [
        ["recent", "low spend", "many visits"], ["low spend", "recent", "few visits"], ["long silent"],
      ])
  }

  @Test("a feature that is named already tells apart by its typical values, in every group of equal names")
  func typicalValues() {
    let spend = distinction([("spend", [10.4, 21, 652, 1_234, 32])])
    let names = [["low spend"], ["low spend"], ["high spend"], ["high spend"], ["low spend"]]
    let found = spend.distinct(names).map { $0.joined(separator: ", ") }
    #expect(
      found == [
        "low spend, spend around 10", "low spend, spend around 21", "high spend, spend around 650",
        "high spend, spend around 1200", "low spend, spend around 32",
      ])
    let near = distinction([("share", [-0.0451, -0.0454, 0, 1_234_567])])
    let parts = near.distinct([["a"], ["a"], ["a"], ["a"]]).map { $0[1] }
    #expect(parts == ["share around -0.0451", "share around -0.0454", "share around 0", "share around 1230000"])
  }

  @Test("three get lowest, medium and highest; four their typical values")
  func larger() {
    let three = distinction([("spend", [5, 1, 9])])
    #expect(
      three.distinct([["a"], ["a"], ["a"]]) == [
        ["a", "medium spend"], ["a", "lowest spend"], ["a", "highest spend"],
      ])
    let four = distinction([("spend", [0, 4, 5, 10]), ("visits", [1, 1, 5, 5])])
    #expect(
      four.distinct([["a"], ["a"], ["a"], ["a"]]) == [
        ["a", "spend around 0"], ["a", "spend around 4"], ["a", "spend around 5"], ["a", "spend around 10"],
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
