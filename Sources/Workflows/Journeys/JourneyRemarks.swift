import Journeys
import MarkovChains
import Reporting

/// What a reader of the results has to know about how they were made.
struct JourneyRemarks {
  /// A larger share of lapsed customers who came back than this makes the window doubtful.
  private static let mostReturned = 0.1
  /// A smaller gap between the chain and what was observed is no reason for doubt.
  private static let largestGap = 0.1

  let findings: JourneyFindings
  var observations: JourneyObservations { findings.observations }

  var all: [CommandOutput.Remark] {
    observations.remarks + alike + unstaged + assumed + resampled + cut + refunds + dropped + joined + memory
      + retentionOrder
      + direct + plain + fitted + scarce
  }

  private var assumed: [CommandOutput.Remark] {
    guard observations.isAssumed else { return [] }
    return [
      .init(
        .warning, "all numbers follow from assumed probabilities",
        hint: findings.request.sampleSize == nil
          ? "--sample-size N gives the intervals that N observed journeys would have" : nil)
    ]
  }

  private var resampled: [CommandOutput.Remark] {
    guard !observations.isAssumed || findings.request.sampleSize != nil else { return [] }
    return [IntervalRequest.doubt(resamples: findings.request.bootstraps, level: findings.request.level)]
      .compactMap(\.self)
  }

  private var cut: [CommandOutput.Remark] {
    guard let cutting = observations.cutting else { return [] }
    var remarks: [CommandOutput.Remark] = []
    remarks += busiest(cutting)
    if cutting.ties > 0 {
      let isDoubtful = cutting.oddities.runsBackwards
      remarks.append(
        .init(
          isDoubtful ? .warning : .note,
          "\(Counted.text(cutting.ties, "contact")) at the same time as the one before keep the order of the file"
            + (isDoubtful ? ", which runs from the latest to the earliest: their journeys may run backwards" : ""),
          hint: isDoubtful ? "turn the rows around, or give times of day" : nil))
    }
    if cutting.duplicates > 0 {
      let isDropped = findings.request.dropsDuplicates
      remarks.append(
        .init(
          .note,
          "\(Counted.text(cutting.duplicates, "contact")) repeat\(cutting.duplicates == 1 ? "s" : "") an earlier one of the same "
            + "customer, time, touchpoint and amounts and \(cutting.duplicates == 1 ? "was" : "were") "
            + "\(isDropped ? "dropped" : "kept")",
          hint: isDropped ? nil : "--drop-duplicates counts them once"))
    }
    guard observations.space.chain == .conversion else { return remarks }
    let text = TimeText(areInstants: cutting.hasInstants)
    let share = cutting.lapsedCustomers > 0 ? Double(cutting.returnedCustomers) / Double(cutting.lapsedCustomers) : 0
    let returned =
      "a customer counts as lost after a silence of \(text.length(cutting.rules.inactiveAfter)); "
      + (cutting.lapsedCustomers == 0
        ? "nobody was silent for so long"
        : "\(NumberText.percent(share)) of those who fell silent for so long came back")
    if cutting.isTooShortForLosses, findings.evidence.first?.worth.fitted.chain != nil {
      remarks.append(
        .init(
          .warning,
          "a customer counts as lost after a silence of \(text.length(cutting.rules.inactiveAfter)), and nobody was watched "
            + "for longer: nobody can be lost, and no conversion rate be told",
          hint: "a shorter --inactive-after, or a longer log, tells who is lost"))
    } else if share > Self.mostReturned {
      let longer = cutting.longerWindow.flatMap { $0 > cutting.rules.inactiveAfter ? text.option($0) : nil }
      remarks.append(
        .init(
          .warning, returned,
          hint: longer.map { "--inactive-after \($0) (the 99th percentile of gaps) makes losses rarer and surer" }
            ?? "99% of gaps are shorter already; what counts as lost here is often a long pause"))
    } else {
      remarks.append(.init(.note, returned))
    }
    return remarks
  }

