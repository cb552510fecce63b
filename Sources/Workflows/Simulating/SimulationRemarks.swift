import Journeys
import Reporting
import Simulation

/// What a reader of a projection has to know about it.
struct SimulationRemarks {
  /// A base further than this from what was observed cannot be trusted.
  private static let largestGap = 0.05

  let results: SimulationResults

  var all: [CommandOutput.Remark] {
    var remarks: [CommandOutput.Remark] = []
    if results.model.isAssumed {
      remarks.append(.init(.warning, "the model's probabilities were assumed, and so is all that follows from them"))
    }
    for (number, scenario) in results.projection.scenarios.enumerated()
    where results.projection.projection(ofScenario: number).changesNothing {
      remarks.append(
        .init(.warning, "'\(scenario.name)' changes nothing: every difference is 0", hint: "--explain shows the rows"))
    }
    if results.projection.arrivals == nil, !results.projection.scenarios.isEmpty {
      remarks.append(
        .init(
          .note, "how many journeys begin is not known, so there are rates and no counts",
          hint: "--customers N a period"))
    }
    for check in results.projection.checks where check.group == 0 {
      if let distance = check.retentionDistance, distance > Self.largestGap {
        remarks.append(
          .init(
            .warning,
            "the base's retention is up to \(NumberText.percentagePoints(distance)) from what was observed, so its projection may be as far off"
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
    let unobserved = results.projection.differences.joined().flatMap(\.cells).count { !$0.wasObserved }
    if unobserved > 0 {
      remarks.append(
        .init(
          .note, "\(Counted.text(unobserved, "changed step")) \(unobserved == 1 ? "was" : "were") never observed",
          hint: "--table changes lists them under observed = false"))
    }
    return remarks
  }
}
