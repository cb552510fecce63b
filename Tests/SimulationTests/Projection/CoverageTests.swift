import Journeys
import LinearAlgebra
import TestSupport
import Testing

@testable import Simulation

@Suite("Intervals hold what is true as often as they say")
struct CoverageTests {
  /// Few seeds without optimization, all of them in release.
  #if DEBUG
    private static let seeds = 20
    private static let accepted = 0.8...1.0
  #else
    private static let seeds = 200
    private static let accepted = 0.905...0.985
  #endif
  private static let customers = 400

  @Test("Differences of conversion, retention and active customers; realized conversions after the model was fitted")
  func coverage() throws {
    let truth = RandomChains.rows(.conversion, touchpoints: 4, seed: 50)
    let later = RandomChains.rows(.retention, touchpoints: 4, seed: 150)
    let scenario = Scenario(
      name: "",
      interventions: [.recover(Place("t0"), share: 0.3), .reroute(from: Place("t1"), to: Place("t2"), share: 0.2)])
    var options = ProjectionOptions(periodLength: 1, periodCount: 3)
    options.replicates = 400
    options.arrivals = .customers(100)
    options.valuePerConversion = 1
    options.valuePerLaterContact = 0
    let expected = try expectation(truth, later, scenario, options)
    var held = [Int](repeating: 0, count: Metric.allCases.count)
    var inside = 0
    for seed in 0..<Self.seeds {
      let sample = RandomChains.sample(truth, later, customers: Self.customers, seed: UInt64(seed))
      options.seed = UInt64(seed)
      let projection = try Projection(
        sample.model, statistics: sample.statistics, scenarios: [scenario], options: options,
        workers: Workers(count: 2))
      let total = projection.projection(ofScenario: 0).groups[0]
      for (place, metric) in Metric.allCases.enumerated() {
        let difference = total[metric].difference
        if difference.low! <= expected[place], expected[place] <= difference.high! { held[place] += 1 }
      }
      let outcomes = JourneySampler(truth).outcomes(
        customers: 200, key: DrawKey(seed: UInt64(seed), replicate: 1), workers: Workers(count: 1))
      let count = outcomes.count(ofEnd: 0)
      let backtest = Backtest(projection, [.init(.conversions, period: 1, trials: 200, count: count)])
      if backtest.rows[0].isInside { inside += 1 }
    }
    for (place, metric) in Metric.allCases.enumerated() {
      let share = Double(held[place]) / Double(Self.seeds)
      #expect(Self.accepted.contains(share), "\(metric.rawValue): \(share)")
    }
    #expect(Self.accepted.contains(Double(inside) / Double(Self.seeds)), "realized conversions: \(inside)")
  }

  /// The true differences: the projection of a model that holds the true rows.
  private func expectation(
    _ truth: ChainRows, _ later: ChainRows, _ scenario: Scenario, _ options: ProjectionOptions
  ) throws -> [Double] {
    var sample = RandomChains.sample(truth, later, customers: 20_000, seed: 999)
    sample.archetypes = []
    var model = sample.model
    model.groups[0].probabilities = model.chain.edges.map { truth.probabilities[Int($0.from), Int($0.to)] }
    model.groups[0].retentionProbabilities = model.retention!.edges.map {
      later.probabilities[Int($0.from), Int($0.to)]
    }
    // Dwells are drawn evenly from 0…3 steps.
    model.groups[0].retentionDwells = model.groups[0].retentionDwells.map { _ in 1 }
    let total = try Projection(model, scenarios: [scenario], options: options, workers: Workers(count: 1))
      .projection(ofScenario: 0).groups[0]
    return Metric.allCases.map { total[$0].difference.value! }
  }
}
