import Journeys
import Tables

/// The JSON of `archetype journey`: every table, and what was assumed.
struct JourneyReport {
  static let schema = "archetype/journey/1"

  let findings: JourneyFindings
  let remarks: [CommandOutput.Remark]
  let timestamp: String?

  private var observations: JourneyObservations { findings.observations }
  private var request: JourneyRequest { findings.request }

  func json(_ tables: [ResultTable]) -> JSONValue {
    var report: [String: JSONValue] = [
      "schema": .string(Self.schema), "seed": .unsigned(request.seed),
      "input": .object([
        "name": .string(observations.source.name), "stem": .string(observations.source.stem),
        "digest": .string(observations.source.digest), "rows": .integer(observations.source.rows),
      ]),
      "settings": settings, "assumed": .flag(observations.isAssumed), "order": .integer(findings.order),
      "chain_kind": .string(observations.space.chain.rawValue),
      "archetypes": .array(archetypes), "remarks": .array(remarks.map { .string($0.message) }),
    ]
    if let cutting = observations.cutting { report["journeys"] = journeys(cutting) }
    for table in tables { report[table.name] = .rows(of: table) }
    if let timestamp { report["timestamp"] = .string(timestamp) }
    return .object(report)
  }

  private var settings: JSONValue {
    .object([
      "conversion": .array(request.conversions.map { .string($0) }),
      "absorbing": .array(request.absorbing.map { .string($0) }), "state": .string(request.state.rawValue),
      "journeys": .string(request.kept.rawValue), "collapse_repeats": .flag(request.collapsesRepeats),
      "drop_duplicates": .flag(request.dropsDuplicates), "prior": .number(request.prior),
      "interval_method": .string(request.intervalMethod.rawValue), "level": .number(request.level),
      "pooling": .flag(request.poolsArchetypes), "bootstrap": .integer(request.bootstraps),
      "horizon": .optional(findings.horizon),
    ])
  }

  private func journeys(_ cutting: JourneyObservations.Cutting) -> JSONValue {
    .object([
      "customers": .integer(cutting.customers), "contacts": .integer(cutting.contacts),
      "journeys": .integer(cutting.outcomes.journeys), "converted": .integer(cutting.outcomes.converted),
      "lost": .integer(cutting.outcomes.lost), "open": .integer(cutting.outcomes.open),
      "dropped_exits": .integer(cutting.outcomes.droppedExits),
      "inactive_after": .optional(cutting.rules.inactiveAfter),
      "begin": .optional(cutting.begin), "end": .optional(cutting.rules.end), "instants": .flag(cutting.hasInstants),
      "lapsed_customers": .integer(cutting.lapsedCustomers), "returned_customers": .integer(cutting.returnedCustomers),
    ])
  }

  private var archetypes: [JSONValue] {
    let names = [nil] + (observations.archetypes?.names ?? [])
    return findings.chains[0].groups.enumerated().map { place, group in
      var values: [String: JSONValue] = ["archetype": .string(group.label), "name": .optional(names[place])]
      if let worth = findings.worth?.archetypes[place] {
        values["journeys"] = .number(worth.observed.journeys)
        values["conversions"] = .number(worth.observed.conversions)
        values["conversion_rate"] = Self.estimate(worth.conversionRate)
        values["mean_steps"] = Self.estimate(worth.meanSteps)
        values["steps_variance"] = Self.estimate(worth.stepsVariance)
        values["conversion_data_gap"] = .optional(worth.worstCalibration?.gap)
        values["open_transitions"] = .number(worth.fitted.openTransitions)
      }
      if findings.retention.indices.contains(place) {
        values["retention_subjects"] = .integer(findings.retention[place].observed.subjectCount)
        values["active_after_conversion"] = .optional(findings.retention[place].observed.survivalAtOnce)
        values["retention_data_gap"] = .optional(findings.retention[place].distance?.distance)
      }
      return .object(values)
    }
  }

  private static func estimate(_ estimate: IntervalEstimate) -> JSONValue {
    .object(["value": .optional(estimate.value), "low": .optional(estimate.low), "high": .optional(estimate.high)])
  }
}
