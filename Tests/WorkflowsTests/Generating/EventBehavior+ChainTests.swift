import Testing

@testable import Workflows

@Suite("What follows from a generated chain")
struct EventBehaviorChainTests {
  static let tolerance = 1e-12

  @Test("Worked by hand: a page repeats with 0.5 and leads to a purchase with 0.3, so 0.6 convert")
  func conversion() {
    let probabilities = EventBehaviorTests.small.conversionProbabilities(purchase: 1)
    #expect((probabilities[0] - 0.6).magnitude < Self.tolerance)
    #expect(probabilities[1] == 1)
    #expect((EventBehaviorTests.small.conversionProbability(purchase: 1) - 0.6).magnitude < Self.tolerance)
  }

  @Test("Worked by hand: two pages, then 0.6 times two and a half purchases")
  func contacts() {
    #expect((EventBehaviorTests.small.meanContactsUntilSilence - 3.5).magnitude < Self.tolerance)
  }

  @Test("From a purchase this chain comes to purchases only")
  func reachable() {
    #expect(EventBehaviorTests.small.reachable(from: 1) == [false, true])
    #expect(EventBehaviorTests.small.reachable(from: 0) == [true, true])
  }
}
