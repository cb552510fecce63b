import Testing

@testable import Simulation

@Suite("Starts of the search")
struct BudgetStartsTests {
  private func starts(seed: UInt64) throws -> (spends: [[Double]], region: SpendRegion) {
    let problem = try BudgetProblem(
      levers: BudgetCases.randomLevers(seed: 2), budget: 90, objective: BudgetCases.recovery)
    let region = SpendRegion(levers: problem.levers, budget: 90)
    return (try BudgetStarts(problem: problem, region: region).spends(randomCount: 16, seed: seed), region)
  }

  @Test("equal seeds give equal starts, others do not")
  func seeds() throws {
    #expect(try starts(seed: 1).spends == starts(seed: 1).spends)
    #expect(try starts(seed: 1).spends != starts(seed: 2).spends)
    #expect(try starts(seed: 1).spends.count == 2 + 3 + 3 + 16)
  }

  @Test("a linear model over thresholds is solved on the grid")
  func linear() throws {
    let levers = try [(32.0, 0.6), (64, 1.0), (96, 1.0)].enumerated().map { k, step in
      try BudgetCases.table("lever \(k)", [(0, 0), (step.0 - 1, 0), (step.0, step.1)])
    }
    let problem = try BudgetProblem(levers: levers, budget: 128, objective: BudgetCases.weightedSum([1, 1, 1]))
    let starts = BudgetStarts(problem: problem, region: SpendRegion(levers: levers, budget: 128))
    #expect(starts.linearOptimum(weights: [1, 1, 1]) == [32, 64, 0])
    #expect(starts.linearOptimum(weights: [1, 1, 2]) == [32, 0, 96])
    #expect(starts.linearOptimum(weights: [0, 0, 0]) == [0, 0, 0])
  }
}
