import LinearAlgebra
import Simulation
import TestSupport
import Testing

@Suite("Intervals of a plan")
struct AllocationIntervalsTests {
  private func problem() throws -> BudgetProblem {
    try BudgetProblem(
      levers: [BudgetCases.table("a", [(0, 0), (10, 0.5)])], budget: 10, objective: BudgetCases.weightedSum([2]))
  }

  @Test("quantiles over replicates of the baseline, the value and the difference of each replicate")
  func quantiles() throws {
    // Replicate r: baseline r, value r + (r mod 3)/2, so that the difference is 0, 0.5 or 1.
    let intervals = AllocationIntervals(
      spends: [10], of: try problem(), replicateCount: 101, level: 0.9, workers: Workers(count: 2)
    ) { replicate in
      { shares in Double(replicate) + shares[0] * Double(replicate % 3) }
    }
    #expect(intervals.baseline.value == 0)
    #expect(intervals.value.value == 1)
    #expect(intervals.gain.value == 1)
    #expect(isClose(try #require(intervals.baseline.low), 5))
    #expect(isClose(try #require(intervals.baseline.high), 95))
    #expect(intervals.gain.low == 0)
    #expect(intervals.gain.high == 1)
  }

  @Test("no spend gains exactly nothing in every replicate")
  func nothing() throws {
    let intervals = AllocationIntervals(spends: [0], of: try problem(), replicateCount: 40, level: 0.95) { replicate in
      var stream = RandomStream(seed: 1, path: UInt64(replicate))
      let base = stream.uniform()
      return { shares in base + shares[0] }
    }
    #expect(intervals.gain.value == 0)
    #expect(intervals.gain.low == 0)
    #expect(intervals.gain.high == 0)
  }

  @Test("no interval where the value is undefined in many replicates")
  func undefined() throws {
    let intervals = AllocationIntervals(spends: [5], of: try problem(), replicateCount: 40, level: 0.95) { replicate in
      { shares in replicate < 10 && shares[0] > 0 ? .nan : 1 }
    }
    #expect(intervals.value.low == nil)
    #expect(intervals.gain.high == nil)
    #expect(intervals.baseline.low == 1)
  }
}
