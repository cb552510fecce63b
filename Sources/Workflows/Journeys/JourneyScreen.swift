import Journeys
import MarkovChains
import Reporting
import Tables

/// The headline of `archetype journey` for people.
struct JourneyScreen {
  let findings: JourneyFindings

  static let mostRows = 30
  /// Further away, what the chain makes of retention is no praise for it.
  private static let doubtfulDistance = 0.05
  private static let mostCloseBehind = 2

  var observations: JourneyObservations { findings.observations }

  func text(on stream: Terminal.Stream) -> String {
    let emphasis = stream.emphasis
    let width = stream.paragraphWidth
    var lines: [String] = []
    for (place, sentence) in sentences.enumerated() {
      let text = Paragraph(sentence).wrapped(width: width)
      lines.append(place == 0 ? emphasis.bold(text) : text)
    }
    // A number stays with its name.
    if let names { lines.append(Paragraph(names).wrapped(width: width).replacing("\u{A0}", with: " ")) }
    let (table, hidden) = table(fitting: width)
    let more = hidden > 0 ? "  and \(NumberText.integer(hidden)) more \(whereabouts(of: "touchpoints"))\n" : ""
    // Where every contact is a conversion there is no row.
    if table.rowCount > 0 {
      lines += ["", table.text(width: width, emphasis: emphasis) + more]
    } else {
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  // MARK: Sentences

  private var sentences: [String] {
    var sentences =
      observations.isAssumed ? ["The numbers below follow from assumed probabilities, not from data."] : []
    guard let evidence = findings.evidence.first else { return sentences + plainSentences }
    sentences.append(size(evidence.worth))
    sentences.append(conversion(evidence.worth))
    if evidence.isEnough || evidence.worth.fitted.chain == nil {
      sentences += [losses(evidence), mattering(evidence)].compactMap(\.self)
    } else {
      sentences.append(
        "Too few journeys are known to their end (\(NumberText.integer(Int(evidence.endedJourneys.rounded())))) to say "
          + "where most are lost and what matters most.")
    }
    return sentences + [order, retention, difference].compactMap(\.self)
  }

  private func size(_ worth: TouchpointWorth.Archetype) -> String {
    guard let cutting = observations.cutting else {
      let touchpoints = Counted.text(observations.states.names.count, "touchpoint")
      if findings.isPerJourney { return "Journeys between \(touchpoints)" }
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
    if observations.cutting?.isTooShortForLosses == true {
      return "No conversion rate can be told: the log is too short to see anybody lost."
    }
    // The chains of archetypes together, which simulate projects, have another rate.
    let chain = findings.observations.archetypes == nil ? "" : "By the chain of all, "
    var sentence = "\(chain)\(NumberText.percent(rate)) of journeys convert\(interval(worth.conversionRate))"
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
  var touchpoints: [Int] {
    observations.states.names.indices.filter { !observations.states.isConversion[$0] }
  }

  private func losses(_ evidence: JourneyEvidence) -> String? {
    let worth = evidence.worth
    let lost = touchpoints.compactMap { number -> (number: Int, share: Double, lost: Double)? in
      guard let dropOff = worth.touchpoints[number][.dropOff].value,
        let visits = worth.touchpoints[number][.expectedVisits].value
      else { return nil }
      return (number, dropOff, dropOff * visits)
    }
    guard let most = lost.max(by: { $0.lost < $1.lost }), most.lost > 0 else { return nil }
    guard evidence.isSure(of: .dropOff, touchpoint: most.number) else {
      return "Where most are lost cannot be told from so few customers."
    }
    let all = lost.reduce(0) { $0 + $1.lost }
    let close = closeBehind(
      lost.map { ($0.number, $0.lost) }, worth.lossLead, ofJourneys: evidence.endedJourneys
    ) { $0 / all }
    let first = observations.states.names[most.number]
    guard close.isEmpty else {
      return "Where most are lost cannot be told apart: "
        + "\(Counted.list(["\(first) (\(NumberText.percent(most.lost / all)) of all losses)"] + close))."
    }
    return "More are lost at \(first) than anywhere else: "
      + "\(NumberText.percent(most.lost / all)) of all losses; \(NumberText.percent(most.share)) of its visits are the last."
  }

  private func mattering(_ evidence: JourneyEvidence) -> String? {
    let worth = evidence.worth
    let effects = touchpoints.compactMap { number in
      worth.touchpoints[number][.removalEffect].value.map { (number, $0, worth.touchpoints[number][.removalEffect]) }
    }
    guard let most = effects.max(by: { $0.1 < $1.1 }), most.1 > 0 else { return nil }
    guard evidence.isSure(of: .removalEffect, touchpoint: most.0) else {
      return "What matters most cannot be told from so few customers."
    }
    // Nobody converts without a step that all take: of several such, none matters most.
    let first = effects.filter { $0.1 >= most.1 * (1 - 1e-9) }.map { observations.states.names[$0.0] }
    let names =
      first.count == 1
      ? "is \(first[0]): if everyone who comes there"
      : "are \(Counted.list(first)) alike: if everyone who comes to one"
    let close =
      first.count == 1
      ? closeBehind(
        effects.map { ($0.0, $0.1) }, worth.removalLead, ofJourneys: worth.observed.conversions
      ) { $0 } : []
    return "What matters most \(names) were lost, "
      + "\(NumberText.percent(most.1)) of conversions would be lost\(interval(most.2))."
      + (close.isEmpty ? "" : " As much may hang on \(Counted.list(close)).")
  }

  /// Touchpoints that chance may have put behind the first, and their shares.
  private func closeBehind(
    _ amounts: [(number: Int, amount: Double)], _ lead: TouchpointLead?, ofJourneys journeys: Double,
    share: (Double) -> Double
  ) -> [String] {
    guard let lead, !findings.isPerJourney, let most = amounts.first(where: { $0.number == lead.first })?.amount else {
      return []
    }
    let close = amounts.filter { number, amount in
      guard number != lead.first else { return false }
      if let low = lead.distances[number].low { return low <= 0 }
      return !isApart(most, amount, of: journeys)
    }.sorted { $0.amount > $1.amount }
    let named = close.prefix(Self.mostCloseBehind).map {
      "\(observations.states.names[$0.number]) (\(NumberText.percent(share($0.amount))))"
    }
    let others = close.count - named.count
    return named + (others > 0 ? ["\(others) more"] : [])
  }

  /// Whether two shares of the same journeys differ by more than chance, where customers are not resampled.
  ///
  /// The test of McNemar, for as many journeys in one of the shares alone as there can be: all of them for losses, of which
  /// a journey has one.
  private func isApart(_ first: Double, _ second: Double, of journeys: Double) -> Bool {
    let (distance, alone) = (first - second, min(first + second, 2 - first - second))
    let error = (max(alone - distance * distance, 0) / journeys).squareRoot()
    return distance > SpecialFunctions.normalQuantile((1 + findings.request.level / 100) / 2) * error
  }

  /// What `--order auto` found.
  private var order: String? {
    guard findings.request.order == .automatic, let compared = findings.orders?.rows.map(\.order).max() else {
      return nil
    }
    let memory = findings.order == 1 ? "the last contact" : "the last \(findings.order) contacts"
    return "Of orders 1 to \(compared), \(findings.order) describes the journeys best for its size (BIC): "
      + "what comes next depends on \(memory)."
  }

  private var retention: String? {
    guard let all = findings.retention.first, let cutting = observations.cutting, all.observed.subjectCount > 0 else {
      return nil
    }
    guard Double(all.observed.subjectCount) >= IntervalEstimate.leastCustomers else {
      return "Too few converted customers could be followed (\(all.observed.subjectCount)) to say who stays."
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
      let chain = findings.order > 1 ? "the chain (here of order 1)" : "the chain"
      let points = NumberText.points(distance.distance)
      sentence +=
        abs(distance.distance) < Self.doubtfulDistance
        ? "; \(chain) stays within \(points) of what was observed"
        : "; \(chain) is up to \(points) away from what was observed"
    }
    return sentence + "."
  }

  private var difference: String? {
    let test = findings.tests.first { $0.name == JourneyTest.archetypesName && $0.statistic != nil }
    return test.map { $0.meaning.prefix(1).uppercased() + $0.meaning.dropFirst() + "." }
  }

  /// What the numbers of archetypes stand for.
  private var names: String? {
    guard let archetypes = observations.archetypes else { return nil }
    let parts = zip(archetypes.labels, archetypes.names).compactMap { label, name in
      name.flatMap { $0 == label ? nil : "\(label)\u{A0}\($0)" }
    }
    return parts.isEmpty ? nil : "Archetypes: \(parts.joined(separator: "; "))"
  }

  /// Where a whole table is.
  private func whereabouts(of table: String) -> String {
    switch findings.request.output.destination {
    case .none: "with --table \(table)"
    case .path(let path) where path.lowercased().hasSuffix(ResultFiles.workbookSuffix): "in sheet \(table)"
    case .standardFolder, .path: "in \(table).csv"
    }
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
    let ends = names.indices.filter { findings.request.absorbing.contains(names[$0]) }
    if !ends.isEmpty, let chain = observations.chain,
      let found = PlainEnds(chain, probabilities: findings.chains[0].groups[0].estimate.probabilities, ends: ends)
    {
      sentences.append(found.sentence(ends.map { names[$0] }))
    }
    let rows = JourneyTables(findings: findings).transitions().rowCount
    if rows > Self.mostRows {
      sentences.append(
        "The \(Self.mostRows) most frequent of \(NumberText.integer(rows)) transitions are below, all of them "
          + "\(whereabouts(of: "transitions")).")
    }
    return sentences
  }

  /// The transitions, or the most frequent of many.
  var transitions: TextTable {
    let table = JourneyTables(findings: findings).transitions()
    let isOne = findings.chains[0].groups.count == 1
    // Without archetypes, and without intervals, columns are empty, and others hold the same word in every row.
    let columns = table.textTable.columns.filter { column in
      !column.cells.allSatisfy(\.isEmpty) && column.header != "chain" && !(isOne && column.header == "archetype")
    }
    let whole = TextTable(
      columns: columns.map { ["from", "to"].contains($0.header) ? .name($0.header, $0.cells) : $0 })
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
}
