import Journeys
import Simulation

/// All that `archetype simulate` found.
struct SimulationResults {
  let request: SimulateRequest
  let model: JourneyModel
  let projection: Projection
  /// Adoptions that were asked for; empty leaves each scenario its own.
  let adoptions: [Double]
  /// What may have been meant otherwise than it was read.
  var doubts: [CommandOutput.Remark] = []
  var ranking: ImprovementRanking?
  var backtest: Backtest?

  /// Every scenario at every adoption, with its number.
  var projections: [(number: Int, projection: ScenarioProjection)] {
    projection.scenarios.indices.flatMap { number in
      (adoptions.isEmpty ? [nil] : adoptions.map { Optional($0) }).map {
        (number, projection.projection(ofScenario: number, adoption: $0))
      }
    }
  }

  /// What a group of the model is called.
  func label(_ group: Int) -> String { model.groups[group].label }

  /// Whether the model tells when contacts are; tables of paths and transitions do not.
  var hasTimes: Bool { model.cutting != nil }

  var periods: ClosedRange<Int> { 1...projection.options.periodCount }
}