  private var dropped: [CommandOutput.Remark] {
    guard let cutting = observations.cutting, observations.space.chain == .conversion else { return [] }
    var remarks: [CommandOutput.Remark] = []
    let text = TimeText(areInstants: cutting.hasInstants)
    let outcomes = cutting.outcomes
    if outcomes.lateContacts > 0 {
      remarks.append(
        .init(.note, "\(Counted.text(outcomes.lateContacts, "contact")) after \(text.day(cutting.rules.end)) left out"))
    }
    if outcomes.droppedExits > 0 {
      remarks.append(
        .init(
          .note,
          "\(Counted.text(outcomes.droppedExits, "step")) from contacts in the last \(text.length(cutting.rules.inactiveAfter)) "
            + "not counted: such a contact can already be followed by another one, but not yet by a loss"))
    }
    if let late = observations.retention?.lateCustomers, late > 0 {
      remarks.append(
        .init(.note, "\(Counted.text(late, "customer")) first converted too late to be followed for retention"))
    }
    if outcomes.mergedRepeats > 0 {
      remarks.append(
        .init(.note, "\(Counted.text(outcomes.mergedRepeats, "repeated contact")) merged with the one before"))
    }
    return remarks
  }

  /// A chain of too low an order forgets how customers came to a contact.
  private var memory: [CommandOutput.Remark] {
    guard observations.space.chain == .conversion, let best = findings.orders?.orderByBIC, best > findings.order,
      findings.evidence.first?.isEnough == true
    else { return [] }
    return [
      .init(
        .note,
        "what comes next depends on the last \(best) contacts, and this chain knows the last \(findings.order == 1 ? "one" : "\(findings.order)")",
        hint: "--order auto looks further back, for reading and not for simulate"
          + (observations.cutting == nil
            ? "" : "; kinds of customers of their own look like that too: --archetypes FILE"))
    ]
  }

  /// Only the chain of conversion looks further back.
  private var retentionOrder: [CommandOutput.Remark] {
    guard findings.order > 1, !findings.retention.isEmpty else { return [] }
    return [
      .init(
        .note,
        "--order \(findings.order) is that of the chain of conversion; what follows a conversion (retention) depends on "
          + "the last contact alone")
    ]
  }

  /// Of a handful of journeys, chance decides what comes first.
  private var scarce: [CommandOutput.Remark] {
    let evidence = findings.evidence
    guard let all = evidence.first, all.worth.fitted.chain != nil, all.worth.observed.conversions > 0 else { return [] }
    guard all.isEnough else {
      let journeys = Int(all.endedJourneys.rounded())
      return [
        .init(
          .warning,
          "\(Counted.text(journeys, "journey")) known to \(journeys == 1 ? "its" : "their") end "
            + "\(journeys == 1 ? "is" : "are") too few to tell touchpoints apart: none gets a label",
          hint: "take such numbers for examples, or collect \(Int(JourneyEvidence.leastJourneys)) journeys and more")
      ]
    }
    let labels = findings.chains[0].groups.map(\.label)
    let few = evidence.indices.dropFirst().filter { !evidence[$0].isEnough }
    guard !few.isEmpty else { return [] }
    return [
      .init(
        .warning,
        "fewer than \(Int(JourneyEvidence.leastJourneys)) journeys are known to their end of "
          + "\(few.count == 1 ? "archetype" : "archetypes") \(few.map { labels[$0] }.joined(separator: ", ")), too few "
          + "to tell touchpoints apart: none gets a label there")
    ]
  }

  /// A log of conversions alone, such as purchases, tells who comes back and nothing of the way there.
  private var direct: [CommandOutput.Remark] {
    guard observations.space.chain == .conversion, !observations.states.isConversion.isEmpty,
      observations.states.isConversion.allSatisfy(\.self)
    else { return [] }
    return [
      .init(
        .warning, "every contact is a conversion, so the log tells who stays and nothing of what leads to a conversion",
        hint: findings.request.output.table == "retention" ? nil : "--table retention prints who stays")
    ]
  }

  private var joined: [CommandOutput.Remark] {
    guard let archetypes = observations.archetypes else { return [] }
    var remarks: [CommandOutput.Remark] = []
    if archetypes.unknownCustomers > 0 {
      remarks.append(
        .init(
          .warning,
          "\(Counted.text(archetypes.unknownCustomers, "customer")) of the log \(archetypes.unknownCustomers == 1 ? "has" : "have") "
            + "no archetype and \(archetypes.unknownCustomers == 1 ? "counts" : "count") under all only"
        ))
    }
    if archetypes.absentCustomers > 0 {
      remarks.append(
        .init(
          .note,
          "\(Counted.text(archetypes.absentCustomers, "customer")) with an archetype \(archetypes.absentCustomers == 1 ? "is" : "are") not in the log"
        ))
    }
    return remarks
  }

