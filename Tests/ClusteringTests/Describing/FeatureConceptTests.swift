import Testing

@testable import Clustering

@Suite("Feature concept")
struct FeatureConceptTests {
  struct Example: Sendable {
    let names: [String]
    let high: String
    let low: String
  }

  static let examples = [
    Example(
      names: [
        "recency_days", "days_since_last_purchase", "DaysSinceLastOrder", "last_visit_days", "Recencia",
        "dias_desde_ultima_compra", "inactivity",
      ], high: "long silent", low: "recent"),
    Example(
      names: ["tenure", "tenure_months", "antigüedad", "ANTIGUEDAD_MESES", "days_since_signup", "account_age_days"],
      high: "long-standing", low: "new"),
    Example(
      names: ["Frequency", "orders_12m", "n_purchases", "total_orders", "pedidos", "num_compras"], high: "frequent",
      low: "rare"),
    Example(
      names: ["Monetary", "spend_12m", "total_spend", "gasto_mensual", "annual_revenue", "importe_total", "CLV"],
      high: "high spend", low: "low spend"),
    Example(names: ["discount_share", "descuento", "coupons_used"], high: "discount hunter", low: "full price"),
    Example(names: ["churn_score", "prob_abandono"], high: "likely to leave", low: "likely to stay"),
    Example(
      names: ["avg_order_value", "ticket_medio", "basket_size", "last_order_value"], high: "big baskets",
      low: "small baskets"),
    Example(names: ["age", "edad"], high: "older", low: "younger"),
    Example(names: ["mobile_share"], high: "mobile", low: "rarely mobile"),
    Example(names: ["n_calls", "calls_count"], high: "many calls", low: "few calls"),
    Example(names: ["MonthlyCharges"], high: "high monthly charges", low: "low monthly charges"),
    Example(names: ["average_stage"], high: "high stage", low: "low stage"),
  ]

  @Test("high and low in the words of customers", arguments: examples)
  func words(example: Example) {
    for name in example.names {
      let concept = FeatureConcept(FeatureWords(name))
      #expect(concept.high == example.high, "\(name)")
      #expect(concept.low == example.low, "\(name)")
    }
  }
}
