import Journeys
import Simulation
import Tables

/// The tables that `archetype simulate` writes.
struct SimulationTables {
  let results: SimulationResults

  /// Every table, the headline first.
  func all() -> [ResultTable] {
    var tables = [projection(), retention(), touchpoints(), changes()]
    if let ranking = results.ranking { tables.append(self.ranking(ranking)) }
    if let backtest = results.backtest { tables.append(self.backtest(backtest)) }
    if results.projection.scenarios.isEmpty { tables.removeFirst(4) }
    return tables
  }

  /// One row a scenario, adoption, archetype, metric and period; an empty period is the whole horizon.
  ///
  /// Metrics that nobody knows of any group have no rows.
  func projection() -> ResultTable {
    var rows = EstimateRows()
    var predictions: [PredictionInterval?] = []
    let known = knownMetrics
    let scenarios = results.projections.map(\.projection)
    var knownMoney: Set<String> = []
    if scenarios.contains(where: { $0.netGain.value != nil }) { knownMoney.insert("net_gain") }
    if scenarios.contains(where: { $0.returnOnCost.value != nil }) { knownMoney.insert("return") }
    for (number, scenario) in results.projections {
      for (place, group) in scenario.groups.enumerated() {
        for metric in Metric.allCases where known.contains(metric) {
          let periods: [Int?] = Self.hasPeriods(metric) ? results.periods.map { Optional($0) } + [nil] : [nil]
          for period in periods {
            rows.add(
              group[metric, period: period], scenario, results.label(group.group), metric: metric.rawValue, period)
            predictions.append(
              results.projection.prediction(
                of: metric, period: period, scenario: number, group: place, adoption: scenario.adoption))
          }
        }
      }
      rows.addMoney(scenario, known: knownMoney, label: results.label(0))
      while predictions.count < rows.count { predictions.append(nil) }
    }
    return ResultTable(
      name: "projection",
      columns: rows.columns(metric: true) + [
        ResultColumn("relative_difference", .numbers(rows.relative, .significant(6))),
        ResultColumn("prediction_low", .numbers(predictions.map { $0.map { Double($0.low) } ?? .nan }, .shortest)),
        ResultColumn("prediction_high", .numbers(predictions.map { $0.map { Double($0.high) } ?? .nan }, .shortest)),
      ])
  }

  private var knownMetrics: Set<Metric> {
    Set(
      Metric.allCases.filter { metric in
        results.projections.contains { _, scenario in
          scenario.groups.contains { group in
            let periods: [Int?] = Self.hasPeriods(metric) ? results.periods.map { Optional($0) } : [nil]
            return periods.contains { group[metric, period: $0].base.value != nil }
          }
        }
      })
  }

  /// Conversion rate and present value are of the horizon alone.
  static func hasPeriods(_ metric: Metric) -> Bool { metric != .conversionRate && metric != .presentValue }

  /// One row a scenario, adoption, archetype and period; none where nobody knows who stays.
  func retention() -> ResultTable {
    var rows = EstimateRows()
    let isKnown = knownMetrics.contains(.retention)
    for (_, scenario) in results.projections where isKnown {
      for group in scenario.groups {
        for period in results.periods {
          rows.add(group[.retention, period: period], scenario, results.label(group.group), metric: "", period)
        }
      }
    }
    return ResultTable(name: "retention", columns: rows.columns(metric: false))
  }

  /// One row a scenario, archetype and touchpoint: what one journey meets, before and after.
  func touchpoints() -> ResultTable {
    var keys: [(scenario: String, label: String, touchpoint: String)] = []
    var numbers: [[Double]] = [[], [], [], []]
    for (scenario, flows) in zip(results.projection.scenarios, results.projection.flows) {
      for flow in flows {
        for (place, touchpoint) in results.model.touchpoints.enumerated() where !touchpoint.isConversion {
          keys.append((scenario.name, results.label(flow.group), touchpoint.name))
          let values = [flow.visitsBase, flow.visitsProjected, flow.lostBase, flow.lostProjected]
          for column in numbers.indices { numbers[column].append(values[column]?[place] ?? .nan) }
        }
      }
    }
    let names = ["visits_baseline", "visits_projected", "lost_baseline", "lost_projected"]
    return ResultTable(
      name: "touchpoints",
      columns: [
        ResultColumn("scenario", .texts(keys.map(\.scenario))), ResultColumn("archetype", .texts(keys.map(\.label))),
        ResultColumn("touchpoint", .texts(keys.map(\.touchpoint))),
      ] + zip(names, numbers).map { ResultColumn($0, .numbers($1, .significant(9))) })
  }

