import Testing

@testable import Clustering

@Suite("Feature words")
struct FeatureWordsTests {
  struct Example: Sendable {
    let name: String
    let telling: [String]
  }

  static let examples = [
    Example(name: "recency_days", telling: ["recency"]),
    Example(name: "avgOrderValue_12m", telling: ["order", "value"]),
    Example(name: "MonthlyCharges", telling: ["monthly", "charges"]),
    Example(name: "StreamingTV", telling: ["streaming", "tv"]),
    Example(name: "Q6", telling: ["Q6"]),
    Example(name: "Score_Q10", telling: ["score", "Q10"]),
    Example(name: "Spend_L12M", telling: ["spend"]),
    Example(name: "HTMLPages", telling: ["html", "pages"]),
    Example(name: "email.opens-90d", telling: ["email", "opens"]),
    Example(name: "spend last 12 months", telling: ["spend"]),
    Example(name: "visits_l30d", telling: ["visits"]),
    Example(name: "n_orders", telling: ["orders"]),
    Example(name: "Antigüedad (años)", telling: ["antigüedad"]),
    Example(name: "total_spend", telling: ["total", "spend"]),
    Example(name: "minutes_on_site", telling: ["minutes", "on", "site"]),
    Example(name: "avg_minutes_per_call", telling: ["minutes", "per", "call"]),
    Example(name: "Minutos de uso", telling: ["minutos", "de", "uso"]),
    Example(name: "spend_12_months_in_store", telling: ["spend", "store"]),
    Example(name: "orders_per_month", telling: ["orders"]),
    Example(name: "days", telling: ["days"]),
    Example(name: "column_7", telling: ["column", "7"]),
    Example(name: "%", telling: ["%"]),
  ]

  @Test("keeps what is measured, without units, windows and kinds of mean", arguments: examples)
  func telling(example: Example) {
    #expect(FeatureWords(example.name).telling == example.telling)
  }

  @Test("names that count say so")
  func counts() {
    #expect(FeatureWords("num_calls").isCount)
    #expect(FeatureWords("número de llamadas").isCount)
    #expect(!FeatureWords("call_minutes").isCount)
  }

  @Test("accents come off, in either spelling")
  func accents() {
    #expect(withoutAccents("antigüedad") == "antiguedad")
    #expect(withoutAccents("a\u{0301}n\u{0303}o") == "ano")
    #expect(withoutAccents("straße") == "straße")
  }
}
