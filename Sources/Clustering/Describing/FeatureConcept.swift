/// What high and low values of a number are called, for the usual columns of customer tables in English and Spanish.
struct FeatureConcept: Sendable, Equatable {
  let high: String
  let low: String

  /// The concept that a column name stands for, or plain "high" and "low" before its telling words.
  init(_ words: FeatureWords) {
    let folded = Set(words.all.map(withoutAccents))
    if let known = Self.known.first(where: { $0.applies(folded) }) {
      (high, low) = (known.high, known.low)
    } else {
      let text = words.telling.joined(separator: " ")
      (high, low) = words.isCount ? ("many \(text)", "few \(text)") : ("high \(text)", "low \(text)")
    }
  }

  private struct Known: Sendable {
    let high: String
    let low: String
    let applies: @Sendable (Set<String>) -> Bool

    init(_ high: String, _ low: String, _ applies: @escaping @Sendable (Set<String>) -> Bool) {
      self.high = high
      self.low = low
      self.applies = applies
    }

    /// Applies when one of the words is there, and none of the others.
    init(_ high: String, _ low: String, any words: Set<String>, without others: Set<String> = []) {
      self.init(high, low) { !$0.isDisjoint(with: words) && $0.isDisjoint(with: others) }
    }
  }

  private static let since: Set<String> = ["since", "desde", "sin"]
  private static let beginnings: Set<String> = [
    "signup", "sign", "registration", "registered", "joined", "join", "joining", "first", "alta", "registro", "primera",
    "primer", "inicio", "start",
  ]
  private static let lastOnes: Set<String> = ["last", "ultima", "ultimo"]
  private static let times: Set<String> = ["day", "days", "dia", "dias", "weeks", "semanas", "months", "meses"]
  private static let events: Set<String> = [
    "purchase", "order", "visit", "login", "activity", "contact", "seen", "compra", "pedido", "visita", "acceso",
    "contacto", "actividad",
  ]
  private static let amounts: Set<String> = [
    "value", "amount", "price", "rate", "share", "ratio", "valor", "importe", "precio", "tasa",
  ]

  /// The first that applies counts, so narrower ones stand before wider ones.
  private static let known: [Known] = [
    Known("long-standing", "new", any: ["tenure", "antiguedad"]),
    Known("long-standing", "new") { !$0.isDisjoint(with: since) && !$0.isDisjoint(with: beginnings) },
    Known("long-standing", "new") { $0.isSuperset(of: ["account", "age"]) || $0.isSuperset(of: ["customer", "age"]) },
    Known("long silent", "recent", any: ["recency", "recencia", "inactivity", "inactividad"]),
    Known("long silent", "recent", any: since),
    Known("long silent", "recent") {
      !$0.isDisjoint(with: lastOnes) && !$0.isDisjoint(with: times) && !$0.isDisjoint(with: events)
        && $0.isDisjoint(with: amounts)
    },
    Known(
      "discount hunter", "full price",
      any: [
        "discount", "discounts", "descuento", "descuentos", "coupon", "coupons", "cupon", "cupones", "promo", "promos",
        "promotion", "promotions", "promocion", "promociones", "ofertas",
      ]),
    Known("likely to leave", "likely to stay", any: ["churn", "abandono", "attrition"]),
    Known("many returns", "few returns", any: ["returns", "refunds", "devoluciones"]),
    Known("many complaints", "few complaints", any: ["complaints", "quejas", "reclamaciones"]),
    Known("big baskets", "small baskets", any: ["basket", "baskets", "aov", "cesta", "carrito"]),
    Known("big baskets", "small baskets") {
      $0.contains("ticket") && !$0.isDisjoint(with: ["medio", "promedio", "average", "avg"])
        || $0.contains("order") && !$0.isDisjoint(with: ["value", "amount"])
    },
    Known(
      "frequent", "rare",
      any: [
        "frequency", "frecuencia", "orders", "purchases", "transactions", "pedidos", "compras", "transacciones",
      ], without: amounts),
    Known(
      "high spend", "low spend",
      any: [
        "monetary", "spend", "spending", "spent", "expenditure", "revenue", "gasto", "gastos", "importe", "facturacion",
        "ventas", "sales", "ltv", "clv", "monto",
      ]),
    Known("mobile", "rarely mobile") { $0.contains("mobile") && !$0.isDisjoint(with: ["share", "ratio", "rate"]) },
    Known("high income", "low income", any: ["income", "salary", "ingresos", "renta", "sueldo", "salario"]),
    Known("older", "younger", any: ["age", "edad"]),
    Known("satisfied", "dissatisfied", any: ["satisfaction", "satisfaccion", "csat", "nps", "rating", "valoracion"]),
    Known("many visits", "few visits", any: ["visits", "visitas", "sessions", "sesiones", "logins"]),
  ]
}
