import Journeys
import LinearAlgebra
import Simulation
import TestSupport
import Testing

@Suite("The example of Simulation")
struct SimulationExampleTests {
  @Test("projects what recovering half of those lost at a touchpoint does to conversion")
  func example() throws {
    let workers = Workers()
    let names = ["email", "social", "search", "direct"]
    let (email, social, search, direct) = (0, 1, 2, 3)
    let journeys = PathTable(
      [
        .init(touchpoints: [email, social], conversions: 1, nulls: 1),
        .init(touchpoints: [search, email], conversions: 1),
        .init(touchpoints: [social], conversions: 1),
        .init(touchpoints: [email, search], conversions: 0, nulls: 1),
        .init(touchpoints: [search, social, email], conversions: 1),
        .init(touchpoints: [direct], conversions: 1),
        .init(touchpoints: [search, email, social], conversions: 1),
        .init(touchpoints: [social, email], conversions: 1),
        .init(touchpoints: [search], conversions: 0, nulls: 1),
      ], touchpoints: names
    ).chain
    let counted = ChainStatistics(journeys, dwellGrid: .none, unitCount: journeys.journeyCount, workers: workers)
    let statistics = JourneyStatistics(chains: [.init(.conversion, counted)])
    let model = JourneyModel(
      statistics, touchpoints: names.map { .init($0) }, source: .init(stem: "paths", digest: "", rows: 9))

    let scenario = Scenario(
      name: "Better search", interventions: [.recover(Place("search"), share: 0.5)])
    let options = ProjectionOptions(periodLength: 30, periodCount: 12)
    let projection = try Projection(
      model, statistics: statistics, scenarios: [scenario], options: options, workers: workers)
    let conversion = projection.projection(ofScenario: 0).groups[0][.conversionRate]
    // conversion.base.value ≈ 0.7, conversion.projected.value ≈ 0.784, and the difference lies
    // between conversion.difference.low ≈ 0.014 and conversion.difference.high ≈ 0.186

    #expect(isClose(try #require(conversion.base.value), 0.7, relative: 1e-12))
    #expect(isClose(try #require(conversion.projected.value), 0.7836776860, relative: 1e-9))
    #expect(isClose(try #require(conversion.difference.low), 0.014, absolute: 5e-4))
    #expect(isClose(try #require(conversion.difference.high), 0.186, absolute: 5e-4))
  }
}
