import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@testable import Journeys

struct RetentionCurveTests {
  @Test func `a coin at every step by hand`() {
    // After each contact half lapse and half come again one step later: T > n has probability ½ⁿ⁺¹.
    let curve = RetentionCurve(SemiMarkovCase.coin(shares: [0, 1], stay: 0.5), stepCount: 6)
    #expect(areClose(curve.survival, (1...7).map { RetentionCurveTests.power(0.5, $0) }, relative: 1e-15))
  }

  @Test func `contacts at the same time come before time passes`() {
    // Of .8 who come again half do so at once: before time passes ⅓ lapse and ⅔ go on.
    let curve = RetentionCurve(SemiMarkovCase.coin(shares: [0.5, 0.5], stay: 0.8), stepCount: 5)
    #expect(areClose(curve.survival, (1...6).map { RetentionCurveTests.power(2 / 3.0, $0) }, relative: 1e-14))
  }

  @Test func `two states by hand`() throws {
    // start → buy; buy → visit ¾ (1 or 2 steps), lapsed ¼; visit → lapsed.
    let edges = [(0, 1), (1, 2), (1, 3), (2, 3)].map { ChainStatistics.Edge(from: $0.0, to: $0.1) }
    let dwells = DwellDistributions(
      edges: edges, stateCount: 4, cellTotals: [1, 0, 0, 0, 1, 2, 1, 0, 0, 1, 0, 0], grid: DwellGrid(step: 10, count: 3)
    )
    let chain = try #require(RetentionChain(stateCount: 4, edges: edges, rates: [1, 0.75, 0.25, 1], dwells: dwells))
    let curve = RetentionCurve(chain, stepCount: 4)
    #expect(areClose(curve.survival, [0.75, 0.5, 0, 0, 0], relative: 1e-15))
    #expect(curve.survival(before: 0) == 1 && curve.survival(before: 3) == 0.75)
    #expect(isClose(curve.survival(before: 10), 0.625, relative: 1e-15))
    #expect(curve.survival(before: 15) == 0.5 && curve.survival(before: 45) == 0)
    #expect(curve.end == 45)
  }

  @Test func `survival never rises and small survival keeps its digits`() {
    let curve = RetentionCurve(SemiMarkovCase.coin(shares: [0, 1], stay: 1e-3), stepCount: 40)
    #expect(zip(curve.survival, curve.survival.dropFirst()).allSatisfy { $0 > $1 })
    #expect(isClose(curve.survival[40], RetentionCurveTests.power(1e-3, 41), relative: 1e-12))
  }

  @Test func `steps reach a time and no further`() {
    let grid = DwellGrid(step: 2, count: 4)
    #expect([0.0, 1, 1.5, 3, 3.1, 30].map { RetentionCurve.steps(toReach: $0, on: grid) } == [0, 0, 1, 1, 2, 15])
  }

  @Test func `a chain that hardly ever ends still runs`() throws {
    let curve = RetentionCurve(SemiMarkovCase.coin(shares: [1 - 1e-9, 1e-9], stay: 1 - 1e-12), stepCount: 3)
    // One lapse to a thousand steps: (1e-9 / (1e-9 + 1e-12))ⁿ⁺¹, up to the rounding of 1 − 10⁻¹².
    #expect(isClose(curve.survival[0], 1 / 1.001, relative: 1e-6))
  }

  @Test func `arrivals and survival tell the same story`() throws {
    let chain = SemiMarkovCase.shop.chain
    let curve = RetentionCurve(chain, stepCount: 60)
    let arrivals = RetentionArrivals(chain, stepCount: 60)
    var lapsed = 0.0
    for step in 0...60 {
      for state in 1...3 {
        let contacts = try #require(arrivals.contacts(in: state))
        lapsed += contacts[contacts.startIndex + step] * (chain.lapseProbability(of: state) ?? 0)
      }
      #expect(isClose(1 - lapsed, curve.survival[step], relative: 1e-12))
    }
    #expect(arrivals.contacts(in: 4) == nil)
  }

  @Test func `simulated customers are retained as their fitted chain says`() throws {
    let fit = SemiMarkovCase.shop.simulated(customers: 20_000, end: 300)
    let observed = KaplanMeier(
      durations: fit.journeys.durations, lapsed: fit.journeys.lapsed, workers: Workers(count: 2))
    let model = try #require(RetentionChain(fit.statistics, cellTotals: fit.statistics.cellTotals()))
    let curve = RetentionCurve(model, stepCount: 200)
    let distance = try #require(curve.largestDistance(to: observed, upTo: 200))
    // Three standard errors of 20,000 customers.
    #expect(distance.distance < 0.0106 && distance.distance > 0)
    let truth = RetentionCurve(SemiMarkovCase.shop.chain, stepCount: 200)
    #expect(zip(curve.survival, truth.survival).allSatisfy { abs($0 - $1) < 0.012 })
  }

  @Test func `a finer grid changes little`() throws {
    let customers = SemiMarkovCase.shop.simulated(customers: 5_000, end: 300)
    let curves = try [32, 128, 512].map { pieces in
      let statistics = customers.statistics(on: DwellGrid(step: 32 / Double(pieces), count: pieces + 1))
      let chain = try #require(RetentionChain(statistics, cellTotals: statistics.cellTotals()))
      return RetentionCurve(chain, stepCount: 120 * pieces / 32)
    }
    for time in stride(from: 2.0, through: 118, by: 4) {
      let finest = curves[2].survival(before: time)
      #expect(abs(curves[0].survival(before: time) - finest) < 0.004)
      #expect(abs(curves[1].survival(before: time) - finest) < 0.001)
    }
  }

  static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
