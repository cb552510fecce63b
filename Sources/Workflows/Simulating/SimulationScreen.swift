import Journeys
import Reporting
import Simulation

/// The headline of `archetype simulate` for people: before, after and the difference.
struct SimulationScreen {
  let results: SimulationResults

  private static let mostRanked = 15
  private static let narrowestMetric = 12
  private static let mostChanges = 40
  /// How many have to be left for their share to say anything.
  private static let leastStaying = 0.01

  func text(on stream: Terminal.Stream) -> String {
    let emphasis = stream.emphasis
    let width = stream.paragraphWidth
    var parts: [String] = []
    for (_, projection) in results.projections {
      parts.append(scenario(projection, width: width, emphasis: emphasis, isInteractive: stream.isInteractive))
    }
    if results.request.explains { parts.append(changes(width: width, emphasis: emphasis)) }
    if let ranking = results.ranking { parts.append(self.ranking(ranking, width: width, emphasis: emphasis)) }
    if let backtest = results.backtest { parts.append(self.backtest(backtest, width: width, emphasis: emphasis)) }
    if !results.projection.scenarios.isEmpty { parts.append(Paragraph(trust).wrapped(width: width) + "\n") }
    return parts.joined(separator: "\n")
  }

  private var time: TimeText { TimeText(areInstants: ProjectionSettings.hasInstants(results.model)) }
  private var horizon: String { results.projection.options.horizonText(of: results.model) }

  /// Over how long counts are; empty where there are none.
  private var reach: String { results.projection.arrivals == nil ? "" : ", over \(horizon)" }

  // MARK: A scenario

  private func scenario(
    _ projection: ScenarioProjection, width: Int, emphasis: Emphasis, isInteractive: Bool
  ) -> String {
    let adoption =
      results.projections.allSatisfy { $0.projection.adoption == 1 }
      ? "" : ", adopted by \(NumberText.percent(projection.adoption, decimals: 0)) of customers"
    let scope = projection.scenario.archetypes.map { archetypes in
      " for \(archetypes.count == 1 ? "archetype" : "archetypes") \(archetypes.map { printable(results.label($0)) }.joined(separator: ", "))"
    }
    var lines = [emphasis.bold("\(printable(projection.scenario.name))\(scope ?? "")\(adoption)\(reach)")]
    let rows = projection.groups.filter { isInMix($0.group) }.flatMap { group in
      metrics(of: group, isTotal: group.group == projection.groups[0].group)
        .map { (label: results.label(group.group), name: $0.0, estimate: $0.1, unit: $0.2) }
    }
    let intervals = rows.map { interval($0.estimate.difference, $0.unit) }
    let decimals = rows.map { $0.estimate.difference.decimals }
    var columns: [TextTable.Column] = [
      // Cut, times after which customers are still active could not be told apart.
      .init(header: "", cells: rows.map(\.name), alignment: .left, fitting: .wrapped(downTo: Self.narrowestMetric)),
      .number("Base", zip(rows, decimals).map { text($0.estimate.base.value, $0.unit, $1) }),
      .number("Projected", zip(rows, decimals).map { text($0.estimate.projected.value, $0.unit, $1) }),
      .number("Difference", zip(rows, decimals).map { difference($0.estimate.difference.value, $0.unit, $1) }),
    ]
    if intervals.contains(where: { !$0.isEmpty }) {
      columns.append(.init(header: "Interval", cells: intervals, alignment: .left, fitting: .whole))
    }
    if projection.groups.count > 1 { columns.insert(.text("Archetype", rows.map(\.label)), at: 0) }
    lines.append(TextTable(columns: columns).text(width: width, emphasis: emphasis))
    if projection.cost > 0 { lines.append(Paragraph(money(projection)).wrapped(width: width)) }
    if isInteractive, let curves = sparklines(projection.groups[0]) { lines.append(curves) }
    let whole = lines.joined(separator: "\n")
    return whole.hasSuffix("\n") ? whole : whole + "\n"
  }

  /// Whether a mix of one's own has anybody of a group; of those left out, the files have the rates.
  private func isInMix(_ group: Int) -> Bool {
    guard group > 0, let mix = results.projection.options.mix else { return true }
    return mix[group - 1] > 0
  }

  /// What a number counts.
  private enum Unit { case share, count, money }

