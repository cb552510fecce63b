import LinearAlgebra
import Testing

@testable import Workflows

@Suite("The order of contacts")
struct ContactOrderTests {
  static func contact(_ second: Int, _ customer: Int) -> GeneratedContact {
    GeneratedContact(second: second, customer: customer, touchpoint: customer % 7, score: 0, cents: -1)
  }

  @Test("Contacts come by time, then by customer")
  func small() {
    let parts = [[Self.contact(9, 1), Self.contact(5, 2)], [], [Self.contact(5, 0), Self.contact(0, 3)]]
    let merged = ContactOrder.merged(parts, seconds: 10, workers: Workers(count: 2))
    #expect(merged.map(\.second) == [0, 5, 5, 9])
    #expect(merged.map(\.customer) == [3, 0, 2, 1])
  }

  @Test("Nothing is nothing")
  func empty() {
    #expect(ContactOrder.merged([[], []], seconds: 10, workers: Workers(count: 2)).isEmpty)
    #expect(ContactOrder.merged([], seconds: 10, workers: Workers(count: 2)).isEmpty)
  }

  @Test("As sorting all at once, whatever the length of the window and the threads", arguments: [1, 100, 1_000_000])
  func large(seconds: Int) {
    var stream = RandomStream(seed: 5)
    let parts = (0..<20).map { part in
      (0..<500).map { Self.contact(stream.index(below: seconds), part * 500 + $0) }
    }
    let expected = parts.flatMap { $0 }.map(\.key).sorted()
    for threads in [1, 3] {
      #expect(
        ContactOrder.merged(parts, seconds: seconds, workers: Workers(count: threads)).map(\.key) == expected)
    }
  }

  @Test("A contact keeps what it was made of, at the ends of what can be asked for")
  func packing() {
    let contact = GeneratedContact(
      second: 3650 * 86_400 - 1, customer: 999_999_999, touchpoint: 499, score: 5, cents: .max)
    #expect(contact.second == 3650 * 86_400 - 1)
    #expect(contact.customer == 999_999_999)
    #expect(contact.touchpoint == 499 && contact.score == 5 && contact.cents == .max)
  }
}
