import Testing

@testable import Simulation

@Suite("Exchanges of money")
struct SpendExchangeTests {
  private func problem() throws -> BudgetProblem {
    try BudgetProblem(
      levers: [
        BudgetCases.table("a", [(0, 0), (10, 0.2), (40, 0.5)]), BudgetCases.table("b", [(0, 0), (20, 0.1), (50, 0.7)]),
      ], budget: 60, objective: BudgetCases.weightedSum([1, 1]))
  }

  @Test("the best exchange uses the slope toward the side to which money moves")
  func best() throws {
    let problem = try problem()
    let region = SpendRegion(levers: problem.levers, budget: 60)
    // At its bend, a loses 0.02 going down, and b gains 0.02 going up; unspent money costs nothing.
    let exchange = try #require(SpendExchange.best(at: problem.point(at: [10, 20]), in: region, of: problem))
    #expect(exchange.from == 2)
    #expect(exchange.to == 1)
    #expect(abs(exchange.gain - 0.02) < 1e-12)
    #expect(SpendExchange.available(2, [10, 20], region) == 30)
    #expect(SpendExchange.capacity(0, [10, 20], region) == 50)
  }

  @Test("amounts to try: bends on the way, an even grid and the end")
  func amounts() throws {
    let region = SpendRegion(levers: try problem().levers, budget: 60)
    let amounts = SpendExchange.amounts(from: 0, to: 1, at: [16, 4], in: region)
    // 6 brings the first to its bend at 10, 16 the second to its bend at 20 and the first to 0.
    #expect(amounts == [2, 4, 6, 6, 8, 10, 12, 14, 16, 16])
    #expect(SpendExchange.amounts(from: 0, to: 1, at: [0, 4], in: region).isEmpty)
    #expect(SpendExchange.moving(3, from: 0, to: 2, in: [16, 4]) == [13, 4])
  }

  @Test("no money can move where the least spends take the budget")
  func stuck() throws {
    let levers = try [
      BudgetCases.saturating("a", 0.5, 10, minimum: 5), BudgetCases.saturating("b", 0.5, 10, minimum: 7),
    ]
    let problem = try BudgetProblem(levers: levers, budget: 12, objective: BudgetCases.weightedSum([1, 1]))
    let region = SpendRegion(levers: levers, budget: 12)
    #expect(SpendExchange.best(at: try problem.point(at: [5, 7]), in: region, of: problem) == nil)
  }
}
