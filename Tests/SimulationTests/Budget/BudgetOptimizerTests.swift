import LinearAlgebra
import Simulation
import Synchronization
import TestSupport
import Testing

@Suite("Best use of a budget")
struct BudgetOptimizerTests {
  private let tolerance = 1e-9

  private func plan(_ problem: BudgetProblem, frontier: Int = 0, threads: Int = 2) throws -> BudgetPlan {
    var options = BudgetOptimizer.Options()
    options.frontierCount = frontier
    return try BudgetOptimizer(problem, options: options).plan(workers: Workers(count: threads))
  }

  private func expectWithinLimits(_ spends: [Double], _ budget: Double, _ levers: [Lever]) {
    #expect(spends.reduce(0, +) <= budget)
    for (lever, spend) in zip(levers, spends) { #expect(lever.minimum <= spend && spend <= lever.maximum) }
  }

  @Test(
    "three levers: no worse than every grid point, by the formula of a chain", arguments: 1...12 as ClosedRange<UInt64>)
  func bruteForce(seed: UInt64) throws {
    let levers = try BudgetCases.randomLevers(seed: seed)
    let problem = try BudgetProblem(levers: levers, budget: 60, objective: BudgetCases.recovery)
    let plan = try plan(problem)
    let grid = BudgetCases.bruteForce(problem, steps: 60)
    // The rows of tables and the budget are whole, so that the grid holds every bend.
    #expect(plan.value >= grid - tolerance)
    #expect(plan.value <= grid + 2e-3)
    #expect(plan.converged)
    expectWithinLimits(plan.spends, 60, levers)
  }

  @Test("separate saturating levers fill up to one slope: s = √(w·l·h / price) − h")
  func waterFilling() throws {
    let weights = [3.0, 2, 5, 1, 0.2]
    let limits = [0.3, 0.5, 0.2, 0.9, 0.4]
    let halves = [8000.0, 3000, 500, 12000, 9000]
    let levers = try (0..<5).map { try BudgetCases.saturating("lever \($0)", limits[$0], halves[$0], maximum: 6000) }
    for budget in [10.0, 800, 9000, 20000] {
      let problem = try BudgetProblem(levers: levers, budget: budget, objective: BudgetCases.weightedSum(weights))
      func filled(_ price: Double) -> [Double] {
        (0..<5).map { min(max((weights[$0] * limits[$0] * halves[$0] / price).squareRoot() - halves[$0], 0), 6000) }
      }
      var (low, high) = (1e-12, 1.0)
      for _ in 0..<200 {
        let middle = (low * high).squareRoot()
        if filled(middle).reduce(0, +) > budget { low = middle } else { high = middle }
      }
      let plan = try plan(problem)
      #expect(areClose(plan.spends, filled(high), relative: 1e-5, absolute: 1e-5 * budget))
      #expect(isClose(plan.value, problem.objective(problem.shares(of: filled(high))).value, relative: tolerance))
      #expect(isClose(plan.gainOfNext, high, relative: 1e-5))
      #expect(plan.converged)
    }
  }

  @Test("two equal levers share the budget equally")
  func equalLevers() throws {
    let levers = try ["a", "b"].map { try BudgetCases.saturating($0, 0.4, 50) }
    let plan = try plan(BudgetProblem(levers: levers, budget: 100, objective: BudgetCases.weightedSum([1, 1])))
    #expect(areClose(plan.spends, [50, 50], relative: 1e-6))
    #expect(isClose(plan.value, 0.4, relative: tolerance))
    // Each gains l·h / (s + h)² = 0.4 · 50 / 100².
    #expect(isClose(plan.gainOfNext, 0.002, relative: 1e-6))
    #expect(isClose(try #require(plan.parts[0].gainOfNext), 0.002, relative: 1e-6))
  }

  @Test("thresholds: the pair of levers that fits is bought, although others look better at first")
  func thresholds() throws {
    // Nothing happens below the threshold. Values 60, 100 and 120 for 10, 20 and 30: 20 + 30 is best for 50.
    let levers = try [(10.0, 0.6), (20, 1.0), (30, 1.0)].enumerated().map { k, step in
      try BudgetCases.table("lever \(k)", [(0, 0), (step.0 - 1, 0), (step.0, step.1)])
    }
    let problem = try BudgetProblem(levers: levers, budget: 50, objective: BudgetCases.weightedSum([100, 100, 120]))
    let plan = try plan(problem)
    #expect(plan.spends == [0, 20, 30])
    #expect(plan.value == 220)
  }

  @Test("twelve thresholds: as good as the best subset")
  func knapsack() throws {
    var stream = RandomStream(seed: 7, path: 1)
    let costs = (0..<12).map { _ in (5 + 20 * stream.uniform()).rounded() }
    let weights = costs.map { $0 * (0.6 + stream.uniform()) }
    let levers = try costs.indices.map {
      try BudgetCases.table("lever \($0)", [(0, 0), (costs[$0] * 0.95, 0), (costs[$0], 1)])
    }
    var best = 0.0
    for subset in 0..<(1 << 12) {
      let chosen = (0..<12).filter { subset >> $0 & 1 == 1 }
      if chosen.reduce(0, { $0 + costs[$1] }) <= 64 { best = max(best, chosen.reduce(0) { $0 + weights[$1] }) }
    }
    let plan = try plan(
      BudgetProblem(levers: levers, budget: 64, objective: BudgetCases.weightedSum(weights)))
    #expect(plan.value >= best * (1 - 1e-9))
  }

  @Test("money that buys nothing is left: beyond the last row of a table, and where a lever harms")
  func unspent() throws {
    let levers = try [
      BudgetCases.table("useful", [(0, 0), (30, 0.5)]), BudgetCases.saturating("harmful", 0.5, 10, minimum: 5),
    ]
    let plan = try plan(BudgetProblem(levers: levers, budget: 100, objective: BudgetCases.weightedSum([1, -1])))
    #expect(plan.spends == [30, 5])
    #expect(plan.notes == [.nothingGains(unspent: 65)])
    #expect(plan.gainOfNext == 0)
    #expect(plan.parts[0].gainOfNext == 0)
    #expect(plan.converged)
  }

  @Test("past a threshold, money that buys nothing more is freed")
  func freed() throws {
    let levers = try [BudgetCases.table("only", [(0, 0), (10, 0), (30, 0.5), (40, 0.5)])]
    let plan = try plan(BudgetProblem(levers: levers, budget: 100, objective: BudgetCases.weightedSum([1])))
    #expect(plan.spends == [30])
    #expect(plan.value == 0.5)
    #expect(plan.notes == [.nothingGains(unspent: 70)])
  }

  @Test("a budget above all maxima is spent up to them, with a note")
  func allCapped() throws {
    let levers = try [
      BudgetCases.saturating("a", 0.5, 10, maximum: 20), BudgetCases.saturating("b", 0.5, 10, maximum: 30),
    ]
    let plan = try plan(BudgetProblem(levers: levers, budget: 100, objective: BudgetCases.weightedSum([1, 1])))
    #expect(plan.spends == [20, 30])
    #expect(plan.notes == [.allLeversAtMaximum(unspent: 50)])
    #expect(plan.gainOfNext == 0)
    #expect(plan.parts.allSatisfy { $0.gainOfNext == nil && $0.gainOfLast != nil })
  }

  @Test("no money: nothing is spent, and the next unit goes where the first does most")
  func zeroBudget() throws {
    let levers = try [BudgetCases.saturating("a", 0.5, 10), BudgetCases.saturating("b", 0.5, 5)]
    let problem = try BudgetProblem(levers: levers, budget: 0, objective: BudgetCases.weightedSum([1, 1]))
    let plan = try plan(problem, frontier: 21)
    #expect(plan.spends == [0, 0])
    #expect(plan.gain == 0)
    #expect(plan.notes.isEmpty)
    #expect(isClose(plan.gainOfNext, 0.1, relative: tolerance))
    #expect(plan.parts.map(\.gainOfLast) == [nil, nil])
    #expect(plan.frontier.map(\.budget) == [0])
    #expect(plan.frontier.map(\.value) == [0])
  }

  @Test("the least spends may take the whole budget")
  func minimumsOnly() throws {
    let levers = try [
      BudgetCases.saturating("a", 0.5, 10, minimum: 0.1), BudgetCases.saturating("b", 1, 1, minimum: 0.2),
    ]
    let plan = try plan(
      BudgetProblem(levers: levers, budget: 0.1 + 0.2, objective: BudgetCases.weightedSum([1, 1])), frontier: 5)
    #expect(plan.spends == [0.1, 0.2])
    #expect(plan.frontier.map(\.budget) == [0.1 + 0.2, (0.1 + 0.2) * 1.5, (0.1 + 0.2) * 2])
  }

  @Test("one lever takes the budget, to its maximum")
  func oneLever() throws {
    for (budget, spend) in [(0.3, 0.3), (20, 20), (50, 25)] {
      let levers = try [BudgetCases.saturating("only", 0.5, 10, maximum: 25)]
      let plan = try plan(BudgetProblem(levers: levers, budget: budget, objective: BudgetCases.weightedSum([2])))
      #expect(plan.spends == [spend])
      #expect(isClose(plan.value, spend / (spend + 10), relative: tolerance))
    }
  }

  @Test("the frontier never falls, holds the plan, and keeps to its budgets", arguments: 1...4 as ClosedRange<UInt64>)
  func frontier(seed: UInt64) throws {
    let levers = try BudgetCases.randomLevers(seed: seed)
    let problem = try BudgetProblem(levers: levers, budget: 50, objective: BudgetCases.recovery)
    let plan = try plan(problem, frontier: 21)
    #expect(plan.frontier.last?.budget == 100)
    #expect(plan.frontier.contains { $0.budget == 50 && $0.value == plan.value && $0.spends == plan.spends })
    for (smaller, larger) in zip(plan.frontier, plan.frontier.dropFirst()) {
      #expect(smaller.budget < larger.budget)
      #expect(smaller.value <= larger.value)
    }
    for point in plan.frontier { expectWithinLimits(point.spends, point.budget, levers) }
  }

  @Test("awkward amounts never sum past the budget")
  func neverExceeded() throws {
    var stream = RandomStream(seed: 3, path: 5)
    for count in [2, 3, 7] {
      let budget = 1e5 * stream.uniform() / 3
      let levers = try (0..<count).map {
        try BudgetCases.saturating(
          "lever \($0)", stream.uniform(), 1e4 * stream.uniform(), minimum: 10 * stream.uniform())
      }
      let weights = (0..<count).map { _ in stream.uniform() }
      let problem = try BudgetProblem(levers: levers, budget: budget, objective: BudgetCases.weightedSum(weights))
      let plan = try plan(problem)
      expectWithinLimits(plan.spends, budget, levers)
      #expect(isClose(plan.total, budget, relative: 1e-12))
      #expect(plan.notes.isEmpty)
    }
  }

  @Test("the plan does not depend on the unit of money or of the value")
  func units() throws {
    func spends(money: Double, value: Double) throws -> [Double] {
      let levers = try [(0.3, 8.0), (0.6, 20), (0.1, 1)].enumerated().map { k, curve in
        try BudgetCases.saturating("lever \(k)", curve.0, curve.1 * money)
      }
      let problem = try BudgetProblem(
        levers: levers, budget: 30 * money,
        objective: { shares in
          let plain = BudgetCases.recovery(shares)
          return BudgetProblem.Evaluation(value: plain.value * value, gradient: plain.gradient.map { $0 * value })
        })
      return try plan(problem).spends.map { $0 / money }
    }
    let expected = try spends(money: 1, value: 1)
    #expect(areClose(try spends(money: 1e6, value: 1e-6), expected, relative: 1e-5))
    #expect(areClose(try spends(money: 1e-3, value: 1e7), expected, relative: 1e-5))
  }

  @Test("the same bits on one thread and on three")
  func threads() throws {
    let problem = try BudgetProblem(
      levers: BudgetCases.randomLevers(seed: 5), budget: 70, objective: BudgetCases.recovery)
    #expect(try plan(problem, frontier: 7, threads: 1) == plan(problem, frontier: 7, threads: 3))
  }

  @Test("an objective that is not finite is refused with the shares")
  func notFinite() throws {
    let levers = try [BudgetCases.saturating("a", 0.5, 10)]
    let problem = try BudgetProblem(levers: levers, budget: 10) { shares in
      BudgetProblem.Evaluation(value: shares[0] > 0.2 ? .nan : shares[0], gradient: [1])
    }
    #expect(throws: BudgetError.objectiveNotFinite(shares: [0.25])) { try plan(problem) }
  }

  /// Shares of 0.3 at most, for the reason that a row has no more to give.
  private static let limited: BudgetProblem.Objective = { shares in
    let allowed = shares.reduce(0, +) <= 0.3 + 1e-12
    return BudgetProblem.Evaluation(
      value: allowed ? shares.reduce(0, +) : .nan, gradient: shares.map { _ in allowed ? 1 : .nan })
  }

  @Test("the frontier ends where more money would buy shares without a finite value", arguments: [1, 4])
  func frontierEnds(spacing: Int) throws {
    var options = BudgetOptimizer.Options()
    options.searchSpacing = spacing
    for levers in [
      [try BudgetCases.table("a", [(0, 0), (10, 0.2), (20, 0.4)])],
      [try BudgetCases.saturating("a", 0.6, 15.5), try BudgetCases.saturating("b", 0.01, 15)],
    ] {
      let problem = try BudgetProblem(levers: levers, budget: 10, objective: Self.limited)
      let plan = try BudgetOptimizer(problem, options: options).plan(workers: Workers(count: 2))
      // With the table 15 buys 0.3; with the curves 15 buys 0.295 and 16 buys 0.305.
      #expect(plan.frontier.map(\.budget) == (0...15).map { Double($0) })
      #expect(plan.notes == [.frontierEnds(at: 15, refused: 16)])
      #expect(isClose(plan.total, 10))
      #expect(isClose(plan.value, levers.count == 1 ? 0.2 : 6 / 25.5, relative: 1e-9))
      #expect(plan.converged)
      for (smaller, larger) in zip(plan.frontier, plan.frontier.dropFirst()) { #expect(smaller.value <= larger.value) }
    }
  }

  @Test("a smaller budget that buys shares without a finite value is refused, not left out")
  func refusedBelow() throws {
    let levers = try [BudgetCases.table("a", [(0, 0), (10, 0.2), (20, 0.4)])]
    let problem = try BudgetProblem(levers: levers, budget: 17, objective: Self.limited)
    #expect(throws: BudgetError.self) { try plan(problem, frontier: 5) }
    #expect(throws: BudgetError.self) { try plan(problem) }
  }

  @Test("what gains less than rounding leaves the search settled")
  func nothingWorthwhile() throws {
    let value: BudgetProblem.Objective = { .init(value: 700 + 300 * $0[0], gradient: [300]) }
    for (half, budget) in [(1e308, 1000.0), (1000, 1e-300)] {
      let plan = try plan(
        BudgetProblem(levers: [BudgetCases.saturating("a", 0.3, half)], budget: budget, objective: value), frontier: 5)
      #expect(plan.converged)
      #expect(plan.value == 700)
    }
  }

  @Test(
    "Searching every fourth budget finds the same frontier with fewer evaluations",
    arguments: 1...4 as ClosedRange<UInt64>)
  func searchSpacing(seed: UInt64) throws {
    let levers = try BudgetCases.randomLevers(seed: seed)
    func searched(_ change: (inout BudgetOptimizer.Options) -> Void) throws -> (plan: BudgetPlan, evaluations: Int) {
      let evaluations = Mutex(0)
      let problem = try BudgetProblem(
        levers: levers, budget: 50, valueAlone: { BudgetCases.recovery($0).value },
        objective: { shares in
          evaluations.withLock { $0 += 1 }
          return BudgetCases.recovery(shares)
        })
      var options = BudgetOptimizer.Options()
      change(&options)
      let plan = try BudgetOptimizer(problem, options: options).plan(workers: Workers(count: 2))
      return (plan, evaluations.withLock { $0 })
    }
    let all = try searched { _ in }
    let few = try searched { options in
      options.searchSpacing = 4
      options.precision = 1e-9
      options.randomStarts = 4
    }
    #expect(few.evaluations * 3 < all.evaluations)
    #expect(few.plan.frontier.map(\.budget) == all.plan.frontier.map(\.budget))
    for (point, best) in zip(few.plan.frontier, all.plan.frontier) {
      #expect(point.value >= best.value * (1 - 1e-7), "\(point.budget)")
    }
  }

  @Test("a value alone that is not finite is refused too")
  func valueNotFinite() throws {
    let levers = try [BudgetCases.saturating("a", 0.5, 10), BudgetCases.saturating("b", 0.5, 10)]
    let problem = try BudgetProblem(
      levers: levers, budget: 10, valueAlone: { _ in .nan }, objective: BudgetCases.weightedSum([1, 2]))
    #expect(throws: BudgetError.self) { try plan(problem) }
  }
}
