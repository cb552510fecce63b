import Testing

@testable import Workflows

@Suite("Archetypes of the sample shop")
struct DemoArchetypeTests {
  static let inactivity = Int(60 * TimeSpan.Unit.days.seconds)
  static let tolerance = 1e-12

  @Test("Every row leaves a share for silence, every start sums to 1, and only those are scored who are asked")
  func rows() {
    for archetype in DemoArchetype.ofShop {
      let behavior = archetype.behavior(inactivity: Self.inactivity)
      #expect((behavior.start.reduce(0, +) - 1).magnitude < Self.tolerance)
      for (touchpoint, row) in zip(DemoTouchpoint.allCases, behavior.next) {
        #expect((row.reduce(0, +) - 1).magnitude < Self.tolerance)
        #expect(row.allSatisfy { $0 >= 0 } && row[row.count - 1] > 0.01, "\(touchpoint)")
      }
      for (touchpoint, scores) in zip(DemoTouchpoint.allCases, behavior.scores) {
        #expect(scores.isEmpty != touchpoint.eventTouchpoint.isScored)
        #expect(scores.isEmpty || (scores.reduce(0, +) - 1).magnitude < Self.tolerance)
      }
      #expect(behavior.next.indices.flatMap(behavior.lossByScore).allSatisfy { $0 < 1 })
    }
  }

  @Test("Sizes fall, so that archetypes are numbered as they are written")
  func sizes() {
    #expect(DemoArchetype.ofShop.map(\.customers) == [1000, 600, 400])
  }

  @Test("Bargain hunters convert least, regulars most")
  func conversion() {
    let purchase = DemoTouchpoint.allCases.firstIndex(of: .purchase)!
    let rates = DemoArchetype.ofShop.map {
      $0.behavior(inactivity: Self.inactivity).conversionProbability(purchase: purchase)
    }
    #expect(rates == rates.sorted())
    #expect(rates[0] < 0.25 && rates[2] > 0.75)
  }

  @Test("A median share is the value in the middle")
  func medianShare() {
    let share = DemoArchetype.bargainHunters.features.first { $0.name == "discount_share" }
    #expect((share!.value(at: 0) - 0.65).magnitude < Self.tolerance)
  }
}
