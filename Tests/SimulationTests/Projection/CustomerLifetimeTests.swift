import Journeys
import LinearAlgebra
import TestSupport
import Testing

@testable import Simulation

@Suite("One customer after the first conversion")
struct CustomerLifetimeTests {
  /// Comes back with probability q, always after one step.
  private static func geometric(_ q: Double) -> RetentionChain {
    let edges = [(0, 1), (0, 2), (1, 1), (1, 2)].map { ChainStatistics.Edge(from: $0.0, to: $0.1) }
    let dwells = DwellDistributions(
      edges: edges, stateCount: 3, cellTotals: [0, 1, 1, 0, 0, 1, 1, 0], grid: DwellGrid(step: 1, count: 2))
    return RetentionChain(stateCount: 3, edges: edges, rates: [q, 1 - q, q, 1 - q], dwells: dwells)!
  }

  @Test("Who comes back with probability q each step: worked by hand")
  func geometric() {
    let q = 0.75
    let lifetime = CustomerLifetime(Self.geometric(q), values: [0, 10, 0], periodLength: 1, periodCount: 3)
    // S(n) = q^(n+1) at the time n + ½: at whole times halfway between two.
    for k in 0..<3 {
      let now = [0, 1, 2, 3].map { n in (0...n).reduce(1.0) { product, _ in product * q } }
      #expect(isClose(lifetime.retention[k], (now[k] + now[k + 1]) / 2, relative: 1e-14))
      #expect(isClose(lifetime.active[k], now[0...k].reduce(0, +), relative: 1e-14))
    }
    // Expected later contacts by age n: q + … + q^n; customers of age 0, 1, 2 in the third period.
    let earned = [0, q, q + q * q].map { 10 * $0 }
    #expect(areClose(lifetime.laterValue, earned, relative: 1e-13, absolute: 1e-13))
  }

  @Test("Retention is that of the renewal equation")
  func retentionCurve() {
    for seed in 0..<20 {
      let chain = RandomChains.retention(touchpoints: 4, buckets: 6, seed: UInt64(seed))
      let lifetime = CustomerLifetime(
        chain, values: [Double](repeating: 0, count: 6), periodLength: 2.3, periodCount: 5)
      let curve = RetentionCurve(chain, stepCount: 12)
      for k in 0..<5 {
        #expect(isClose(lifetime.retention[k], curve.survival(before: 2.3 * Double(k + 1)), relative: 1e-10))
      }
      #expect(lifetime.laterValue.allSatisfy { $0 == 0 })
    }
  }

  @Test("Active customers and money are those of individuals who convert at any time, within chance")
  func individuals() {
    let chain = RandomChains.retention(touchpoints: 3, buckets: 4, seed: 2)
    let lifetime = CustomerLifetime(chain, values: [0, 1, 1, 1, 0], periodLength: 4, periodCount: 3)
    let customers = 40_000
    let lifetimes = LifetimeSampler(chain).lifetimes(
      customers: customers, key: DrawKey(seed: 5), workers: Workers(count: 2))
    for k in 1...3 {
      // Ages are even over 0...4k; a lapse after n steps is anywhere in the step.
      let time = 4.0 * Double(k)
      let active = lifetimes.reduce(0.0) { $0 + min(max($1, 0), time) } / Double(customers) / 4
      #expect(isClose(lifetime.active[k - 1], active, relative: 0.03))
    }
  }
}
