import Journeys
import LinearAlgebra
import Simulation
import TestSupport
import Testing

@Suite("What scenarios do to conversion, retention and money")
struct ProjectionTests {
  private static let workers = Workers(count: 2)

  private func project(
    _ sample: ModelCase, _ interventions: [Intervention], replicates: Int = 0,
    _ change: (inout ProjectionOptions) -> Void = { _ in }
  ) throws -> ScenarioProjection {
    var options = ProjectionOptions(periodLength: 1, periodCount: 5)
    options.replicates = replicates
    change(&options)
    return try Projection(
      sample.model, statistics: sample.statistics, scenarios: [Scenario(name: "s", interventions: interventions)],
      options: options, workers: Self.workers
    ).projection(ofScenario: 0)
  }

  @Test(
    "Ten journeys: the project's reference values",
    arguments: [
      (Intervention.scale(.init(from: Place("Search"), to: Place("Email")), factor: 1.2), 0.7231895850),
      (.recover(Place("Search"), share: 0.5), 0.7836776860),
      (.recover(Place("Search"), share: 0.5, to: Place("(conversion)")), 0.8),
    ])
  func referenceValues(_ intervention: Intervention, _ expected: Double) throws {
    let rate = try project(.tenJourneys, [intervention]).groups[0][.conversionRate]
    #expect(isClose(rate.base.value!, 0.7, relative: 1e-14))
    #expect(isClose(rate.projected.value!, expected, relative: 1e-10))
    #expect(isClose(rate.difference.value!, expected - 0.7, relative: 1e-8))
  }

  @Test("Bootstrap of ten journeys: the variance of the conversion rate is that of ten weights, .7·.3/11")
  func bootstrapVariance() throws {
    let result = try project(.tenJourneys, [.recover(Place("Search"), share: 0.5)], replicates: 4000)
    let rate = result.groups[0][.conversionRate]
    // A share under Dirichlet(1, …, 1) of ten is Beta(7, 3): its quantiles .025 and .975.
    #expect(isClose(rate.base.low!, 0.39991, absolute: 0.02))
    #expect(isClose(rate.base.high!, 0.92515, absolute: 0.02))
    #expect(rate.difference.low! > 0)
  }

  @Test("A scenario that changes nothing differs by exactly 0, with an interval of no width")
  func zeroScenario() throws {
    for intervention in [
      Intervention.recover(Place("Search"), share: 0),
      .scale(.init(from: Place("Search"), to: Place("Email")), factor: 1),
      .reroute(from: Place("Email"), to: Place("Social"), share: 0),
      .start([
        .init(Place("Email"), 0.3), .init(Place("Social"), 0.2), .init(Place("Search"), 0.4),
        .init(Place("Direct"), 0.1),
      ]),
    ] {
      let isStart = if case .start = intervention { true } else { false }
      let result = try project(.tenJourneys, [intervention], replicates: isStart ? 0 : 50)
      let rate = result.groups[0][.conversionRate]
      #expect(result.changesNothing)
      #expect(rate.difference.value == 0)
      if !isStart {
        #expect(rate.difference.low == 0)
        #expect(rate.difference.high == 0)
      }
    }
  }
}