  /// A plain chain whose states look like conversions was perhaps not meant.
  private var plain: [CommandOutput.Remark] {
    guard observations.space.chain == .plain, findings.request.form == .events, findings.request.absorbing.isEmpty
    else {
      return []
    }
    // The surest first.
    let words = [
      "conversion", "purchase", "compra", "order", "pedido", "sale", "venta", "buy", "signup", "alta", "payment",
      "pago", "checkout",
    ]
    let names = observations.states.names
    let found = names.compactMap { name -> (name: String, rank: Int)? in
      let own = IdentifierNames.words(of: name)
      // A name that says nothing else goes before those that do.
      return words.firstIndex { own.contains($0) }.map { (name, $0 + (own.count > 1 ? words.count : 0)) }
    }.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }.map(\.name)
    guard !found.isEmpty, found.count < names.count else { return [] }
    return [
      .init(
        .warning,
        "without --conversion the sequence of contacts itself is the chain; \(found.prefix(5).joined(separator: ", ")) may be a conversion",
        hint: "--conversion \(found[0]) asks what leads to it")
    ]
  }

  /// No end can be reached from the start.
  private var endless: CommandOutput.Remark {
    guard let cutting = observations.cutting else {
      return .init(
        .warning, "no way leads from \(StateSpace.start) to an end, so nothing can be said of conversion",
        hint: "give the touchpoints a way to \(StateSpace.conversion) or \(StateSpace.lost)")
    }
    let text = TimeText(areInstants: cutting.hasInstants)
    return .init(
      .warning,
      "no journey is known to end, so nothing can be said of conversion: few contacts, or none, lie more than "
        + "\(text.length(cutting.rules.inactiveAfter)) before \(text.day(cutting.rules.end))",
      hint: "a longer log, or a shorter --inactive-after, shows more")
  }

  private func share(ofOpen open: Double) -> Double {
    let total = findings.chains[0].groups[0].counts.total
    return total > 0 ? open / total : 0
  }

  /// Whether the share of conversions is further from the removal effect than that of so few conversions would be by chance.
  ///
  /// Where the chain is right, both estimate the same, and the removal effect takes up the lesser part of the chance: of
  /// 100 customers of one chain, 15 to 50 of 100 logs had a gap of 10 points.
  private func isBeyondChance(_ gap: TouchpointWorth.Calibration, _ all: TouchpointWorth.Archetype) -> Bool {
    guard let share = all.touchpoints[gap.touchpoint].observedShare, all.observed.conversions > 0 else { return false }
    let effect = min(max(share + gap.gap, 0), 1)
    let error = (effect * (1 - effect) / all.observed.conversions).squareRoot()
    return abs(gap.gap) > SpecialFunctions.normalQuantile((1 + findings.request.level / 100) / 2) * error
  }

  private var fitted: [CommandOutput.Remark] {
    guard let all = findings.worth?.archetypes.first else { return [] }
    var remarks: [CommandOutput.Remark] = []
    if all.fitted.chain == nil { return [endless] }
    if all.observed.conversions == 0 {
      remarks.append(
        .init(
          .warning, "no counted journey converts, so nothing can be said of what touchpoints are worth",
          hint: findings.request.form == .events ? "a longer log, or another --conversion, may show more" : nil))
    }
    if !all.fitted.removedStates.isEmpty {
      let names = all.fitted.removedStates.prefix(5).map { findings.chains[0].stateNames[$0] }.joined(separator: ", ")
      let more = all.fitted.removedStates.count > 5 ? ", …" : ""
      remarks.append(
        .init(
          .warning,
          "no counted journey leads from \(names)\(more) to an end, so what goes there is left out: "
            + "\(NumberText.percent(share(ofOpen: all.fitted.openTransitions))) of all steps"))
    }
    if let gap = all.worstCalibration, abs(gap.gap) >= Self.largestGap, findings.evidence[0].isEnough,
      isBeyondChance(gap, all)
    {
      remarks.append(
        .init(
          .warning,
          "the chain is furthest from the data at \(observations.states.names[gap.touchpoint]): its removal effect is "
            + "\(NumberText.points(gap.gap)) \(gap.gap < 0 ? "below" : "above") the share of "
            + "conversions whose journeys met it",
          hint: findings.orders?.orderByBIC.map { $0 > findings.order } == true
            ? "compare orders.csv: a higher --order fits better"
            : "rely on the share of conversions there, or tell customers apart"))
    }
    return remarks
  }
}
