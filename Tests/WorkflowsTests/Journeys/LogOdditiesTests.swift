import Tables
import Testing

@testable import Workflows

@Suite("Oddities of a log")
struct LogOdditiesTests {
  private func oddities(_ rows: [(customer: String?, time: Double)]) -> LogOddities {
    LogOddities(KeyColumn(rows.map(\.customer)), times: rows.map(\.time))
  }

  private static let forty = (0..<40).map { ("c\($0)", Double($0)) }

  @Test("a log runs backwards where times fall and never rise, equal ones and missing ones aside")
  func falling() {
    #expect(oddities([("a", 3), ("b", 3), ("a", .nan), ("a", 2)]).runsBackwards == false)
    #expect(oddities([("a", 3), ("b", 3), ("a", 2), ("c", 1)]).runsBackwards)
    #expect(!oddities([("a", 3), ("b", 3)]).runsBackwards)
    #expect(!oddities([("a", 1), ("b", 2), ("c", 1)]).runsBackwards)
    #expect(!oddities([]).runsBackwards)
  }

  @Test("so does one that lists each customer's contacts from the latest on, and none that rises for one customer")
  func fallingForEach() {
    let each = (0..<10).flatMap { customer in (0..<3).map { ("c\(customer)", Double(customer * 10 - $0)) } }
    #expect(oddities(each).runsBackwards)
    #expect(!oddities(each + [("c9", 200)]).runsBackwards)
    // A few neighbours that fall are chance.
    #expect(!oddities(Array(each.prefix(12)) + [("x", 500)]).runsBackwards)
  }

  @Test("the customer with most rows is named by its first one, where it has a tenth of them")
  func busiest() {
    let robot = (0..<10).map { ("robot number one", Double($0)) }
    #expect(oddities(Self.forty + robot).busiest == .init(row: 40, share: 0.2))
    #expect(oddities(Self.forty + robot.prefix(3)).busiest == nil)
    #expect(oddities([(nil, 1), (nil, 2), ("a", 1)]).busiest == .init(row: 2, share: 1.0 / 3))
    #expect(oddities([]).busiest == nil)
  }

  @Test("it is found among many rows, of which only some are looked at")
  func sampled() {
    let rows = (0..<50_000).map { ($0 % 8 == 3 ? "till" : "c\($0 * 7_919 % 30_011)", Double($0)) }
    #expect(oddities(rows).busiest == .init(row: 3, share: 0.125))
  }
}
