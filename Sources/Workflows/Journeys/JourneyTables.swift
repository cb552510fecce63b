import Journeys
import MarkovChains
import Reporting
import Tables

/// The tables that `archetype journey` writes.
struct JourneyTables {
  let findings: JourneyFindings

  var observations: JourneyObservations { findings.observations }
  var chains: [ChainEstimates] { findings.chains }
  var level: Double { findings.request.level / 100 }
  /// Whether counts behind the probabilities are known or stood for.
  var hasIntervals: Bool { !findings.isPerJourney }
  private var labels: [String] { chains[0].groups.map(\.label) }

  /// What archetypes are called, for a table with one label a row; empty for all customers and where there are no names.
  func archetypeNames(of labels: [String]) -> ResultColumn {
    let archetypes = observations.archetypes
    let names = Dictionary(
      zip(archetypes?.labels ?? [], archetypes?.names ?? []).compactMap { label, name in name.map { (label, $0) } },
      uniquingKeysWith: { first, _ in first })
    return ResultColumn("archetype_name", .texts(labels.map { names[$0] ?? "" }))
  }

  /// The names of the tables of a chain, the headline first.
  static func names(_ chain: StateSpace.Chain) -> [String] {
    let ofWorth: Set = ["touchpoints", "attribution", "retention"]
    return JourneyRequest.tables.filter { chain != .plain || !ofWorth.contains($0) }
  }

  /// Every table, the headline first.
  func all() -> [ResultTable] {
    let tables = [transitions(), matrix(), stages(), chain(), orders(), tests()]
    guard findings.worth != nil else { return tables }
    return [touchpoints()] + [tables[0], tables[1], attribution()] + tables[2...] + [retention()]
  }

  /// One row an archetype and touchpoint.
  func touchpoints() -> ResultTable {
    var rows: [(label: String, touchpoint: Int, worth: TouchpointWorth.Touchpoint, labels: [TouchpointLabel])] = []
    for (label, evidence) in zip(labels, findings.evidence) {
      for (number, worth) in evidence.worth.touchpoints.enumerated() where !observations.states.isConversion[number] {
        rows.append((label, number, worth, evidence.labels(ofTouchpoint: number)))
      }
    }
    func numbers(_ name: String, _ value: (TouchpointWorth.Touchpoint) -> Double?) -> ResultColumn {
      ResultColumn(name, .numbers(rows.map { value($0.worth) ?? .nan }, .significant(9)))
    }
    // With as many digits as the estimate: a limit that is the estimate must not be rounded to the wrong side of it.
    func interval(_ name: String, _ estimate: (TouchpointWorth.Touchpoint) -> IntervalEstimate) -> [ResultColumn] {
      [numbers("\(name)_low") { estimate($0).low }, numbers("\(name)_high") { estimate($0).high }]
    }
    let names = observations.states.names
    var columns = [
      ResultColumn("archetype", .texts(rows.map(\.label))),
      ResultColumn("touchpoint", .texts(rows.map { names[$0.touchpoint] })),
      ResultColumn("stage", .texts(rows.map { observations.states.stages[$0.touchpoint] ?? "" })),
      numbers("customers") { $0.customers }, numbers("visits") { $0.visits },
      numbers("drop_off") { $0[.dropOff].value },
    ]
    columns += interval("drop_off") { $0[.dropOff] }
    columns += [
      numbers("conversion_after") { $0[.conversionAfter].value }, numbers("steps_to_end") { $0[.stepsToEnd].value },
      numbers("removal_effect") { $0[.removalEffect].value },
    ]
    columns += interval("removal") { $0[.removalEffect] }
    columns += [
      numbers("observed_share") { $0.observedShare }, numbers("attributed_conversions") { $0.attributedConversions },
      numbers("attributed_value") { $0.attributedValue }, numbers("elasticity") { $0[.elasticity].value },
      numbers("recoverable_gain") { $0[.recoverableGain].value },
      numbers("retention_elasticity") { $0.retentionElasticity.value }, numbers("score_mean") { $0.score.value },
    ]
    columns += interval("score") { $0.score }
    columns.append(ResultColumn("labels", .texts(rows.map { Self.labels($0.labels) })))
    columns.append(archetypeNames(of: rows.map(\.label)))
    return ResultTable(name: "touchpoints", columns: columns)
  }

