import TestSupport
import Testing

@testable import Journeys

struct IntervalEstimateTests {
  @Test func `limits are quantiles between order statistics`() {
    let estimate = IntervalEstimate(value: 5, replicates: [4, 1, 3, 2, 0], level: 0.9)
    #expect(isClose(estimate.low ?? .nan, 0.2) && isClose(estimate.high ?? .nan, 3.8))
  }

  @Test func `one replicate in twenty may be undefined, and no more`() {
    let numbers = (0..<95).map { Double($0) }
    let few = IntervalEstimate(value: 1, replicates: numbers + Array(repeating: .nan, count: 5), level: 0.95)
    let many = IntervalEstimate(value: 1, replicates: numbers + Array(repeating: .nan, count: 6), level: 0.95)
    #expect(few.low != nil && few.high != nil)
    #expect(many == IntervalEstimate(value: 1))
  }

  @Test func `an undefined value has no interval`() {
    #expect(IntervalEstimate(value: nil, replicates: [1, 2, 3], level: 0.95) == .empty)
  }
}
