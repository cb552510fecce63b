import Journeys
import Reporting
import Tables

/// The headline of `archetype journey` for people.
struct JourneyScreen {
  let findings: JourneyFindings

  /// Columns of text where no terminal says how many fit.
  private static let widthElsewhere = 120
  private static let mostRows = 30

  private var observations: JourneyObservations { findings.observations }

  func text(on stream: Terminal.Stream) -> String {
    let emphasis = stream.emphasis
    let width = stream.isInteractive ? stream.width : Self.widthElsewhere
    var lines: [String] = []
    for (place, sentence) in sentences.enumerated() {
      let text = Paragraph(sentence).wrapped(width: width)
      lines.append(place == 0 ? emphasis.bold(text) : text)
    }
    lines.append("")
    lines.append(table.text(width: width, emphasis: emphasis))
    return lines.joined(separator: "\n")
  }

  // MARK: Sentences

  private var sentences: [String] {
    var sentences =
      observations.isAssumed ? ["The numbers below follow from assumed probabilities, not from data."] : []
    guard let worth = findings.worth?.archetypes.first else { return sentences + plainSentences }
    sentences.append(size(worth))
    sentences.append(conversion(worth))
    if let sentence = losses(worth) { sentences.append(sentence) }
    if let sentence = mattering(worth) { sentences.append(sentence) }
    if let sentence = retention { sentences.append(sentence) }
    if let sentence = difference { sentences.append(sentence) }
    return sentences
  }

  private func size(_ worth: TouchpointWorth.Archetype) -> String {
    guard let cutting = observations.cutting else {
      let touchpoints = Counted.text(observations.states.names.count, "touchpoint")
      if isPerJourney { return "Journeys between \(touchpoints)" }
      return "\(Counted.text(Int(worth.observed.journeys.rounded()), "journey")) between \(touchpoints)"
    }
    let text = TimeText(areInstants: cutting.hasInstants)
    let found = cutting.isWindowFound ? ", found in the data" : ""
    return "\(Counted.text(cutting.outcomes.journeys, "journey")) of \(Counted.text(cutting.customers, "customer")), "
      + "\(text.day(cutting.begin)) to \(text.day(cutting.rules.end)); "
      + "lost after a silence of \(text.length(cutting.rules.inactiveAfter))\(found)"
  }

  private func conversion(_ worth: TouchpointWorth.Archetype) -> String {
    guard let rate = worth.conversionRate.value else {
      return "No conversion rate can be told: no counted journey leads to an end."
    }
    var sentence = "\(NumberText.percent(rate)) of journeys convert\(interval(worth.conversionRate))"
    if let steps = worth.meanSteps.value {
      sentence += ", after \(NumberText.decimal(steps - 1, decimals: 1)) contacts on average, converted or not"
    }
    return sentence + "."
  }

  private func interval(_ estimate: IntervalEstimate) -> String {
    guard let low = estimate.low, let high = estimate.high else { return "" }
    return " (\(NumberText.percent(low)) to \(NumberText.percent(high)))"
  }

  /// Touchpoints by number, those that are conversions left out.
  private var touchpoints: [Int] {
    observations.states.names.indices.filter { !observations.states.isConversion[$0] }
  }

  private func losses(_ worth: TouchpointWorth.Archetype) -> String? {
    let lost = touchpoints.compactMap { number -> (number: Int, share: Double, lost: Double)? in
      guard let dropOff = worth.touchpoints[number][.dropOff].value,
        let visits = worth.touchpoints[number][.expectedVisits].value
      else { return nil }
      return (number, dropOff, dropOff * visits)
    }
    guard let most = lost.max(by: { $0.lost < $1.lost }), most.lost > 0 else { return nil }
    let all = lost.reduce(0) { $0 + $1.lost }
    return "Most are lost at \(observations.states.names[most.number]): "
      + "\(NumberText.percent(most.lost / all)) of all losses; \(NumberText.percent(most.share)) of its visits are the last."
  }

  private func mattering(_ worth: TouchpointWorth.Archetype) -> String? {
    let effects = touchpoints.compactMap { number in
      worth.touchpoints[number][.removalEffect].value.map { (number, $0, worth.touchpoints[number][.removalEffect]) }
    }
    guard let most = effects.max(by: { $0.1 < $1.1 }), most.1 > 0 else { return nil }
    return "What matters most is \(observations.states.names[most.0]): if everyone who comes there were lost, "
      + "\(NumberText.percent(most.1)) of conversions would be lost\(interval(most.2))."
  }

