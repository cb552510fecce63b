import TestSupport
import Testing

@testable import Journeys

struct TouchpointLeadTests {
  private static let replicates: [[Double]] = [[5, 6, 7], [1, 2, 3], [4, 7, 9], [.nan, .nan, .nan]]

  private func ahead(_ amounts: [Double], _ replicates: [[Double]] = Self.replicates) -> TouchpointLead? {
    TouchpointLead(amounts, replicates: { replicates[$0] }, level: 0.95)
  }

  @Test func `the distance to each other touchpoint has the interval of the difference`() throws {
    let lead = try #require(ahead([6, 2, 5, .nan]))
    #expect(lead.first == 0)
    #expect(lead.distances.map(\.value) == [0, 4, 1, nil])
    #expect(lead.distances[0].low == 0 && lead.distances[0].high == 0)
    // What both share cancels: 4 in every replicate.
    #expect(lead.distances[1].low == 4 && lead.distances[1].high == 4)
    let last = lead.distances[2]
    #expect(isClose(last.low ?? .nan, -1.95) && isClose(last.high ?? .nan, 0.9))
    #expect(lead.distances[3] == .empty)
  }

  @Test func `the first of equal amounts leads, and without replicates nothing has limits`() throws {
    let lead = try #require(ahead([.nan, 2, 2, 1], [[], [], [], []]))
    #expect(lead.first == 1)
    #expect(lead.distances.map(\.value) == [nil, 0, 0, 1])
    #expect(lead.distances.allSatisfy { $0.low == nil && $0.high == nil })
  }

  @Test func `nothing leads where no amount is defined`() {
    #expect(ahead([.nan, .nan, .nan, .nan]) == nil)
    #expect(ahead([]) == nil)
  }
}
