import Journeys
import LinearAlgebra
import TestSupport
import Testing

@testable import Simulation

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

  private static let archetypes = RandomChains.model(touchpoints: 4, customers: 600, archetypes: 2, seed: 41)
  private static let recovery = Intervention.recover(Place("t0"), share: 0.3)

  @Test("Totals weigh conversion by journeys and retention by followed customers, of whom a mix has as many a journey")
  func totals() throws {
    let model = Self.archetypes.model
    for mix in [nil, [0.25, 0.75]] {
      let groups = try project(Self.archetypes, [Self.recovery]) { $0.mix = mix }.groups
      #expect(groups.map(\.group) == [0, 1, 2])
      let journeys = mix ?? [model.groups[1].journeys, model.groups[2].journeys]
      let followed = [1, 2].map {
        journeys[$0 - 1] * Double(model.groups[$0].followed) / model.groups[$0].journeys
      }
      func mean(_ metric: Metric, _ weights: [Double]) -> Double {
        let values = groups.dropFirst().map { $0[metric].projected.value! }
        return zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
      }
      #expect(isClose(groups[0][.conversionRate].projected.value!, mean(.conversionRate, journeys), relative: 1e-13))
      #expect(isClose(groups[0][.retention].projected.value!, mean(.retention, followed), relative: 1e-13))
      for metric in [Metric.conversions, .activeCustomers, .revenue, .presentValue] {
        let sum = groups.dropFirst().reduce(0) { $0 + $1[metric].projected.value! }
        #expect(isClose(groups[0][metric].projected.value!, sum, relative: 1e-13))
      }
    }
  }

  @Test("Without pooling the base is what was observed: same contacts counted")
  func checks() throws {
    let projection = try Projection(
      Self.archetypes.model, scenarios: [], options: ProjectionOptions(periodLength: 1, periodCount: 2),
      workers: Self.workers)
    #expect(projection.checks.count == 3)
    for check in projection.checks {
      #expect(isClose(check.baseConversionRate!, check.observedConversionRate!, relative: 1e-12))
    }
    // 600 journeys in 10 units of time.
    #expect(isClose(projection.arrivals!, 60))
  }

  @Test("Only the archetypes of the scenario change")
  func scope() throws {
    var options = ProjectionOptions(periodLength: 1, periodCount: 3)
    options.replicates = 20
    let scenario = Scenario(name: "", interventions: [Self.recovery], archetypes: [2])
    let groups = try Projection(
      Self.archetypes.model, statistics: Self.archetypes.statistics, scenarios: [scenario], options: options,
      workers: Self.workers
    ).projection(ofScenario: 0).groups
    #expect(groups[1][.conversionRate].difference == IntervalEstimate(value: 0, low: 0, high: 0))
    #expect(groups[1][.revenue, period: 2].difference == IntervalEstimate(value: 0, low: 0, high: 0))
    #expect(groups[2][.conversionRate].difference.low! > 0)
    #expect(groups[0][.conversionRate].difference.low! > 0)
  }

  @Test("Adoption is linear in every number and limit, nothing at 0 and everything at 1")
  func adoption() throws {
    var options = ProjectionOptions(periodLength: 1, periodCount: 3)
    options.replicates = 40
    let projection = try Projection(
      Self.archetypes.model, statistics: Self.archetypes.statistics,
      scenarios: [Scenario(name: "", interventions: [Self.recovery], adoption: 0.4)], options: options,
      workers: Self.workers)
    let full = projection.projection(ofScenario: 0, adoption: 1)
    for (share, part) in [
      (0.4, projection.projection(ofScenario: 0)), (0, projection.projection(ofScenario: 0, adoption: 0)),
    ] {
      #expect(part.adoption == share)
      for group in 0..<3 {
        for metric in Metric.allCases {
          let (some, all) = (part.groups[group][metric].difference, full.groups[group][metric].difference)
          for (a, b) in [(some.value, all.value), (some.low, all.low), (some.high, all.high)] {
            #expect(isClose(a!, share * b!, relative: 1e-9, absolute: 1e-11))
          }
        }
      }
    }
  }

  @Test("The same bytes on any number of threads, and base and difference from the same weights")
  func threads() throws {
    func run(_ threads: Int) throws -> ScenarioProjection {
      var options = ProjectionOptions(periodLength: 1, periodCount: 3)
      options.replicates = 50
      return try Projection(
        Self.archetypes.model, statistics: Self.archetypes.statistics,
        scenarios: [Scenario(name: "", interventions: [Self.recovery])], options: options,
        workers: Workers(count: threads)
      ).projection(ofScenario: 0)
    }
    let first = try run(1)
    #expect(try run(2) == first)
    #expect(try run(7) == first)
    let rate = first.groups[0][.conversionRate]
    // Replicates of an archetype are of its own customers.
    for group in first.groups {
      let base = group[.conversionRate].base
      #expect(base.low! < base.value! && base.value! < base.high!)
    }
    // Common weights: the difference is far better known than either.
    #expect(rate.difference.high! - rate.difference.low! < 0.5 * (rate.base.high! - rate.base.low!))
  }

  @Test("Money: first conversions and later contacts, cost, return and discount, worked by hand")
  func money() throws {
    var sample = ModelCase.tenJourneys
    sample.valuePerConversion = 10
    let scenario = Scenario(
      name: "", interventions: [.recover(Place("Search"), share: 0.5, to: Place("(conversion)"))],
      cost: Scenario.Cost(once: 3, perPeriod: 1))
    var options = ProjectionOptions(periodLength: 1, periodCount: 2)
    options.replicates = 0
    options.discountRatePerPeriod = 0.21
    options.arrivals = .customers(100)
    let result = try Projection(sample.model, scenarios: [scenario], options: options, workers: Self.workers)
      .projection(ofScenario: 0)
    let total = result.groups[0]
    #expect(isClose(total[.conversions].base.value!, 140, relative: 1e-13))
    #expect(isClose(total[.conversions, period: 1].difference.value!, 10, relative: 1e-12))
    #expect(isClose(total[.revenue].projected.value!, 1600, relative: 1e-13))
    // Halfway through the first and second period: 1.1 and 1.1 · 1.21.
    let factor = 1 / 1.1 + 1 / 1.331
    #expect(isClose(total[.presentValue].difference.value!, 100 * factor, relative: 1e-12))
    #expect(isClose(result.cost, 3 + factor, relative: 1e-13))
    #expect(isClose(result.netGain.value!, 99 * factor - 3, relative: 1e-12))
    #expect(isClose(result.returnOnCost.value!, (99 * factor - 3) / (3 + factor), relative: 1e-12))
    // No retention chain: nothing is known in calendar time.
    #expect(total[.retention, period: 1].base.value == nil)
    #expect(total[.presentValue, period: 1].base.value == nil)
    #expect(isClose(total[.conversionRate, period: 2].relativeDifference!, 0.8 / 0.7 - 1, relative: 1e-12))
  }

  @Test("Of observed arrivals only first conversions are followed, of new customers all")
  func firstConversions() throws {
    var sample = ModelCase(["a", "buy"], conversions: ["buy"])
    // Each of twenty customers converts twice; the second time is a contact of the retention chain.
    sample.conversion = (0..<20).map { _ in ModelCase.steps([0, 1, 3]) + ModelCase.steps([0, 1, 3]) }
    sample.retention = (0..<20).map { _ in ModelCase.steps([0, 2, 3], dwells: [1, 0]) }
    sample.valuePerConversion = 5
    sample.touchpoints[1].laterValue = 5
    func revenue(_ arrivals: ProjectionOptions.Arrivals) throws -> Double {
      try project(sample, [.scale(.init(from: Place("a"), to: Place("buy")), factor: 1)]) {
        $0.arrivals = arrivals
        $0.periodCount = 1
        $0.periodLength = 10
      }.groups[0][.revenue].base.value!
    }
    // 40 journeys: 20 first conversions worth 5, and 5 more each after one of ten units of time.
    #expect(isClose(try revenue(.observed), 20 * 5 + 20 * 5 * 0.9, relative: 1e-12))
    #expect(isClose(try revenue(.customers(40)), 40 * 5 + 40 * 5 * 0.9, relative: 1e-12))
  }

  @Test("Rounding is no change, and the least that is none is one")
  func rounding() throws {
    #expect(Projection.change(919.6, 919.6 + 4.5e-13) == 0 && Projection.change(0, 0) == 0)
    #expect(Projection.change(919.6, 919.6 + 4.5e-9) > 0 && Projection.change(0, 1e-300) == 1e-300)
    #expect(Projection.change(.nan, 1).isNaN)
    // Who goes on as if the touchpoint were not there converts as before.
    let conversions = try project(Self.archetypes, [.remove(Place("t0"))], replicates: 20).groups[0][.conversions]
    #expect(conversions.difference.value == 0 && conversions.difference.low == 0 && conversions.difference.high == 0)
  }

  @Test("A refused scenario is named by its number, whichever group refuses it")
  func refused() {
    let scenarios = [
      Scenario(name: "", interventions: [Self.recovery]),
      Scenario(name: "", interventions: [.scale(.init(from: Place("t0"), to: Place("t0")), factor: 1000)]),
    ]
    let error = #expect(throws: RefusedScenario.self) {
      try Projection(
        Self.archetypes.model, scenarios: scenarios, options: ProjectionOptions(periodLength: 1, periodCount: 1),
        workers: Self.workers)
    }
    #expect(error?.number == 1)
    #expect(error?.error.intervention == 0)
    guard case .probabilityAboveOne = error?.error.reason else {
      Issue.record("another reason: \(String(describing: error))")
      return
    }
  }
}