  private func metrics(of group: GroupProjection, isTotal: Bool) -> [(String, MetricEstimate, Unit)] {
    var lines: [(String, MetricEstimate, Unit)] = [
      ("conversion rate", group[.conversionRate], .share), ("conversions", group[.conversions], .count),
    ]
    let last = results.projection.options.periodCount
    if group[.retention, period: 1].base.value != nil {
      for period in Set([1, lastPeopled(group)]).sorted() {
        let after = time.length(Double(period) * results.projection.options.periodLength)
        lines.append(("still active after \(after)", group[.retention, period: period], .share))
      }
      lines.append(("active customers at the end", group[.activeCustomers, period: last], .count))
    }
    if isDiscounted {
      lines.append(("revenue, not discounted", group[.revenue], .money))
      lines.append(("revenue, discounted", group[.presentValue], .money))
    } else {
      lines.append(("revenue", group[.revenue], .money))
    }
    let known = lines.filter { $0.1.base.value != nil }
    return isTotal ? known : Array(known.prefix(2))
  }

  /// The last period, from 1, after which enough are still there to speak of.
  private func lastPeopled(_ group: GroupProjection) -> Int {
    results.periods.last { period in
      let retention = group[.retention, period: period]
      return [retention.base.value, retention.projected.value].contains { ($0 ?? 0) >= Self.leastStaying }
    } ?? 1
  }

  /// Whether money is worth less the later it comes.
  private var isDiscounted: Bool { results.projection.options.discountRatePerPeriod != 0 }

  /// - Parameter decimals: As many as the difference is known to; nil where nobody knows.
  private func text(_ value: Double?, _ unit: Unit, _ decimals: Int?) -> String {
    guard let value else { return "" }
    if unit == .share { return NumberText.percent(value) }
    return decimals.map { NumberText.decimal(value, decimals: $0) } ?? NumberText.number(value)
  }

  private func difference(_ value: Double?, _ unit: Unit, _ decimals: Int?) -> String {
    guard let value else { return "" }
    if value == 0 { return "0" }
    if unit == .share { return NumberText.percentagePoints(value, decimals: 2) }
    return decimals.map { NumberText.signed(value, decimals: $0) } ?? NumberText.signed(value)
  }

  private func interval(_ estimate: IntervalEstimate, _ unit: Unit) -> String {
    guard let low = estimate.low, let high = estimate.high else { return "" }
    return "\(difference(low, unit, estimate.decimals)) to \(difference(high, unit, estimate.decimals))"
  }

  private func money(_ projection: ScenarioProjection) -> String {
    let costs = isDiscounted ? "Discounted, it costs" : "It costs"
    guard let net = projection.netGain.value else {
      return "\(costs) \(NumberText.number(projection.cost)); what it earns is not known without values (--value)."
    }
    var text = "\(costs) \(NumberText.number(projection.cost)). Beyond its cost it \(net < 0 ? "loses" : "earns") "
    text += self.text(abs(net), .money, projection.netGain.decimals)
    let interval = interval(projection.netGain, .money)
    if !interval.isEmpty { text += " (\(interval))" }
    if let back = projection.returnOnCost.value { text += ", a return of \(NumberText.percent(back, decimals: 0))" }
    return text + "."
  }

  /// Retention by period, before and after, as bars of eight heights; the highest of all fills its line.
  private func sparklines(_ group: GroupProjection) -> String? {
    let estimates = results.periods.map { group[.retention, period: $0] }
    let (base, projected) = (estimates.compactMap(\.base.value), estimates.compactMap(\.projected.value))
    guard estimates.count > 1, base.count == estimates.count, projected.count == estimates.count,
      let highest = (base + projected).max(), highest > 0
    else { return nil }
    let bars = Array("▁▂▃▄▅▆▇█")
    func line(_ values: [Double]) -> String {
      String(values.map { bars[min(bars.count - 1, Int($0 / highest * Double(bars.count)))] })
    }
    return "retention  base \(line(base))  projected \(line(projected))"
  }

  // MARK: Other results

  private func changes(width: Int, emphasis: Emphasis) -> String {
    let table = SimulationTables(results: results).changes()
    var text = emphasis.bold("What changes in the chain") + "\n"
    let whole = table.textTable
    text += TextTable(
      columns: whole.columns.map {
        TextTable.Column(
          header: $0.header, cells: Array($0.cells.prefix(Self.mostChanges)), alignment: $0.alignment,
          fitting: $0.fitting)
      }
    ).text(width: width, emphasis: emphasis)
    let others = table.rowCount - Self.mostChanges
    return others > 0 ? text + "and \(NumberText.integer(others)) more, with --table changes\n" : text
  }

