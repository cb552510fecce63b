import Journeys
import LinearAlgebra
import TestSupport
import Testing

@testable import Simulation

@Suite("The same individuals without and with a scenario")
struct CoupledSamplerTests {
  private static let customers = 40_000

  private func changed(_ rows: ChainRows, _ seed: Int) throws -> ChainRows {
    var changed = rows
    try changed.recover([1 + seed % 2], share: 0.4, to: nil)
    changed.reroute(from: [1], to: [2], share: 0.2)
    return changed
  }

  @Test("Both have the distribution of their own chain")
  func marginals() throws {
    for seed in 0..<30 {
      let rows = RandomChains.rows(.conversion, touchpoints: 4, seed: UInt64(seed))
      let changed = try changed(rows, seed)
      let (before, after) = CoupledSampler(rows, changed).outcomes(
        customers: Self.customers, key: DrawKey(seed: UInt64(seed)), workers: Workers(count: 2))
      for (outcomes, rows) in [(before, rows), (after, changed)] {
        let rate = rows.conversionRate!
        let error = (rate * (1 - rate) / Double(Self.customers)).squareRoot()
        #expect((Double(outcomes.count(ofEnd: 0)) / Double(Self.customers) - rate).magnitude < 5 * error)
      }
    }
  }

  @Test("Without a change every customer's journey is the same")
  func noChange() {
    let rows = RandomChains.rows(.conversion, touchpoints: 6, seed: 1)
    let (before, after) = CoupledSampler(rows, rows).outcomes(
      customers: Self.customers, key: DrawKey(seed: 1), workers: Workers(count: 2))
    #expect(before == after)
  }

  @Test("A recovery turns losses into conversions and never the other way, when nothing else changes")
  func monotone() throws {
    let rows = RandomChains.rows(.conversion, touchpoints: 4, seed: 5)
    var changed = rows
    try changed.recover([1], share: 0.5, to: [rows.lost - 1])
    let (before, after) = CoupledSampler(rows, changed).outcomes(
      customers: Self.customers, key: DrawKey(seed: 1), workers: Workers(count: 2))
    #expect(zip(before.ends, after.ends).allSatisfy { $0 >= $1 })
    #expect(before.ends != after.ends)
  }

  @Test("The difference varies far less than between independent populations")
  func varianceReduction() throws {
    let rows = RandomChains.rows(.conversion, touchpoints: 4, seed: 6)
    var changed = rows
    try changed.recover([1], share: 0.1, to: nil)
    let sampler = CoupledSampler(rows, changed)
    let differences = (0..<200).map { replicate in
      let (before, after) = sampler.outcomes(
        customers: 1000, key: DrawKey(seed: 2, replicate: replicate), workers: Workers(count: 1))
      return Double(after.count(ofEnd: 0) - before.count(ofEnd: 0)) / 1000
    }
    let mean = differences.reduce(0, +) / 200
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199
    let rate = rows.conversionRate!
    #expect(variance < 0.15 * 2 * rate * (1 - rate) / 1000)
    #expect(isClose(mean, changed.conversionRate! - rate, absolute: 5 * (variance / 200).squareRoot()))
  }
}
