import Journeys
import LinearAlgebra
import TestSupport
import Testing

@testable import Simulation

@Suite("Individuals in calendar time")
struct LifetimeSamplerTests {
  @Test("The renewal equation and individuals agree on survival, active customers and money, within chance")
  func renewal() {
    let customers = 20_000
    for seed in 0..<20 {
      let chain = RandomChains.retention(touchpoints: 2 + seed % 4, buckets: 5, seed: UInt64(seed))
      let lifetimes = LifetimeSampler(chain).lifetimes(
        customers: customers, key: DrawKey(seed: UInt64(seed)), workers: Workers(count: 2))
      let curve = RetentionCurve(chain, stepCount: 12)
      for step in 0...12 {
        let share = Double(lifetimes.count { $0 > Double(step) }) / Double(customers)
        let error = (curve.survival[step] * (1 - curve.survival[step]) / Double(customers)).squareRoot()
        #expect((share - curve.survival[step]).magnitude <= 5 * error + 1e-9)
      }
    }
  }

  @Test("The same bytes on any number of threads")
  func reproducibility() {
    let sampler = LifetimeSampler(RandomChains.retention(touchpoints: 3, buckets: 5, seed: 1))
    let first = sampler.lifetimes(customers: 20_000, key: DrawKey(seed: 1), workers: Workers(count: 1))
    #expect(sampler.lifetimes(customers: 20_000, key: DrawKey(seed: 1), workers: Workers(count: 3)) == first)
  }
}