  private var retention: String? {
    guard let all = findings.retention.first, let cutting = observations.cutting, all.observed.subjectCount > 0 else {
      return nil
    }
    let text = TimeText(areInstants: cutting.hasInstants)
    guard let period = all.periods.first, let retained = period.retained else { return nil }
    var sentence =
      "Of \(Counted.text(all.observed.subjectCount, "converted customer")), "
      + "\(NumberText.percent(retained.survival)) are still active after \(text.length(period.end))"
    if let limits = retained.limits {
      sentence += " (\(NumberText.percent(limits.low)) to \(NumberText.percent(limits.high)))"
    }
    if let distance = all.distance {
      sentence +=
        "; the chain stays within \(NumberText.decimal(abs(distance.distance) * 100, decimals: 1)) pp of what was observed"
    }
    return sentence + "."
  }

  private var difference: String? {
    guard let test = findings.tests.first(where: { $0.name == JourneyTest.archetypesName }) else { return nil }
    return test.meaning.prefix(1).uppercased() + test.meaning.dropFirst() + "."
  }

  private var plainSentences: [String] {
    let names = observations.space.names
    let transitions = findings.chains[0].groups[0].counts.total
    var sentences: [String]
    if let cutting = observations.cutting {
      sentences = [
        "\(NumberText.number(transitions, significantDigits: 15)) transitions between "
          + "\(Counted.text(names.count, "state")) of \(Counted.text(cutting.customers, "customer"))"
      ]
    } else {
      sentences = ["A chain of \(Counted.text(names.count, "state"))"]
    }
    let rows = JourneyTables(findings: findings).transitions().rowCount
    if rows > Self.mostRows {
      sentences.append(
        "The \(Self.mostRows) most frequent of \(NumberText.integer(rows)) are below; transitions.csv has them all.")
    }
    return sentences
  }

  /// The transitions, or the most frequent of many.
  private var transitions: TextTable {
    let table = JourneyTables(findings: findings).transitions()
    let whole = table.textTable
    guard table.rowCount > Self.mostRows,
      case .numbers(let counts, _)? = table.columns.first(where: { $0.name == weightName })?.values
    else { return whole }
    let kept = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(Self.mostRows).sorted()
    return TextTable(
      columns: whole.columns.map { column in
        TextTable.Column(
          header: column.header, cells: kept.map { column.cells[$0] }, alignment: column.alignment,
          fitting: column.fitting)
      })
  }

  private var weightName: String { observations.isAssumed ? "probability" : "count" }

  /// Whether probabilities were assumed for no number of journeys, so that only numbers per journey have a meaning.
  private var isPerJourney: Bool { observations.isAssumed && findings.request.sampleSize == nil }

  // MARK: Table

  private var table: TextTable {
    guard let worth = findings.worth else {
      return transitions
    }
    let labels = findings.chains[0].groups.map(\.label)
    var rows: [(label: String, name: String, stage: String, worth: TouchpointWorth.Touchpoint)] = []
    for (label, archetype) in zip(labels, worth.archetypes) {
      let ranked = touchpoints.sorted { first, second in
        let effects = [first, second].map { archetype.touchpoints[$0][.removalEffect].value ?? -1 }
        return effects[0] == effects[1] ? first < second : effects[0] > effects[1]
      }
      let shown = labels.count > 1 ? Self.mostRows / 6 : Self.mostRows
      for number in ranked.prefix(shown) where archetype.touchpoints[number].visits > 0 {
        rows.append(
          (
            label, observations.states.names[number], observations.states.stages[number] ?? "",
            archetype.touchpoints[number]
          ))
      }
    }
    func percents(_ header: String, _ value: (TouchpointWorth.Touchpoint) -> Double?) -> TextTable.Column {
      .number(header, rows.map { value($0.worth).map { NumberText.percent($0) } ?? "" })
    }
    var columns: [TextTable.Column] = [.name("Touchpoint", rows.map(\.name))]
    if labels.count > 1 { columns.insert(.text("Archetype", rows.map(\.label)), at: 0) }
    if rows.contains(where: { !$0.stage.isEmpty }) { columns.append(.text("Stage", rows.map(\.stage))) }
    columns += [
      .number(
        isPerJourney ? "Visits a journey" : "Visits",
        isPerJourney
          ? NumberText.column(rows.map(\.worth.visits))
          : rows.map { NumberText.integer(Int($0.worth.visits.rounded())) }),
      percents("Drop-off") { $0[.dropOff].value }, percents("Convert after") { $0[.conversionAfter].value },
      percents("Removal effect") { $0[.removalEffect].value },
    ]
    if !isPerJourney {
      columns.append(
        .number(
          "Conversions",
          NumberText.column(rows.map { $0.worth.attributedConversions ?? .nan })))
    }
    if rows.contains(where: { !$0.worth.labels.isEmpty }) {
      columns.append(
        .text("", rows.map { $0.worth.labels.map(\.kind.rawValue).uniqued.joined(separator: ", ") }))
    }
    return TextTable(columns: columns)
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
