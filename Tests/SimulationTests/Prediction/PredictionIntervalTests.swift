import Journeys
import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@testable import Simulation

@Suite("Ranges of realized counts")
struct PredictionIntervalTests {
  @Test("With a known probability they are quantiles of the binomial distribution")
  func chanceAlone() throws {
    let interval = try #require(
      PredictionInterval(trials: 1000, probability: 0.3, level: 0.95, key: DrawKey(seed: 1)))
    #expect(interval.low == 272)
    #expect(interval.high == 329)
    #expect(interval.expected == 300)
    #expect(interval.contains(272) && interval.contains(329) && !interval.contains(271) && !interval.contains(330))
  }

  @Test("Replicates of a probability that is known give the same range, uncertain ones a wider one")
  func replicates() throws {
    let known = try #require(
      PredictionInterval(
        trials: 1000, probability: 0.3, replicates: [Double](repeating: 0.3, count: 4000), level: 0.95,
        key: DrawKey(seed: 1)))
    #expect((known.low - 272).magnitude <= 2 && (known.high - 329).magnitude <= 2)
    var stream = RandomStream(seed: 3, path: 1)
    let uncertain = try #require(
      PredictionInterval(
        trials: 1000, probability: 0.3, replicates: (0..<4000).map { _ in 0.3 + 0.02 * stream.normal() }, level: 0.95,
        key: DrawKey(seed: 1)))
    // The variances add: 210 + 400.
    #expect((Double(uncertain.high - uncertain.low) - 2 * 1.96 * (610.0).squareRoot()).magnitude < 6)
    #expect(PredictionInterval(trials: 10, probability: .nan, level: 0.95, key: DrawKey(seed: 1)) == nil)
  }

  @Test("Realized counts of individuals fall into the range of their projection 95 times in 100")
  func individuals() throws {
    let sample = RandomChains.model(touchpoints: 4, customers: 500, archetypes: 0, seed: 31)
    var options = ProjectionOptions(periodLength: 2, periodCount: 3)
    options.arrivals = .customers(400)
    options.replicates = 0
    let scenario = Scenario(name: "", interventions: [.recover(Place("t1"), share: 0.3)])
    let projection = try Projection(sample.model, scenarios: [scenario], options: options, workers: Workers(count: 2))
    let range = try #require(projection.prediction(of: .conversions, period: 1, scenario: 0, group: 0))
    let model = sample.model
    let rows = ChainRows(
      .conversion, stateCount: 7, edges: model.chain.edges, probabilities: model.groups[0].probabilities)
    let plan = try ScenarioPlan(scenario, model: model)
    let sampler = CoupledSampler(rows, try plan.applied(to: rows, group: 0))
    let counts = (0..<400).map { replicate in
      sampler.outcomes(customers: 400, key: DrawKey(seed: 9, replicate: replicate), workers: Workers(count: 1))
        .scenario.count(ofEnd: 0)
    }
    let inside = counts.count { range.contains($0) }
    #expect((0.915...0.985).contains(Double(inside) / 400))
    let horizon = try #require(projection.prediction(of: .conversions, scenario: 0, group: 0))
    #expect(isClose(horizon.expected, 3 * range.expected, relative: 1e-12))
    #expect(projection.prediction(of: .revenue, scenario: 0, group: 0) == nil)
    let active = try #require(projection.prediction(of: .activeCustomers, period: 2, scenario: nil, group: 0))
    let base = projection.projection(ofScenario: 0).groups[0][.activeCustomers, period: 2].base.value!
    #expect(isClose(active.expected, base, relative: 1e-12))
  }

  @Test("Arrivals need not be whole: what is expected of them is kept")
  func fractionalArrivals() throws {
    let sample = RandomChains.model(touchpoints: 4, customers: 500, archetypes: 0, seed: 31)
    let rate = try #require(
      Projection(
        sample.model, scenarios: [], options: ProjectionOptions(periodLength: 2, periodCount: 3),
        workers: Workers(count: 1)
      ).checks[0].baseConversionRate)
    for arrivals in [0.3, 0.49, 1.4, 2, 399.5] {
      var options = ProjectionOptions(periodLength: 2, periodCount: 3)
      options.arrivals = .customers(arrivals)
      let projection = try Projection(sample.model, scenarios: [], options: options, workers: Workers(count: 1))
      let range = try #require(projection.prediction(of: .conversions, period: 1, scenario: nil, group: 0))
      #expect(isClose(range.expected, arrivals * rate, relative: 1e-12))
      #expect(Double(range.low) <= range.expected && range.expected <= Double(range.high) && range.high >= 1)
    }
  }

  @Test("A backtest tells which counts fell into their ranges")
  func backtest() throws {
    let sample = RandomChains.model(touchpoints: 4, customers: 500, archetypes: 0, seed: 31)
    var options = ProjectionOptions(periodLength: 2, periodCount: 3)
    options.replicates = 100
    let projection = try Projection(
      sample.model, statistics: sample.statistics, scenarios: [], options: options, workers: Workers(count: 2))
    let rate = projection.checks[0].baseConversionRate!
    let usual = Int((rate * 300).rounded())
    let result = Backtest(
      projection,
      [
        .init(.conversions, period: 1, trials: 300, count: usual),
        .init(.conversions, period: 2, trials: 300, count: 0),
        .init(.retention, period: 1, trials: 100, count: 100), .init(.conversions, period: 9, trials: 300, count: 0),
      ])
    #expect(result.rows.map(\.observation.period) == [1, 2, 1])
    #expect(result.rows[0].isInside)
    #expect(!result.rows[1].isInside)
    #expect(result.rows[0].prediction.high > usual && result.rows[0].prediction.low < usual)
    #expect(result.coverage == Double(result.rows.count { $0.isInside }) / 3)
    #expect(Backtest(projection, []).coverage == nil)
  }
}