  private func ranking(_ ranking: ImprovementRanking, width: Int, emphasis: Emphasis) -> String {
    let ranked = ranking.entries.filter { isInMix($0.group) }
    let entries = ranked.prefix(Self.mostRanked)
    guard !entries.isEmpty else { return "Nobody is lost anywhere, so there is nothing to recover.\n" }
    // One number of decimals in a column: that of the interval known best, or three digits of the largest gain.
    func gains(
      _ header: String, decimals: Int? = nil, _ value: (ImprovementRanking.Entry) -> IntervalEstimate
    ) -> TextTable.Column? {
      guard let largest = entries.compactMap({ value($0).value }).map(abs).max() else { return nil }
      let decimals = decimals ?? NumberText.decimals(telling: 0, from: largest / 10)
      return .number(header, entries.map { difference(value($0).value, .count, decimals) })
    }
    let decimals = entries.compactMap(\.conversionsGained.decimals).max()
    var columns: [TextTable.Column?] = [.name("Touchpoint", entries.map(\.touchpoint))]
    if results.model.groups.count > 1 {
      columns.append(.text("Archetype", entries.map { results.label($0.group) }))
    }
    columns.append(gains("Conversions", decimals: decimals) { $0.conversionsGained })
    if entries.contains(where: { $0.conversionsGained.low != nil }) {
      columns.append(
        .init(
          header: "Interval",
          cells: entries.map { entry in
            guard let low = entry.conversionsGained.low, let high = entry.conversionsGained.high else { return "" }
            return "\(difference(low, .count, decimals)) to \(difference(high, .count, decimals))"
          }, alignment: .left, fitting: .whole))
    }
    columns.append(gains("Active at the end") { $0.retainedGained })
    columns.append(gains("Value") { $0.valueGained })
    let title = Paragraph(
      "What it would bring\(results.projection.arrivals == nil ? " for each journey" : " over \(horizon)") if 10% of those lost at a touchpoint went on instead"
    ).wrapped(width: width)
    let others = ranked.count - entries.count
    return emphasis.bold(title) + "\n"
      + TextTable(columns: columns.compactMap(\.self)).text(width: width, emphasis: emphasis)
      + (others > 0 ? "and \(NumberText.integer(others)) more, with --table ranking\n" : "")
  }

  private func backtest(_ backtest: Backtest, width: Int, emphasis: Emphasis) -> String {
    let rows = backtest.rows
    let inside = rows.count { $0.isInside }
    let title = Paragraph(
      "Fitted before \(results.request.backtest ?? ""): \(inside) of \(rows.count) counts fell within their prediction interval"
    ).wrapped(width: width)
    let table = TextTable(columns: [
      .text("", rows.map { $0.observation.metric == .retention ? "still active" : $0.observation.metric.rawValue }),
      .number("Period", rows.map { String($0.observation.period) }),
      .number("Happened", rows.map { NumberText.integer($0.observation.count) }),
      .number("Expected", rows.map { NumberText.number($0.prediction.expected) }),
      .init(
        header: "Interval",
        cells: rows.map { "\(NumberText.integer($0.prediction.low)) to \(NumberText.integer($0.prediction.high))" },
        alignment: .left, fitting: .whole),
      .text("Inside", rows.map { $0.isInside ? "yes" : "no" }),
    ])
    return emphasis.bold(title) + "\n" + table.text(width: width, emphasis: emphasis)
  }

  /// What converts, and by which chains.
  private var subject: String {
    if results.projection.options.mix != nil { return "With archetypes mixed as observed, the base" }
    return results.model.groups.count > 1 ? "By the archetypes' chains together, the base" : "The base"
  }

  /// How far the projection may be trusted.
  private var trust: String {
    var sentences: [String] = []
    if let check = results.projection.checks.first {
      if let observed = check.observedConversionRate, let base = check.baseConversionRate {
        sentences.append(
          subject + " converts \(NumberText.percent(base)) of journeys; \(NumberText.percent(observed)) were "
            + (results.model.isAssumed ? "assumed." : "observed."))
      }
      if let distance = check.retentionDistance {
        sentences.append(
          "At the ends of periods its retention is at most \(NumberText.points(distance)) from what was observed."
        )
      }
    }
    let unobserved = results.projection.differences.joined().compactMap(\.unobservedShare).max() ?? 0
    if unobserved > 0 {
      sentences.append(
        (unobserved < 0.01 ? "Less than 1%" : "Up to \(NumberText.percent(unobserved, decimals: 0))")
          + " of the change is outside what was observed.")
    }
    sentences.append("People moved by an improvement are assumed to behave like those seen where they are moved to.")
    return sentences.joined(separator: " ")
  }
}

extension IntervalEstimate {
  /// As many decimals as its interval is known to; nil without one.
  var decimals: Int? {
    guard let low, let high else { return nil }
    return NumberText.decimals(telling: low, from: high)
  }
}
