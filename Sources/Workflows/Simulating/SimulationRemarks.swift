import Journeys
import Reporting
import Simulation

/// What a reader of a projection has to know about it.
struct SimulationRemarks {
  /// A base further than this from what was observed cannot be trusted.
  private static let largestGap = 0.05

  let results: SimulationResults

  var all: [CommandOutput.Remark] {
    var remarks = results.doubts + results.model.assumedRemark
    for (number, scenario) in results.projection.scenarios.enumerated()
    where results.projection.projection(ofScenario: number).changesNothing {
      remarks.append(
        .init(
          .warning, "'\(scenario.name)' changes nothing: every difference is 0",
          hint: "is its share 0%, or does nobody come there, or nobody leave?"))
    }
    if results.projection.arrivals == nil, !results.projection.scenarios.isEmpty || results.ranking != nil {
      remarks.append(
        .init(
          .note, "how many journeys begin is not known, so there are rates and no counts",
          hint: "--customers N says how many begin in a period"))
    }
    if !results.hasTimes {
      remarks.append(
        .init(
          .note, "the model knows no times, so nothing is said about who stays",
          hint: "a journey of an event log knows them"))
    }
    if let few = tooFewForIntervals { remarks.append(few) }
    remarks += withoutIntervals
    if let missing = unranked { remarks.append(missing) }
    for check in results.projection.checks where check.group == 0 {
      if let distance = check.retentionDistance, distance > Self.largestGap {
        remarks.append(
          .init(
            .warning,
            "the base's retention is up to \(NumberText.points(distance)) from what was observed, so its projection may be as far off"
          ))
      }
      if let observed = check.observedConversionRate, let base = check.baseConversionRate,
        abs(observed - base) > Self.largestGap
      {
        remarks.append(
          .init(
            .warning,
            "the base converts \(NumberText.percent(base)) where \(NumberText.percent(observed)) of the counted journeys did"
          ))
      }
    }
    remarks += leftOut
    let unobserved = results.projection.differences.joined().flatMap(\.cells).count { !$0.wasObserved }
    if unobserved > 0 {
      remarks.append(
        .init(
          .note, "\(Counted.text(unobserved, "changed step")) \(unobserved == 1 ? "was" : "were") never observed",
          hint: "--table changes lists them under observed = false"))
    }
    return remarks
  }

  /// Changes that count until the conversion alone.
  private var leftOut: [CommandOutput.Remark] {
    zip(results.projection.scenarios, results.projection.leftOut).filter { !$1.isEmpty }.map { scenario, numbers in
      let which =
        scenario.interventions.count == 1
        ? "the change" : "\(numbers.count == 1 ? "change" : "changes") \(Counted.runs(numbers.map { $0 + 1 }))"
      return .init(
        .warning,
        "\(which) of '\(scenario.name)' \(numbers.count == 1 ? "counts" : "count") for conversion alone: after one, nobody "
          + "was seen to go on where customers would be sent")
    }
  }

  /// Groups of whom some resamples refuse the scenario.
  private var withoutIntervals: [CommandOutput.Remark] {
    results.projection.scenarios.enumerated().compactMap { number, scenario in
      let groups = results.projection.projection(ofScenario: number).groups.filter {
        $0[.conversionRate].base.low != nil && $0[.conversionRate].projected.low == nil
      }
      guard !groups.isEmpty else { return nil }
      let whose = groups.map { results.label($0.group) }.joined(separator: ", ")
      return .init(
        .note,
        "'\(scenario.name)' asks for more than some resamples of customers have, so there is no interval for \(groups.count == 1 ? "archetype" : "archetypes") \(whose)",
        hint: "a smaller change has one")
    }
  }

  /// Groups that would have intervals if more were behind them.
  private var tooFewForIntervals: CommandOutput.Remark? {
    guard results.request.frame.bootstraps > 0, !results.model.isAssumed else { return nil }
    let groups =
      results.projection.scenarios.isEmpty
      ? rankedWithoutIntervals
      : results.projection.projection(ofScenario: 0).groups.filter {
        $0[.conversionRate].base.value != nil && $0[.conversionRate].base.low == nil
      }.map(\.group)
    guard !groups.isEmpty else { return nil }
    let archetypes = groups.filter { $0 > 0 }.map { results.label($0) }.joined(separator: ", ")
    let whose = archetypes.isEmpty ? "this model" : "\(groups.count == 1 ? "archetype" : "archetypes") \(archetypes)"
    return .init(.note, "too few customers stand behind \(whose) for intervals")
  }

  /// Groups of whom no rank has an interval.
  private var rankedWithoutIntervals: [Int] {
    let entries = (results.ranking?.entries ?? []).filter { $0.conversionsGained.value != nil }
    return results.model.groups.indices.filter { group in
      let own = entries.filter { $0.group == group }
      return !own.isEmpty && own.allSatisfy { $0.conversionsGained.low == nil }
    }
  }

  /// Touchpoints that a ranking leaves out though they lose everybody.
  private var unranked: CommandOutput.Remark? {
    guard let ranking = results.ranking else { return nil }
    let ranked = Set(ranking.entries.map(\.touchpoint))
    let chain = results.model.chain
    let lost = chain.states.count - 1
    let names = results.model.touchpoints.enumerated().filter { number, touchpoint in
      // State 0 is the start.
      let next = chain.from.indices.filter { chain.from[$0] == number + 1 }.map { chain.to[$0] }
      return !next.isEmpty && next.allSatisfy { $0 == lost } && !ranked.contains(touchpoint.name)
        && !ranked.contains(touchpoint.touchpoint)
    }.map { "'\($0.element.name)'" }
    guard !names.isEmpty else { return nil }
    return .init(
      .note,
      "all are lost at \(Counted.list(names)), so nobody knows where they would go on: \(names.count == 1 ? "it has" : "they have") no rank",
      hint: "--recover with a place, such as checkout=10%:purchase, says where")
  }
}
