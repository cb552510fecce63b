import Journeys
import Reporting

extension JourneyScreen {
  /// A line of the table.
  private struct Row {
    let archetype: String
    let name: String
    let stage: String
    let worth: TouchpointWorth.Touchpoint
    let labels: String
  }

  /// Columns that give way where lines are too narrow for all, the first of them first.
  private static let dispensable = ["Stage", "Conversions", "Convert after"]

  /// The touchpoints that matter most, and how many are left out.
  func table(fitting width: Int) -> (table: TextTable, hidden: Int) {
    guard findings.worth != nil else { return (transitions, 0) }
    let (rows, hidden) = rows
    var columns = columns(rows)
    for header in Self.dispensable {
      let lines = TextTable(columns: columns).text(width: width).split(separator: "\n")
      if lines.allSatisfy({ displayWidth(String($0)) <= width }) { break }
      columns.removeAll { $0.header == header }
    }
    return (TextTable(columns: columns), hidden)
  }

  private var rows: (shown: [Row], hidden: Int) {
    let labels = findings.chains[0].groups.map(\.label)
    var rows: [Row] = []
    var hidden = 0
    for (label, evidence) in zip(labels, findings.evidence) {
      let archetype = evidence.worth
      let ranked = touchpoints.filter { archetype.touchpoints[$0].visits > 0 }.sorted { first, second in
        let effects = [first, second].map { archetype.touchpoints[$0][.removalEffect].value ?? -1 }
        return effects[0] == effects[1] ? first < second : effects[0] > effects[1]
      }
      let shown = ranked.prefix(labels.count > 1 ? Self.mostRows / 6 : Self.mostRows)
      hidden += ranked.count - shown.count
      rows += shown.map { number in
        Row(
          archetype: label, name: observations.states.names[number], stage: observations.states.stages[number] ?? "",
          worth: archetype.touchpoints[number],
          labels: evidence.labels(ofTouchpoint: number).map(\.kind.rawValue).uniqued.joined(separator: ", "))
      }
    }
    return (rows, hidden)
  }

  private func columns(_ rows: [Row]) -> [TextTable.Column] {
    func percents(_ header: String, _ value: (TouchpointWorth.Touchpoint) -> Double?) -> TextTable.Column {
      .number(header, rows.map { value($0.worth).map { NumberText.percent($0) } ?? "" })
    }
    var columns: [TextTable.Column] = [.name("Touchpoint", rows.map(\.name))]
    if findings.chains[0].groups.count > 1 { columns.insert(.name("Archetype", rows.map(\.archetype)), at: 0) }
    if rows.contains(where: { !$0.stage.isEmpty }) { columns.append(.name("Stage", rows.map(\.stage))) }
    columns += [
      .number(
        findings.isPerJourney ? "Visits a journey" : "Visits",
        findings.isPerJourney
          ? NumberText.column(rows.map(\.worth.visits))
          : rows.map { NumberText.integer(Int($0.worth.visits.rounded())) }),
      percents("Drop-off") { $0[.dropOff].value }, percents("Convert after") { $0[.conversionAfter].value },
      percents("Removal effect") { $0[.removalEffect].value },
    ]
    if !findings.isPerJourney {
      columns.append(
        .number("Conversions", NumberText.column(rows.map { $0.worth.attributedConversions ?? .nan })))
    }
    // Whole, because cut ones could not be told apart.
    if rows.contains(where: { !$0.labels.isEmpty }) { columns.append(.name("", rows.map(\.labels))) }
    return columns
  }
}

extension Array where Element: Equatable {
  /// The elements without later repeats.
  fileprivate var uniqued: [Element] {
    var result: [Element] = []
    for element in self where !result.contains(element) { result.append(element) }
    return result
  }
}
