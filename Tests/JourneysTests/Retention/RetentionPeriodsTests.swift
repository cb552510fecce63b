import LinearAlgebra
import TestSupport
import Testing

@testable import Journeys

struct RetentionPeriodsTests {
  private let estimate = KaplanMeier(
    durations: [0, 0, 9.5, 10, 15, 20, 25, 25], lapsed: [true, true, true, false, true, true, false, true],
    workers: Workers(count: 1))

  @Test func `a period holds its start and not its end`() {
    let periods = estimate.periods(length: 10, level: 0.95)
    #expect(periods.map(\.number) == [0, 1, 2])
    #expect(periods.map(\.start) == [0, 10, 20] && periods.map(\.end) == [10, 20, 30])
    #expect(periods.map(\.atRisk) == [8, 5, 3])
    #expect(periods.map(\.lapsed) == [3, 1, 2])
    #expect(periods.map(\.censored) == [0, 1, 1])
  }

  @Test func `what is retained is the share just before the end`() {
    let periods = estimate.periods(length: 10, level: 0.95)
    #expect(isClose(periods[0].retained?.survival ?? 0, 5 / 8.0, relative: 1e-15))
    #expect(isClose(periods[1].retained?.survival ?? 0, 5 / 8.0 * 3 / 4, relative: 1e-15))
    // Nobody was followed for 30, and one had not lapsed.
    #expect(periods[2].retained == nil)
  }

  @Test func `every subject leaves in one period`() {
    let periods = estimate.periods(length: 7, level: 0.9)
    #expect(periods.reduce(0) { $0 + $1.lapsed + $1.censored } == estimate.subjectCount)
    for (first, second) in zip(periods, periods.dropFirst()) {
      #expect(second.atRisk == first.atRisk - first.lapsed - first.censored)
    }
  }

  @Test func `periods past all subjects are empty`() {
    let periods = estimate.periods(length: 10, count: 5, level: 0.95)
    #expect(periods.count == 5 && periods[4].atRisk == 0 && periods[4].retained == nil)
  }

  @Test func `limits are left out where the share is 0 or 1`() {
    let late = KaplanMeier(durations: [15, 25], lapsed: [true, true], workers: Workers(count: 1))
    let periods = late.periods(length: 10, count: 4, level: 0.95)
    #expect(periods[0].retained?.survival == 1 && periods[0].retained?.limits == nil)
    #expect(periods[0].retained?.variance == 0)
    #expect(periods[1].retained?.limits != nil)
    #expect(periods[3].retained?.survival == 0 && periods[3].retained?.limits == nil)
    #expect(periods[3].retained?.variance == nil)
  }

  @Test func `limits hold the share and widen with the level`() throws {
    let narrow = try #require(estimate.estimate(before: 10, level: 0.8)?.limits)
    let wide = try #require(estimate.estimate(before: 10, level: 0.99)?.limits)
    #expect(wide.low < narrow.low && narrow.low < 0.625 && 0.625 < narrow.high && narrow.high < wide.high)
  }
}
