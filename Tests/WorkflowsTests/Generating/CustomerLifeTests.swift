import LinearAlgebra
import Testing

@testable import Workflows

@Suite("The life of a generated customer")
struct CustomerLifeTests {
  /// A page, then surely a purchase, then surely silence; a second or two lie between.
  static let certain = EventBehavior(
    start: [1, 0], next: [[0, 1, 0], [0, 0, 1]], scores: [[0, 0, 0, 0, 1], []],
    dwellTimes: [DwellTime](
      repeating: DwellTime(.exponential, unlimitedMean: 1, limit: 3600), count: 2),
    medianValue: 0.001, valueSpread: 0.5)

  static func lives(returning: Double) -> [[GeneratedContact]] {
    var request = GenerateEventsRequest()
    request.days = 10
    request.inactiveAfter = TimeSpan(1, .days)
    request.returningShare = returning
    let life = CustomerLife(certain, purchase: 1, request: request)
    return (0..<500).map { customer in
      var stream = RandomStream(seed: 1, path: UInt64(customer))
      var contacts: [GeneratedContact] = []
      life.append(customer: customer, stream: &stream, to: &contacts)
      return contacts
    }
  }

  @Test("A chain without chance is followed to its end, once where nobody comes back")
  func certain() {
    let lives = Self.lives(returning: 0)
    #expect(lives.count { $0.map(\.touchpoint) == [0, 1] } > 490)
    #expect(lives.allSatisfy { $0.first?.touchpoint == 0 && $0.count <= 2 })
    #expect(lives.enumerated().allSatisfy { customer, contacts in contacts.allSatisfy { $0.customer == customer } })
  }

  @Test("Only the page has a score and only the purchase a value, of a hundredth at least")
  func payload() {
    for contact in Self.lives(returning: 0).joined() {
      #expect(contact.score == (contact.touchpoint == 0 ? 5 : 0))
      #expect(contact.cents == (contact.touchpoint == 0 ? -1 : 1))
    }
  }

  @Test("Who comes back begins anew, after more than the inactivity window, and before the window ends")
  func returning() {
    let lives = Self.lives(returning: 0.95)
    #expect(lives.contains { $0.count > 4 })
    for contacts in lives {
      #expect(contacts.allSatisfy { $0.second < 10 * 86_400 })
      for (contact, following) in zip(contacts, contacts.dropFirst()) {
        let gap = following.second - contact.second
        #expect(contact.touchpoint == 0 ? gap < 3600 : gap > 86_400)
        #expect(following.touchpoint == 1 - contact.touchpoint)
      }
    }
  }
}
