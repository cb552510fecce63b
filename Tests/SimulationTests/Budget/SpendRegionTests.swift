import LinearAlgebra
import TestSupport
import Testing

@testable import Simulation

@Suite("Spends within bounds and budget")
struct SpendRegionTests {
  private func region(_ budget: Double) throws -> SpendRegion {
    try SpendRegion(
      levers: [
        BudgetCases.saturating("a", 0.5, 10, minimum: 10, maximum: 40), BudgetCases.saturating("b", 0.5, 10),
        BudgetCases.table("c", [(0, 0), (20, 0.1), (60, 0.5)], maximum: 50),
      ], budget: budget)
  }

  @Test("bounds are those of the levers, or of what the others leave")
  func bounds() throws {
    let region = try region(55)
    #expect(region.lower == [10, 0, 0])
    #expect(region.upper == [40, 45, 45])
    #expect(region.kinks == [[], [], [20]])
    #expect(region.room == 45)
    #expect(region.unspent([10, 5, 0]) == 40)
  }

  @Test("spends within stay, others move to the nearest within")
  func nearest() throws {
    let region = try region(60)
    #expect(region.nearest(to: [15, 5, 20]) == [15, 5, 20])
    #expect(region.nearest(to: [0, -4, 500])[0] == 10)
    // 30 + 30 + 30 exceeds 60 by 30: 10 less for each.
    #expect(areClose(region.nearest(to: [30, 30, 30]), [20, 20, 20], relative: 1e-9))
    // The first stops at its minimum of 10, and the others share what is left.
    #expect(areClose(region.nearest(to: [12, 50, 40]), [10, 30, 20], relative: 1e-9))
  }

  @Test("spends a rounding away from bounds and bends are moved onto them")
  func snapping() throws {
    let region = try region(100)
    #expect(region.nearest(to: [10 + 1e-9, 1e-9, 20 - 1e-9]) == [10, 0, 20])
    #expect(region.nearest(to: [10, 0, 20.1]) == [10, 0, 20.1])
  }

  @Test("the sum never exceeds the budget by a single bit")
  func exactness() throws {
    var stream = RandomStream(seed: 11, path: 2)
    for _ in 0..<500 {
      let region = try region(10 + 100 * stream.uniform())
      let spends = region.nearest(to: (0..<3).map { _ in 90 * stream.uniform() })
      #expect(SpendRegion.total(spends) <= region.budget)
      for k in 0..<3 { #expect(region.lower[k] <= spends[k] && spends[k] <= region.upper[k]) }
    }
  }
}
