import TestSupport
import Testing

@testable import Simulation

@Suite("Local improvement of spends")
struct LocalBudgetSearchTests {
  private func search(_ rows: [[(Double, Double)]], _ budget: Double) throws -> LocalBudgetSearch {
    let levers = try rows.enumerated().map { try BudgetCases.table("lever \($0)", $1) }
    let problem = try BudgetProblem(
      levers: levers, budget: budget, objective: BudgetCases.weightedSum(rows.map { _ in 1 }))
    return LocalBudgetSearch(problem: problem, budget: budget)
  }

  @Test("a climb crosses the bends of concave tables to the optimum")
  func concave() throws {
    // Slopes .03, .01, .002 and .02, .005, .001: the first 10 + 10 go to a, a, b, b in the order .03, .02, .01, .005.
    let search = try search(
      [[(0, 0), (10, 0.3), (20, 0.4), (60, 0.48)], [(0, 0), (10, 0.2), (20, 0.25), (60, 0.29)]], 35)
    for start in [[0.0, 0], [35, 0], [0, 35], [10, 10]] {
      let found = try search.climb(from: start)
      #expect(areClose(found.spends, [20, 15], relative: 1e-9))
      #expect(isClose(found.value, 0.4 + 0.225))
    }
  }

  @Test("a climb stays below a threshold that a polish passes")
  func threshold() throws {
    let search = try search([[(0, 0), (10, 0), (20, 0.9)], [(0, 0), (20, 0.1)]], 20)
    let low = try search.climb(from: [0, 20])
    #expect(low.spends == [0, 20])
    #expect(try search.polish(low).spends == [20, 0])
  }

  @Test("an exchange alone finds where two slopes meet, between the amounts it tries")
  func meeting() throws {
    let levers = try ["a", "b"].map { try BudgetCases.saturating($0, 0.4, 50) }
    let problem = try BudgetProblem(levers: levers, budget: 100, objective: BudgetCases.weightedSum([1, 1]))
    let search = LocalBudgetSearch(problem: problem, budget: 100)
    for start in [[83.0, 17.0], [51, 49]] {
      let found = try search.exchanged(search.point(at: start), from: 0, to: 1)
      #expect(areClose(found.spends, [50, 50], relative: 1e-6))
    }
  }
}
