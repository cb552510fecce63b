import Tables

/// The truth about generated events, as the document `truth.json`.
///
/// Chains are objects of rows, each an object of the shares that are not 0.
struct EventTruth: Sendable {
  static let schema = "archetype/events-truth/1"

  let request: GenerateEventsRequest
  let population: EventPopulation
  let contactCount: Int

  private var names: [String] { population.touchpoints.map(\.name) }

  var json: JSONValue {
    let probabilities = population.behaviors.map { $0.conversionProbability(purchase: population.purchase) }
    let weighted = zip(probabilities, population.drawn.sizes).map { $0 * Double($1) }
    return .object([
      "schema": .string(Self.schema),
      "seed": .unsigned(request.seed),
      "customers": .integer(request.customers),
      "contacts": .integer(contactCount),
      "window": window,
      "inactive_after_days": .number(Double(request.inactivity) / TimeSpan.Unit.days.seconds),
      "returning_share": .number(request.returningShare),
      "dwell_law": .string(request.dwellLaw.rawValue),
      "conversion_touchpoint": .string(EventTouchpoint.purchase.name),
      "conversion_probability": .number(weighted.reduce(0, +) / Double(request.customers)),
      "touchpoints": .array(population.touchpoints.map(Self.json)),
      "archetypes": .array(population.behaviors.indices.map { archetype(at: $0) }),
    ])
  }

  private var window: JSONValue {
    .object([
      "first_day": .string(Self.date(ofDay: 0)),
      "last_day": .string(Self.date(ofDay: request.days - 1)),
      "days": .integer(request.days),
    ])
  }

  /// The date of a day of the window, as ISO 8601.
  static func date(ofDay day: Int) -> String {
    DateColumn.dayText(GeneratedEvents.windowStart + Double(day) * TimeSpan.Unit.days.seconds)
  }

  private static func json(_ touchpoint: EventTouchpoint) -> JSONValue {
    .object([
      "touchpoint": .string(touchpoint.name),
      "stage": .string(touchpoint.stage.rawValue),
      "channel": .string(touchpoint.channel),
      "cost": .optional(touchpoint.cost),
      "is_scored": .flag(touchpoint.isScored),
    ])
  }

  private func archetype(at index: Int) -> JSONValue {
    let behavior = population.behaviors[index]
    let purchase = population.purchase
    let reached = behavior.reachable(from: purchase)
    let all = names.indices
    let later = all.filter { reached[$0] }
    let size = population.drawn.sizes[index]
    let conversion = behavior.conversionProbabilities(purchase: purchase)
    let conversionEnds = names.map { $0 == EventTouchpoint.purchase.name ? "(conversion)" : $0 } + ["(lost)"]
    return .object([
      "archetype": .integer(index + 1),
      "customers": .integer(size),
      "share": .number(Double(size) / Double(request.customers)),
      "start": shares(behavior.start, names: names),
      "conversion_probability": .number(behavior.conversionProbability(purchase: purchase)),
      "conversion_probability_after": byName(all.filter { $0 != purchase }) { .number(conversion[$0]) },
      "conversion_chain": byName(all.filter { $0 != purchase }) { shares(behavior.next[$0], names: conversionEnds) },
      "retention_chain": byName(later) { shares(behavior.next[$0], names: names + ["(lapsed)"]) },
      "lapse_probability_after": byName(later) { .number(behavior.loss($0)) },
      "dwell_hours_after": byName(Array(all)) { .number(behavior.dwellTimes[$0].mean / 3600) },
      "scores": byName(all.filter { population.touchpoints[$0].isScored }) { touchpoint in
        .object([
          "shares": .array(behavior.scores[touchpoint].map { .number($0) }),
          "silence_after": .array(behavior.lossByScore(touchpoint).map { .number($0) }),
        ])
      },
      "purchase_value": .object([
        "law": .string("log-normal"), "median": .number(behavior.medianValue),
        "log_standard_deviation": .number(behavior.valueSpread), "mean": .number(behavior.meanValue),
      ]),
    ])
  }

  private func byName(_ touchpoints: [Int], _ value: (Int) -> JSONValue) -> JSONValue {
    .object(Dictionary(uniqueKeysWithValues: touchpoints.map { (names[$0], value($0)) }))
  }

  private func shares(_ shares: [Double], names: [String]) -> JSONValue {
    .object(
      Dictionary(uniqueKeysWithValues: zip(names, shares).filter { $0.1 > 0 }.map { ($0.0, .number($0.1)) }))
  }
}
