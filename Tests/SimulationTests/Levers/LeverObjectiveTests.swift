import Journeys
import LinearAlgebra
import TestSupport
import Testing

@testable import Simulation

@Suite("What levers bring, with the gradient")
struct LeverObjectiveTests {
  private static let levers = [
    LeverObjective.Lever(.recover(Place("t0"), share: 0)),
    LeverObjective.Lever(.recover(Place("t1"), share: 0, to: Place("(conversion)")), archetypes: [2]),
    LeverObjective.Lever(.reroute(from: Place("t2"), to: Place("t3"), share: 0)),
    LeverObjective.Lever(.recover(Place("t0"), share: 0), archetypes: [1]),
  ]

  private func objective(_ goal: LeverObjective.Goal) throws -> LeverObjective {
    let sample = RandomChains.model(touchpoints: 4, customers: 300, archetypes: 2, seed: 21)
    return try LeverObjective(
      sample.model, levers: Self.levers, goal: goal, options: ProjectionOptions(periodLength: 2, periodCount: 4))
  }

  @Test("The value is what the same scenario projects", arguments: LeverObjective.Goal.allCases)
  func value(_ goal: LeverObjective.Goal) throws {
    let sample = RandomChains.model(touchpoints: 4, customers: 300, archetypes: 0, seed: 21)
    var options = ProjectionOptions(periodLength: 2, periodCount: 4)
    options.replicates = 0
    let objective = try LeverObjective(
      sample.model, levers: [Self.levers[0], Self.levers[2]], goal: goal, options: options)
    let scenario = Scenario(
      name: "",
      interventions: [.recover(Place("t0"), share: 0.2), .reroute(from: Place("t2"), to: Place("t3"), share: 0.3)])
    let projected = try Projection(sample.model, scenarios: [scenario], options: options, workers: Workers(count: 1))
      .projection(ofScenario: 0).groups[0][goal.metric].projected.value!
    #expect(isClose(try objective.value(at: [0.2, 0.3]), projected, relative: 1e-12))
  }

  @Test("The gradient is that of finite differences, inside and at the edges", arguments: LeverObjective.Goal.allCases)
  func gradient(_ goal: LeverObjective.Goal) throws {
    let objective = try objective(goal)
    for shares in [[0.1, 0.2, 0.3, 0.05], [0.5, 0.01, 0.9, 0.5]] {
      let (value, gradient) = try objective.valueAndGradient(at: shares)
      #expect(try objective.value(at: shares) == value)
      for lever in shares.indices {
        func moved(_ step: Double) throws -> Double {
          var others = shares
          others[lever] += step
          return try objective.value(at: others)
        }
        // Richardson: the error of a step h is of order h⁴.
        let h = 1e-3
        let wide = (try moved(2 * h) - moved(-2 * h)) / (4 * h)
        let expected = (4 * (try moved(h) - moved(-h)) / (2 * h) - wide) / 3
        #expect(isClose(gradient[lever], expected, relative: 1e-5, absolute: 1e-7 * value))
      }
    }
    #expect(try objective.valueAndGradient(at: [0, 0, 0, 1]).gradient.allSatisfy { $0.isFinite })
  }

  @Test(
    "The gradient is finite and from the inside where a row allows no more, and just below",
    arguments: LeverObjective.Goal.allCases)
  func gradientAtTheLimit(_ goal: LeverObjective.Goal) throws {
    let sample = RandomChains.model(touchpoints: 4, customers: 300, archetypes: 2, seed: 21)
    let levers = [
      LeverObjective.Lever(
        .add(.init(from: Place("t1"), to: Place("(conversion)"), takingFrom: Place("(lost)")), points: 0)),
      LeverObjective.Lever(.recover(Place("t0"), share: 0)),
    ]
    let objective = try LeverObjective(
      sample.model, levers: levers, goal: goal, options: ProjectionOptions(periodLength: 2, periodCount: 4))
    func value(_ share: Double) throws -> Double { try objective.value(at: [share, 0.1]) }
    var (limit, refused) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (limit + refused) / 2
      if (try? value(middle)) == nil { refused = middle } else { limit = middle }
    }
    #expect(limit > 0.01 && refused < 1)
    for share in [limit, limit - 1e-6] {
      let gradient = try objective.valueAndGradient(at: [share, 0.1]).gradient
      let h = 1e-3
      let inside = (3 * (try value(share)) - 4 * (try value(share - h)) + (try value(share - 2 * h))) / (2 * h)
      #expect(isClose(gradient[0], inside, relative: 1e-3), "\(share)")
      #expect(gradient[1].isFinite)
    }
  }

  @Test("The slope is 0 where a share can neither rise nor fall", arguments: LeverObjective.Goal.allCases)
  func nothingAllowed(_ goal: LeverObjective.Goal) throws {
    let sample = RandomChains.model(touchpoints: 4, customers: 300, archetypes: 0, seed: 21)
    // Nobody is lost at t0 once all are recovered.
    let levers = [
      LeverObjective.Lever(.recover(Place("t0"), share: 0)),
      LeverObjective.Lever(.add(.init(from: Place("t0"), to: Place("t1"), takingFrom: Place("(lost)")), points: 0)),
    ]
    let objective = try LeverObjective(
      sample.model, levers: levers, goal: goal, options: ProjectionOptions(periodLength: 2, periodCount: 4))
    let gradient = try objective.valueAndGradient(at: [1, 0]).gradient
    #expect(gradient[0].isFinite)
    #expect(gradient[1] == 0)
  }

  @Test("A lever that cannot be applied is refused with its number")
  func refusal() {
    let sample = RandomChains.model(touchpoints: 4, customers: 50, archetypes: 0, seed: 21)
    #expect(throws: ScenarioError(.unknownPlace(Place("x"), expected: .touchpoint), intervention: 1)) {
      try LeverObjective(
        sample.model, levers: [Self.levers[0], .init(.recover(Place("x"), share: 0))], goal: .conversions,
        options: ProjectionOptions(periodLength: 2, periodCount: 4))
    }
  }
}
