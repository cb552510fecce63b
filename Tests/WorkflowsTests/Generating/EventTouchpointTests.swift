import Testing

@testable import Workflows

@Suite("Touchpoints of generated events")
struct EventTouchpointTests {
  @Test("Twelve of all stages are the usual ones, in the order of the stages")
  func usual() {
    let touchpoints = EventTouchpoint.first(12, of: EventStage.allCases)
    #expect(
      touchpoints.map(\.name) == [
        "ad", "search", "site_visit", "product_page", "store_visit", "checkout", "cart", "purchase", "support", "chat",
        "newsletter", "review",
      ])
    #expect(touchpoints.map(\.stage.rawValue).first == "awareness")
    #expect(touchpoints.map(\.stage.rawValue).last == "advocacy")
  }

  @Test("Every stage has a touchpoint, however few there are")
  func fewest() {
    for stages in [EventStage.allCases, [.awareness, .purchase], [.decision, .purchase, .advocacy]] {
      let touchpoints = EventTouchpoint.first(stages.count, of: stages)
      #expect(touchpoints.map(\.stage) == stages)
    }
  }

  @Test("Beyond those with names they are numbered, none twice, and the purchase stays alone in its stage")
  func many() {
    let touchpoints = EventTouchpoint.first(100, of: EventStage.allCases)
    let names = touchpoints.map(\.name)
    #expect(names.count == 100)
    #expect(Set(names).count == 100)
    #expect(names.contains("touchpoint_17") && names.contains("touchpoint_100"))
    #expect(!names.contains("touchpoint_16"))
    #expect(touchpoints.filter { $0.stage == .purchase }.map(\.name) == ["purchase"])
  }
}
