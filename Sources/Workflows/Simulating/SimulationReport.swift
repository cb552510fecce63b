import Journeys
import Simulation
import Tables

/// The JSON of `archetype simulate`.
struct SimulationReport {
  static let schema = "archetype/simulate/1"

  let results: SimulationResults
  let remarks: [CommandOutput.Remark]
  let timestamp: String?

  func json(_ tables: [ResultTable]) -> JSONValue {
    let options = results.projection.options
    var report: [String: JSONValue] = [
      "schema": .string(Self.schema), "seed": .unsigned(results.request.seed),
      "model": .object([
        "stem": .string(results.model.source.stem), "digest": .string(results.model.source.digest),
        "statistics": .string(results.model.statistics),
      ]),
      "settings": .object([
        "period": .number(options.periodLength), "periods": .integer(options.periodCount),
        "bootstrap": .integer(options.replicates), "level": .number(results.request.frame.level),
        "arrivals": .optional(results.projection.arrivals), "discount_rate": .number(results.request.discountRate),
        "mix": options.mix.map(mix) ?? .null, "value": .optional(options.valuePerConversion),
        "later_value": .optional(options.valuePerLaterContact),
      ]),
      "assumed": .flag(results.model.isAssumed), "checks": .array(results.projection.checks.map(check)),
      "scenarios": .array(results.projection.scenarios.enumerated().map { scenario($1, $0) }),
      "assumption": .string("people moved by an improvement are assumed to behave like those seen there"),
      "remarks": .array(remarks.map { .string($0.message) }),
    ]
    for table in tables { report[table.name] = .rows(of: table) }
    if let timestamp { report["timestamp"] = .string(timestamp) }
    return .object(report)
  }

  /// The shares of archetypes, by label.
  private func mix(_ shares: [Double]) -> JSONValue {
    .object(
      Dictionary(uniqueKeysWithValues: shares.enumerated().map { (results.label($0.offset + 1), .number($0.element)) }))
  }

  private func check(_ check: ProjectionCheck) -> JSONValue {
    .object([
      "archetype": .string(results.label(check.group)),
      "observed_conversion_rate": .optional(check.observedConversionRate),
      "base_conversion_rate": .optional(check.baseConversionRate),
      "retention_distance": .optional(check.retentionDistance),
    ])
  }

  private func scenario(_ scenario: Scenario, _ number: Int) -> JSONValue {
    let differences = results.projection.differences[number]
    return .object([
      "name": .string(scenario.name), "adoption": .number(scenario.adoption),
      "archetypes": scenario.archetypes.map { .array($0.map { .string(results.label($0)) }) } ?? .null,
      "cost_once": .number(scenario.cost.once), "cost_per_period": .number(scenario.cost.perPeriod),
      "changes_nothing": .flag(differences.allSatisfy(\.cells.isEmpty)),
      "unobserved_share": .optional(differences.compactMap(\.unobservedShare).max()),
    ])
  }
}
