import Testing

@testable import Clustering

@Suite("Archetype rule")
struct ArchetypeRuleTests {
  private func interval(_ feature: String, _ low: Double?, _ high: Double?) -> RuleCondition {
    RuleCondition(column: 0, feature: feature, test: .interval(low: low, high: high))
  }

  @Test("conditions read as a person writes them")
  func texts() {
    #expect(interval("recency_days", nil, 30).text == "recency_days < 30")
    #expect(interval("orders", 12, 40).text == "12 <= orders < 40")
    #expect(interval("share", 0.25, nil).text == "share >= 0.25")
    #expect(interval("balance", -1500, nil).text == "balance >= -1500")
    #expect(interval("balance", -1500, 20).text == "balance >= -1500 and balance < 20")
    #expect(interval("share", nil, nil).text == "share is known")
    #expect(RuleCondition(column: 1, feature: "plan", test: .levels(["plus"])).text == "plan = plus")
    #expect(RuleCondition(column: 1, feature: "plan", test: .levels(["(missing)"])).text == "plan is missing")
    #expect(
      RuleCondition(column: 1, feature: "plan", test: .levels(["plus", "premium"])).text == "plan in {plus, premium}")
  }

  @Test("a rule joins its conditions; one without conditions is everyone")
  func ruleTexts() {
    let conditions = [interval("recency_days", nil, 30), interval("orders", 12, 40)]
    let rule = ArchetypeRule(archetype: 0, conditions: conditions, precision: 0.5, recall: 1)
    #expect(rule.text == "recency_days < 30 and 12 <= orders < 40")
    #expect(abs(rule.f1 - 2.0 / 3) < 1e-15)
    let everyone = ArchetypeRule(archetype: 0, conditions: [], precision: 0, recall: 0)
    #expect(everyone.text == "everyone")
    #expect(everyone.f1 == 0)
  }
}