  /// One row a scenario, archetype, chain and probability that changes.
  func changes() -> ResultTable {
    var scenarios: [String] = []
    var cells: [ChangedCell] = []
    for (scenario, differences) in zip(results.projection.scenarios, results.projection.differences) {
      for difference in differences {
        cells += difference.cells
        scenarios += difference.cells.map { _ in scenario.name }
      }
    }
    func state(_ cell: ChangedCell, _ place: Int) -> String {
      (cell.chain == .retention ? results.model.retention ?? results.model.chain : results.model.chain).states[place]
    }
    return ResultTable(
      name: "changes",
      columns: [
        ResultColumn("scenario", .texts(scenarios)),
        ResultColumn("archetype", .texts(cells.map { results.label($0.group) })),
        ResultColumn("chain", .texts(cells.map(\.chain.rawValue))),
        ResultColumn("from", .texts(cells.map { state($0, $0.from) })),
        ResultColumn("to", .texts(cells.map { state($0, $0.to) })),
        ResultColumn("before", .numbers(cells.map(\.before), .significant(9))),
        ResultColumn("after", .numbers(cells.map(\.after), .significant(9))),
        ResultColumn("observed", .flags(cells.map(\.wasObserved))),
      ])
  }

  /// One row an archetype and touchpoint, the largest gain first.
  func ranking(_ ranking: ImprovementRanking) -> ResultTable {
    let entries = ranking.entries
    func numbers(_ name: String, _ value: (ImprovementRanking.Entry) -> Double?) -> ResultColumn {
      ResultColumn(name, .numbers(entries.map { value($0) ?? .nan }, .significant(9)))
    }
    return ResultTable(
      name: "ranking",
      columns: [
        ResultColumn("rank", .integers(Array(1..<entries.count + 1))),
        ResultColumn("archetype", .texts(entries.map { results.label($0.group) })),
        ResultColumn("touchpoint", .texts(entries.map(\.touchpoint))),
        numbers("conversions_gained") { $0.conversionsGained.value },
        numbers("retained_gained") { $0.retainedGained.value }, numbers("value_gained") { $0.valueGained.value },
        numbers("low") { $0.conversionsGained.low }, numbers("high") { $0.conversionsGained.high },
      ])
  }

  /// One row a metric and period: what happened, and what was expected to.
  func backtest(_ backtest: Backtest) -> ResultTable {
    let rows = backtest.rows
    return ResultTable(
      name: "backtest",
      columns: [
        ResultColumn("metric", .texts(rows.map(\.observation.metric.rawValue))),
        ResultColumn("period", .integers(rows.map(\.observation.period))),
        ResultColumn("observed", .integers(rows.map(\.observation.count))),
        ResultColumn("predicted", .numbers(rows.map(\.prediction.expected), .significant(9))),
        ResultColumn("low", .integers(rows.map(\.prediction.low))),
        ResultColumn("high", .integers(rows.map(\.prediction.high))),
        ResultColumn("inside", .flags(rows.map(\.isInside))),
      ])
  }
}

/// Rows with a baseline, a projection and a difference.
private struct EstimateRows {
  private var scenarios: [String] = []
  private var adoptions: [Double] = []
  private var labels: [String] = []
  private var metrics: [String] = []
  private var periods: [Double] = []
  private var values: [[Double]] = Array(repeating: [], count: 9)
  private(set) var relative: [Double] = []

  var count: Int { scenarios.count }

  mutating func add(
    _ estimate: MetricEstimate, _ scenario: ScenarioProjection, _ label: String, metric: String, _ period: Int?
  ) {
    add(
      [estimate.base, estimate.projected, estimate.difference], estimate.relativeDifference, scenario, label,
      metric: metric, period)
  }

  /// What the scenario costs, and what is earned beyond it, where any scenario knows that.
  mutating func addMoney(_ scenario: ScenarioProjection, known: Set<String>, label: String) {
    let cost = IntervalEstimate(value: scenario.cost)
    add([IntervalEstimate(value: 0), cost, cost], nil, scenario, label, metric: "cost", nil)
    for (metric, estimate) in [("net_gain", scenario.netGain), ("return", scenario.returnOnCost)]
    where known.contains(metric) {
      add([.empty, .empty, estimate], nil, scenario, label, metric: metric, nil)
    }
  }

  private mutating func add(
    _ estimates: [IntervalEstimate], _ relative: Double?, _ scenario: ScenarioProjection, _ label: String,
    metric: String, _ period: Int?
  ) {
    scenarios.append(scenario.scenario.name)
    adoptions.append(scenario.adoption)
    labels.append(label)
    metrics.append(metric)
    periods.append(period.map(Double.init) ?? .nan)
    for (place, estimate) in estimates.enumerated() {
      values[3 * place].append(estimate.value ?? .nan)
      values[3 * place + 1].append(estimate.low ?? .nan)
      values[3 * place + 2].append(estimate.high ?? .nan)
    }
    self.relative.append(relative ?? .nan)
  }

  func columns(metric hasMetric: Bool) -> [ResultColumn] {
    let names = ["baseline", "projected", "difference"].flatMap { [$0, "\($0)_low", "\($0)_high"] }
    return [
      ResultColumn("scenario", .texts(scenarios)), ResultColumn("adoption", .numbers(adoptions, .shortest)),
      ResultColumn("archetype", .texts(labels)),
    ] + (hasMetric ? [ResultColumn("metric", .texts(metrics))] : []) + [
      ResultColumn("period", .numbers(periods, .shortest))
    ] + zip(names, values).map { ResultColumn($0, .numbers($1, .significant(9))) }
  }
}
