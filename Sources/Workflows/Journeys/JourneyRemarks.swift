import Journeys
import Reporting

/// What a reader of the results has to know about how they were made.
struct JourneyRemarks {
  /// A larger share of lapsed customers who came back than this makes the window doubtful.
  private static let mostReturned = 0.1

  let findings: JourneyFindings
  private var observations: JourneyObservations { findings.observations }

  var all: [CommandOutput.Remark] {
    observations.remarks + assumed + cut + dropped + joined + plain + fitted
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

  private var cut: [CommandOutput.Remark] {
    guard let cutting = observations.cutting else { return [] }
    var remarks: [CommandOutput.Remark] = []
    if cutting.ties > 0 {
      remarks.append(
        .init(
          .note,
          "\(Counted.text(cutting.ties, "contact")) at the same time as the one before keep the order of the file"))
    }
    if cutting.duplicates > 0 {
      let isDropped = findings.request.dropsDuplicates
      remarks.append(
        .init(
          .note,
          "\(Counted.text(cutting.duplicates, "row")) repeat an earlier one exactly and \(isDropped ? "were dropped" : "were kept")",
          hint: isDropped ? nil : "--drop-duplicates counts them once"))
    }
    guard observations.space.chain == .conversion else { return remarks }
    let text = TimeText(areInstants: cutting.hasInstants)
    let share = cutting.lapsedCustomers > 0 ? Double(cutting.returnedCustomers) / Double(cutting.lapsedCustomers) : 0
    let returned =
      "a customer counts as lost after \(text.length(cutting.rules.inactiveAfter)) of silence; "
      + "\(NumberText.percent(share)) of those who lapsed came back"
    if share > Self.mostReturned {
      let longer = cutting.longerWindow.map {
        "--inactive-after \(text.option($0)) (the 99th percentile of gaps) or more"
      }
      remarks.append(
        .init(.warning, returned, hint: "\(longer ?? "a longer --inactive-after") makes losses rarer and surer"))
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

  private var joined: [CommandOutput.Remark] {
    guard let archetypes = observations.archetypes else { return [] }
    var remarks: [CommandOutput.Remark] = []
    if archetypes.unknownCustomers > 0 {
      remarks.append(
        .init(
          .warning,
          "\(Counted.text(archetypes.unknownCustomers, "customer")) of the log have no archetype and count under all only"
        ))
    }
    if archetypes.absentCustomers > 0 {
      remarks.append(
        .init(.note, "\(Counted.text(archetypes.absentCustomers, "customer")) with an archetype are not in the log"))
    }
    return remarks
  }

  /// A plain chain whose states look like conversions was perhaps not meant.
  private var plain: [CommandOutput.Remark] {
    guard observations.space.chain == .plain, findings.request.form == .events, findings.request.absorbing.isEmpty
    else {
      return []
    }
    let words: Set<String> = [
      "purchase", "order", "buy", "conversion", "checkout", "payment", "sale", "signup", "compra", "pedido", "venta",
      "pago", "alta",
    ]
    let found = observations.states.names.filter { !words.isDisjoint(with: IdentifierNames.words(of: $0)) }
    guard !found.isEmpty else { return [] }
    return [
      .init(
        .warning,
        "without --conversion the sequence of contacts itself is the chain; \(found.joined(separator: ", ")) may be a conversion",
        hint: "--conversion \(found[0]) asks what leads to it")
    ]
  }

  private var fitted: [CommandOutput.Remark] {
    guard let all = findings.worth?.archetypes.first else { return [] }
    var remarks: [CommandOutput.Remark] = []
    if !all.fitted.removedStates.isEmpty {
      let names = all.fitted.removedStates.prefix(5).map { findings.chains[0].stateNames[$0] }.joined(separator: ", ")
      let more = all.fitted.removedStates.count > 5 ? ", …" : ""
      remarks.append(
        .init(
          .warning,
          "no counted journey leads from \(names)\(more) to an end; \(NumberText.number(all.fitted.openTransitions)) steps to such states are open"
        ))
    }
    if let gap = all.worstCalibration, abs(gap.gap) >= 0.1 {
      remarks.append(
        .init(
          .warning,
          "the chain is furthest from the data at \(observations.states.names[gap.touchpoint]): its removal effect is "
            + "\(NumberText.percentagePoints(gap.gap)) from the share of conversions that met it",
          hint: "compare orders.csv: a higher --order may fit better"))
    }
    return remarks
  }
}