  /// Every label with the number that earned it: `pain point (drop-off 0.31 against 0.22)`.
  static func labels(_ labels: [TouchpointLabel]) -> String {
    labels.map { label in
      let value = NumberText.number(label.value, significantDigits: 3)
      let reference = NumberText.number(label.reference, significantDigits: 3)
      return "\(label.kind.rawValue) (\(label.reason.rawValue) \(value) against \(reference))"
    }.joined(separator: "; ")
  }

  /// One row an archetype, touchpoint and rule of attribution.
  func attribution() -> ResultTable {
    var archetypes: [String] = []
    var touchpoints: [String] = []
    var methods: [String] = []
    var parts: [TouchAttribution.Part] = []
    for (label, archetype) in zip(labels, findings.worth?.archetypes ?? []) {
      for (number, name) in observations.states.names.enumerated() where !observations.states.isConversion[number] {
        for rule in archetype.attribution {
          archetypes.append(label)
          touchpoints.append(name)
          methods.append(rule.method.rawValue)
          parts.append(rule.parts[number])
        }
      }
    }
    return ResultTable(
      name: "attribution",
      columns: [
        ResultColumn("archetype", .texts(archetypes)), ResultColumn("touchpoint", .texts(touchpoints)),
        ResultColumn("method", .texts(methods)),
        ResultColumn("conversions", .numbers(parts.map { $0.conversions ?? .nan }, .significant(9))),
        ResultColumn("value", .numbers(parts.map { $0.value ?? .nan }, .significant(9))),
        ResultColumn("share", .numbers(parts.map { $0.share ?? .nan }, .significant(9))),
        archetypeNames(of: archetypes),
      ])
  }

  /// One row an order.
  func orders() -> ResultTable {
    let rows = findings.orders?.rows ?? []
    func numbers(_ name: String, _ value: (OrderComparison.Row) -> Double?) -> ResultColumn {
      ResultColumn(name, .numbers(rows.map { value($0) ?? .nan }, .significant(12)))
    }
    return ResultTable(
      name: "orders",
      columns: [
        ResultColumn("order", .integers(rows.map(\.order))),
        ResultColumn("parameters", .integers(rows.map(\.parameters))),
        ResultColumn("observed_contexts", .integers(rows.map(\.observedContexts))),
        numbers("log_likelihood") { $0.logLikelihood }, numbers("aic") { $0.aic }, numbers("bic") { $0.bic },
        numbers("lr_statistic") { $0.lrStatistic },
        numbers("degrees_of_freedom") { $0.degreesOfFreedom.map(Double.init) }, numbers("p_value") { $0.pValue },
        ResultColumn("chosen", .flags(rows.map { $0.order == findings.order })),
      ])
  }

  /// One row a test.
  func tests() -> ResultTable {
    let tests = findings.tests
    return ResultTable(
      name: "tests",
      columns: [
        ResultColumn("test", .texts(tests.map(\.name))),
        ResultColumn("statistic", .numbers(tests.map { $0.statistic ?? .nan }, .significant(12))),
        ResultColumn(
          "degrees_of_freedom", .numbers(tests.map { $0.degreesOfFreedom.map(Double.init) ?? .nan }, .significant(12))),
        ResultColumn("p_value", .numbers(tests.map { $0.pValue ?? .nan }, .significant(6))),
        ResultColumn("method", .texts(tests.map(\.method))), ResultColumn("groups", .texts(tests.map(\.groups))),
        ResultColumn("meaning", .texts(tests.map(\.meaning))),
      ])
  }

  /// One row an archetype and period.
  func retention() -> ResultTable {
    let rows = findings.retention.flatMap { group in group.periods.map { (group, $0) } }
    return ResultTable(
      name: "retention",
      columns: [
        ResultColumn("archetype", .texts(rows.map(\.0.label))), ResultColumn("period", .integers(rows.map(\.1.number))),
        ResultColumn("at_risk", .integers(rows.map(\.1.atRisk))),
        ResultColumn("lapsed", .integers(rows.map(\.1.lapsed))),
        ResultColumn("censored", .integers(rows.map(\.1.censored))),
        ResultColumn("retained", .numbers(rows.map { $0.1.retained?.survival ?? .nan }, .significant(9))),
        ResultColumn("low", .numbers(rows.map { $0.1.retained?.limits?.low ?? .nan }, .significant(9))),
        ResultColumn("high", .numbers(rows.map { $0.1.retained?.limits?.high ?? .nan }, .significant(9))),
        ResultColumn(
          "model_retained", .numbers(rows.map { $0.0.model?.survival(before: $0.1.end) ?? .nan }, .significant(6))),
        archetypeNames(of: rows.map(\.0.label)),
      ])
  }
}
