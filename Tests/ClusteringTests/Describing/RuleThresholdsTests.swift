import Testing

@testable import Clustering

@Suite("Rule thresholds")
struct RuleThresholdsTests {
  struct Case: Sendable {
    let low, high, expected: Double
  }

  static let cases = [
    Case(low: 28.7, high: 31.2, expected: 30), Case(low: 0.0123, high: 0.0187, expected: 0.018),
    Case(low: -3, high: 2, expected: 0), Case(low: -31.2, high: -28.7, expected: -30),
    Case(low: 5, high: 6, expected: 6), Case(low: 999, high: 1001, expected: 1000),
    Case(low: 0, high: 0.3, expected: 0.3), Case(low: 123_456, high: 123_999, expected: 123_900),
    Case(low: 0.1, high: 0.1.nextUp, expected: 0.1.nextUp), Case(low: -1, high: 0, expected: 0),
    Case(low: 0, high: 1e-9, expected: 1e-9), Case(low: 1e300, high: 3e300, expected: 3e300),
  ]

  @Test("the roundest number above one value and up to another", arguments: cases)
  func roundest(example: Case) {
    let found = RuleThresholds.roundest(above: example.low, upTo: example.high)
    #expect(found > example.low && found <= example.high)
    #expect(abs(found - example.expected) <= 1e-15 * abs(example.expected))
  }

  @Test("thresholds part every pair of neighbours in a small table")
  func smallTable() {
    let thresholds = RuleThresholds.candidates(
      of: RisingNumbers([1, 2, 3, .nan]), labels: [0, 0, 1, 1], archetypeCount: 2, limit: 9)
    #expect(thresholds == [2, 3])
  }

  @Test("the gap between two archetypes gets a round threshold")
  func gapBetweenArchetypes() {
    let lower = (0..<500).map { 10 + Double($0) * 0.0213 }
    let numbers = lower + (0..<500).map { 27.3 + Double($0) * 0.0371 }
    let labels = [Int32](repeating: 0, count: 500) + [Int32](repeating: 1, count: 500)
    let thresholds = RuleThresholds.candidates(
      of: RisingNumbers(numbers), labels: labels, archetypeCount: 2, limit: 200)
    // 20.63 and 27.3 are next to each other.
    #expect(thresholds.contains { $0 > 20.6287 && $0 <= 27.3 })
    #expect(thresholds == thresholds.sorted())
  }

  @Test("nothing to part, no thresholds; too many are thinned out")
  func corners() {
    #expect(RuleThresholds.candidates(of: RisingNumbers([4, 4]), labels: [0, 0], archetypeCount: 1, limit: 9).isEmpty)
    #expect(RuleThresholds.candidates(of: RisingNumbers([.nan]), labels: [0], archetypeCount: 1, limit: 9).isEmpty)
    let many = RuleThresholds.candidates(
      of: RisingNumbers((0..<1_000).map(Double.init)), labels: (0..<1_000).map { Int32($0 / 10) }, archetypeCount: 100,
      limit: 20)
    #expect(many.count == 20)
  }
}
