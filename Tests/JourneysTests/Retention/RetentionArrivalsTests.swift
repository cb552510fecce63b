import TestSupport
import Testing

@testable import Journeys

struct RetentionArrivalsTests {
  @Test func `contacts of a coin at every step`() throws {
    let arrivals = RetentionArrivals(SemiMarkovCase.coin(shares: [0, 1], stay: 0.5), stepCount: 3)
    #expect(arrivals.contacts(in: 0).map(Array.init) == [1, 0, 0, 0])
    #expect(areClose(try #require(arrivals.contacts(in: 1).map(Array.init)), [1, 0.5, 0.25, 0.125], relative: 1e-15))
    #expect(arrivals.contacts(in: 2) == nil)
  }

  @Test func `contacts at the same time are all counted`() throws {
    // Of .8 who come again half do so at once: 1/(1 − .4) contacts before time passes, and .4 come a step later.
    let arrivals = RetentionArrivals(SemiMarkovCase.coin(shares: [0.5, 0.5], stay: 0.8), stepCount: 1)
    let contacts = try #require(arrivals.contacts(in: 1).map(Array.init))
    #expect(areClose(contacts, [1 / 0.6, 0.4 / 0.36], relative: 1e-14))
  }

  @Test func `in the end all expected contacts have been made`() throws {
    // From one buyer who lapses with probability ½ two contacts are expected.
    let arrivals = RetentionArrivals(SemiMarkovCase.coin(shares: [0.2, 0.3, 0.5], stay: 0.5), stepCount: 200)
    #expect(isClose(try #require(arrivals.contacts(in: 1)).reduce(0, +), 2, relative: 1e-12))
  }
}
