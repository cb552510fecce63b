import LinearAlgebra
import Simulation
import TestSupport
import Testing

@Suite("Budget problems")
struct BudgetProblemTests {
  private let gradientTolerance = 1e-6

  private func problem(_ levers: [Lever], _ budget: Double) throws -> BudgetProblem {
    try BudgetProblem(levers: levers, budget: budget, objective: BudgetCases.weightedSum([1, 1]))
  }

  @Test(
    "the gradient over spends is the derivative of the value, through shares and chain", arguments: [1, 2, 3, 4, 5])
  func gradient(seed: UInt64) throws {
    let levers = try BudgetCases.randomLevers(seed: seed)
    let problem = try BudgetProblem(levers: levers, budget: 200, objective: BudgetCases.recovery)
    var stream = RandomStream(seed: seed, path: 4)
    let step = 1e-4
    for _ in 0..<5 {
      // Never within a step of a row of a table, which are whole numbers.
      let spends = (0..<3).map { _ in (50 * stream.uniform()).rounded() + 0.1 + 0.8 * stream.uniform() }
      let gradient = try problem.evaluate(spends).gradient
      for lever in 0..<3 {
        var (more, less) = (spends, spends)
        more[lever] += step
        less[lever] -= step
        let difference = try (problem.evaluate(more).value - problem.evaluate(less).value) / (2 * step)
        #expect(isClose(gradient[lever], difference, relative: gradientTolerance, absolute: 1e-11))
      }
    }
  }

  @Test("shares are those of the levers' responses")
  func shares() throws {
    let problem = try problem(
      [BudgetCases.saturating("a", 0.5, 10), BudgetCases.table("b", [(0, 0), (10, 0.2)])], 20)
    #expect(areClose(problem.shares(of: [10, 5]), [0.25, 0.1]))
    let found = try problem.evaluate([10, 5])
    #expect(isClose(found.value, 0.35))
    #expect(areClose(found.gradient, [0.0125, 0.02]))
  }

  @Test("no lever, a repeated name, and budgets that are none are refused")
  func refusals() throws {
    let levers = try ["a", "b"].map { try BudgetCases.saturating($0, 0.5, 10, minimum: 30) }
    #expect(throws: BudgetError.noLevers) { try problem([], 10) }
    #expect(throws: BudgetError.repeatedLever("a")) { try problem([levers[0], levers[1], levers[0]], 100) }
    for budget in [-1, Double.infinity] {
      #expect(throws: BudgetError.invalidBudget(budget)) { try problem(levers, budget) }
    }
    #expect(throws: BudgetError.self) { try problem(levers, .nan) }
    #expect(throws: BudgetError.budgetBelowMinimums(budget: 59, minimums: 60)) { try problem(levers, 59) }
    #expect(try problem(levers, 60).budget == 60)
  }

  @Test("every failure is told in a sentence")
  func messages() {
    let errors: [(BudgetError, String)] = [
      (.noLevers, "at least one lever"), (.repeatedLever("mail"), "'mail'"),
      (.invalidMinimum(lever: "mail", minimum: -2), "-2"),
      (.boundsCrossed(lever: "mail", minimum: 5, maximum: 4), "'mail' may cost is 4"),
      (.invalidBudget(-7), "-7"), (.budgetBelowMinimums(budget: 59, minimums: 60), "60"),
      (.objectiveNotFinite(shares: [0.25]), "[0.25]"), (.solverFailed(code: -2), "-2"),
    ]
    for (error, part) in errors { #expect(error.message.contains(part)) }
  }
}
