import Testing

@testable import Clustering

@Suite("Level phrase")
struct LevelPhraseTests {
  private func phrase(_ level: String, _ feature: String, shared: Bool = false) -> String {
    LevelPhrase.phrase(level: level, feature: feature, isShared: shared)
  }

  @Test("a clear level speaks for itself")
  func clearLevels() {
    #expect(phrase("Two year", "Contract") == "two year")
    #expect(phrase("paid_search", "acquired_via") == "paid search")
    #expect(phrase("DSL", "InternetService") == "DSL")
    #expect(phrase("iPhone", "device") == "iPhone")
    #expect(phrase("No internet service", "OnlineBackup", shared: true) == "no internet service")
  }

  @Test("a name keeps its capitals")
  func names() {
    #expect(phrase("Madrid", "ciudad") == "Madrid")
    #expect(phrase("United Kingdom", "Country") == "United Kingdom")
  }

  @Test("a level that says nothing alone comes with its column")
  func unclearLevels() {
    #expect(phrase("B", "plan") == "plan B")
    #expect(phrase("12", "store_days") == "store 12")
    #expect(phrase("basic", "support_plan", shared: true) == "support plan basic")
    #expect(phrase("(missing)", "email") == "email (missing)")
  }

  @Test("yes and no speak of the column, in both languages")
  func flags() {
    #expect(phrase("Yes", "PaperlessBilling") == "paperless billing")
    #expect(phrase("no", "has_loyalty_card") == "no loyalty card")
    #expect(phrase("FALSE", "is_active") == "not active")
    #expect(phrase("Sí", "newsletter") == "newsletter")
    #expect(phrase("1", "tiene_hijos") == "hijos")
    #expect(phrase("Yes", "Churn") == "churned")
    #expect(phrase("0", "churned") == "stayed")
  }

  @Test("long levels are cut, on one line")
  func longLevels() {
    #expect(phrase("first\nsecond", "x") == "first second")
    let long = phrase(String(repeating: "word ", count: 20), "x")
    #expect(long.count == 32 && long.hasSuffix("…"))
  }
}
