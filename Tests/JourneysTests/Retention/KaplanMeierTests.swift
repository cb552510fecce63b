import LinearAlgebra
import TestSupport
import Testing

@testable import Journeys

private let workers = Workers(count: 2)

private func estimate(_ durations: [Double], _ lapsed: [Bool]) -> KaplanMeier {
  KaplanMeier(durations: durations, lapsed: lapsed, workers: workers)
}

struct KaplanMeierTests {
  @Test func `four subjects by hand`() {
    // At 2 one of four lapses, at 3 one is censored, at 5 one of two lapses.
    let result = estimate([5, 2, 3, 7], [true, true, false, false])
    #expect(result.times == [2, 3, 5, 7])
    #expect(result.atRisk == [4, 3, 2, 1])
    #expect(result.lapses == [1, 0, 1, 0] && result.censorings == [0, 1, 0, 1])
    #expect(result.survival == [0.75, 0.75, 0.375, 0.375])
    let twelfths = result.logVariances.map { 12 * $0 }
    #expect(areClose(twelfths, [1, 1, 7, 7], relative: 1e-15))
    #expect(result.survivalAtOnce == 1)
  }

  @Test func `lapses come before censorings at the same time`() {
    let result = estimate([4, 4], [false, true])
    #expect(result.atRisk == [2] && result.survival == [0.5])
  }

  @Test func `a lapse counts at its time and not just before it`() {
    let result = estimate([0, 2, 4], [true, true, false])
    #expect(result.survival(before: 0) == 1)
    #expect(isClose(result.survival(at: 0) ?? 0, 2 / 3.0, relative: 1e-15))
    #expect(result.survival(before: 2) == result.survival(at: 1.5))
    #expect(isClose(result.survival(at: 2) ?? 0, 1 / 3.0, relative: 1e-15))
    #expect(result.survivalAtOnce == result.survival(at: 0))
  }

  @Test func `nothing is said past the longest duration unless all have lapsed`() {
    let open = estimate([1, 3], [true, false])
    #expect(open.survival(at: 3) == 0.5 && open.survival(before: 3) == 0.5)
    #expect(open.survival(at: 3.5) == nil && open.estimate(before: 3.5, level: 0.95) == nil)
    let ended = estimate([1, 3], [true, true])
    #expect(ended.survival(before: 9) == 0)
  }

  @Test func `without subjects there is no estimate`() {
    let result = estimate([], [])
    #expect(result.times.isEmpty && result.survivalAtOnce == nil && result.survival(at: 0) == nil)
    #expect(result.periods(length: 1, level: 0.95).isEmpty)
  }

  @Test func `patients on 6-MP as R has them`() {
    let result = estimate(SurvivalReference.durations6MP, SurvivalReference.lapsed6MP)
    expect(result, SurvivalReference.mp6)
    let atLapses = [6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0].compactMap { result.survival(at: $0) }
    let published = [0.857143, 0.806723, 0.752941, 0.690196, 0.627451, 0.537815, 0.448179]
    #expect(areClose(atLapses, published, relative: 0, absolute: 5e-7))
  }

  @Test func `customers of a music shop as R has them`() {
    var durations: [Double] = []
    var lapsed: [Bool] = []
    for row in SurvivalReference.purchases {
      durations += Array(repeating: Double(row[0]), count: row[2])
      lapsed += Array(repeating: row[1] == 1, count: row[2])
    }
    expect(estimate(durations, lapsed), SurvivalReference.cdnow)
  }

  @Test func `the order of subjects does not matter`() {
    let durations = (0..<4000).map { Double($0 * 7919 % 997) / 8 }
    let lapsed = (0..<4000).map { $0 * 31 % 7 < 4 }
    let order = (0..<4000).map { $0 * 1237 % 4000 }
    let first = estimate(durations, lapsed)
    #expect(first == estimate(order.map { durations[$0] }, order.map { lapsed[$0] }))
    #expect(first.times == first.times.sorted() && Set(first.times).count == first.times.count)
    #expect(zip(first.survival, first.survival.dropFirst()).allSatisfy { $0 >= $1 })
  }

  @Test func `without censoring it is the share that lives longer`() {
    let durations = (0..<3000).map { Double($0 * 613 % 401) }
    let result = estimate(durations, Array(repeating: true, count: 3000))
    for time in stride(from: 0.0, to: 401, by: 37) {
      let share = Double(durations.count { $0 > time }) / 3000
      #expect(isClose(result.survival(at: time) ?? -1, share, relative: 1e-12))
    }
  }

  @Test func `groups are estimated apart and nobody's are left out`() {
    let groups: [Int32] = [0, 1, -1, 1, 0]
    let durations: [Double] = [1, 2, 3, 4, 5]
    let lapsed = [true, true, true, false, true]
    let result = KaplanMeier.grouped(
      durations: durations, lapsed: lapsed, groups: groups, groupCount: 3, workers: workers)
    #expect(result[0] == estimate([1, 5], [true, true]))
    #expect(result[1] == estimate([2, 4], [true, false]))
    #expect(result[2].subjectCount == 0)
  }

  private func expect(_ result: KaplanMeier, _ reference: SurvivalReference.Estimate) {
    for (place, time) in reference.times.enumerated() {
      guard let found = result.estimate(before: time, level: 0.95) else {
        Issue.record("no estimate before \(time)")
        continue
      }
      #expect(isClose(found.survival, reference.survival[place], relative: 1e-12))
      #expect(isClose(found.variance?.squareRoot() ?? -1, reference.standardErrors[place], relative: 1e-12))
      #expect((found.limits == nil) == (reference.low[place] == nil))
      guard let limits = found.limits, let low = reference.low[place], let high = reference.high[place] else {
        continue
      }
      #expect(isClose(limits.low, low, relative: 1e-11) && isClose(limits.high, high, relative: 1e-11))
    }
  }
}
