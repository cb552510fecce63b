import Testing

@testable import Workflows

@Suite("Touchpoints of the sample shop")
struct DemoTouchpointTests {
  @Test("Generated logs know every one, and they are in the order of the stages")
  func known() {
    let touchpoints = DemoTouchpoint.allCases.map(\.eventTouchpoint)
    #expect(touchpoints.map(\.name) == DemoTouchpoint.allCases.map(\.rawValue))
    let stages = touchpoints.map { EventStage.allCases.firstIndex(of: $0.stage)! }
    #expect(stages == stages.sorted())
    #expect(touchpoints.contains(.purchase))
  }

  @Test("The next contact comes well within the inactivity window")
  func days() {
    #expect(DemoTouchpoint.allCases.allSatisfy { $0.daysToNext > 0 && 3 * $0.daysToNext < 60 })
  }
}
