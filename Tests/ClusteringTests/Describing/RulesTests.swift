import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Rules")
struct RulesTests {
  private let options = Rules.Options(seed: 42, workers: Workers(count: 1))

  /// Orders 0 … 99; label 1 in 12 … 39, label 2 for the rest of plan "premium", label 0 else.
  private func table(rows: Int) -> (columns: [FeatureColumn], labels: [Int32]) {
    var stream = RandomStream(seed: 7, path: 1)
    let orders = (0..<rows).map { _ in Double(stream.index(below: 100)) }
    let plans = (0..<rows).map { _ in Int32(stream.index(below: 3)) }
    let noise = (0..<rows).map { _ in stream.normal() }
    let labels = (0..<rows).map { i -> Int32 in
      if orders[i] >= 12, orders[i] < 40 { return 1 }
      return plans[i] == 2 ? 2 : 0
    }
    let columns = [
      FeatureColumn(name: "noise", values: .numbers(noise)),
      FeatureColumn(name: "orders", values: .numbers(orders)),
      FeatureColumn(name: "plan", values: .categories(codes: plans, levels: ["basic", "plus", "premium"])),
    ]
    return (columns, labels)
  }

  @Test("finds a rule that holds exactly, with an interval in one condition")
  func findsIntervals() {
    let (columns, labels) = table(rows: 3_000)
    let rules = Rules.rules(columns: columns, labels: labels, archetypeCount: 3, options: options)
    #expect(rules.map(\.archetype) == [0, 1, 2])
    #expect(rules[1].text == "12 <= orders < 40")
    #expect(rules[1].precision == 1 && rules[1].recall == 1)
    // Two sides of an interval need two rules: one bound is the best that one condition can do.
    #expect(rules[2].conditions.first?.text == "plan = premium")
    #expect(rules[0].conditions.first?.text == "plan in {basic, plus}")
  }

  @Test("levels that differ only in their Unicode form are different levels")
  func unicodeForms() {
    let composed = "Jos\u{E9}"
    let decomposed = "Jose\u{301}"
    #expect(composed == decomposed)
    let column = FeatureColumn(
      name: "c", values: .categories(codes: [0, 0, 1, 1, 2], levels: [composed, decomposed, "Ana"]))
    let rules = Rules.rules(
      columns: [column], labels: [0, 0, 1, 1, 2], archetypeCount: 3, options: options)
    #expect(rules.map(\.precision) == [1, 1, 1])
    #expect(rules.map(\.recall) == [1, 1, 1])
  }

  @Test("precision and recall are counted over all rows, by weight, and missing numbers fail")
  func judging() {
    let columns = [
      FeatureColumn(name: "x", values: .numbers([1, 2, 3, .nan, 9, 9])),
      FeatureColumn(name: "c", values: .categories(codes: [0, -1, 1, 0, 0, 0], levels: ["a", "b"])),
    ]
    let below = RuleCondition(column: 0, feature: "x", test: .interval(low: nil, high: 3))
    let known = RuleCondition(column: 0, feature: "x", test: .interval(low: nil, high: nil))
    let isA = RuleCondition(column: 1, feature: "c", test: .levels(["a"]))
    let labels: [Int32] = [0, 0, 0, 0, 1, -1]
    let rules = Rules.judged([[below], [isA]], columns: columns, labels: labels)
    #expect(rules[0].precision == 1 && rules[0].recall == 0.5)
    #expect(rules[1].precision == 1.0 / 3 && rules[1].recall == 1)
    let weighted = Rules.judged(
      [[known], [isA, below]], columns: columns, labels: labels, weights: [1, 2, 3, 4, 5, 6])
    #expect(weighted[0].precision == 6.0 / 11 && weighted[0].recall == 0.6)
    #expect(weighted[1].precision == 0 && weighted[1].recall == 0)
    let wrongKind = RuleCondition(column: 1, feature: "c", test: .interval(low: 0, high: nil))
    #expect(Rules.judged([[wrongKind], []], columns: columns, labels: labels)[0].recall == 0)
  }

  @Test("a sample of a large table finds the same thresholds; judged on all rows")
  func learnsOnASample() {
    let (columns, labels) = table(rows: 6_000)
    var small = options
    small.sampleSize = 2_000
    let rules = Rules.rules(columns: columns, labels: labels, archetypeCount: 3, options: small)
    #expect(rules[1].text == "12 <= orders < 40")
    #expect(rules[1].recall == 1)
    #expect(rules == Rules.rules(columns: columns, labels: labels, archetypeCount: 3, options: small))
  }

  @Test("an archetype of missing cells has a rule that says so")
  func missingCells() {
    let codes = (0..<60).map { Int32($0 % 3 - 1) }
    let column = FeatureColumn(name: "nota", values: .categories(codes: codes, levels: ["alta", "baja"]))
    let labels = codes.map { Int32($0 < 0 ? 1 : 0) }
    let rules = Rules.rules(columns: [column], labels: labels, archetypeCount: 2, options: options)
    #expect(rules.map(\.text) == ["nota in {alta, baja}", "nota is missing"])
    #expect(rules.allSatisfy { $0.precision == 1 && $0.recall == 1 })
  }

  @Test("a rare archetype is found in a sample too")
  func rareArchetypes() {
    let rows = 5_000
    let labels = (0..<rows).map { Int32($0 % 1_000 == 17 ? 1 : 0) }
    let x = labels.enumerated().map { $0.element == 1 ? 500.0 + Double($0.offset % 7) : Double($0.offset % 300) }
    var small = options
    small.sampleSize = 500
    let rules = Rules.rules(
      columns: [FeatureColumn(name: "x", values: .numbers(x))], labels: labels, archetypeCount: 2, options: small)
    #expect(rules[1].precision == 1 && rules[1].recall == 1)
    #expect(rules[1].text == "x >= 500" || rules[1].text == "x >= 400")
  }

  @Test("one archetype, no columns or nothing to go by: everyone; an empty archetype has no recall")
  func corners() {
    let x = FeatureColumn(name: "x", values: .numbers([1, 2, 3]))
    let one = Rules.rules(columns: [x], labels: [0, 0, 0], archetypeCount: 1, options: options)
    #expect(one.map(\.text) == ["everyone"])
    #expect(one[0].precision == 1 && one[0].recall == 1)
    let none = Rules.rules(columns: [], labels: [0, 1, 1], archetypeCount: 3, options: options)
    #expect(none.map(\.conditions.count) == [0, 0, 0])
    #expect(none[2].recall == 0 && none[2].precision == 0)
    let missing = FeatureColumn(name: "m", values: .numbers([.nan, .nan, .nan]))
    let constant = FeatureColumn(name: "c", values: .numbers([4, 4, 4]))
    let nothing = Rules.rules(columns: [missing, constant], labels: [0, 1, -1], archetypeCount: 2, options: options)
    #expect(nothing.map(\.text) == ["everyone", "everyone"])
    #expect(Rules.rules(columns: [x], labels: [-1, -1, -1], archetypeCount: 2, options: options).count == 2)
  }

  @Test("any number of threads gives the same rules")
  func threadsDoNotMatter() {
    let (columns, labels) = table(rows: 1_000)
    let three = Rules.Options(seed: 42, workers: Workers(count: 3))
    #expect(
      Rules.rules(columns: columns, labels: labels, archetypeCount: 3, options: options)
        == Rules.rules(columns: columns, labels: labels, archetypeCount: 3, options: three))
  }
}
