import Testing

@testable import Workflows

@Suite("Number of archetypes")
struct ClusterCountTests {
  @Test(
    "A number is a range of one, and a range may be written in three ways",
    arguments: [
      ("5", 5...5), ("1", 1...1), ("2...12", 2...12), ("2..12", 2...12), ("2-12", 2...12), ("7-7", 7...7),
      ("10000", 10000...10000),
    ])
  func understood(text: String, expected: ClosedRange<Int>) throws {
    #expect(try ClusterCount(parsing: text) == .range(expected))
  }

  @Test(
    "Anything else is a usage failure with a hint",
    arguments: [
      "", " ", "abc", "5...", "...5", "..", "-", "2-", "2--3", "2....5", "1.5", "0x10", "٣", "0", "-1", "0...3",
      "-2...3",
      "10001", "99999999999999999999", "5...2", "2,3",
    ])
  func refused(text: String) {
    let failure = #expect(throws: Failure.self) { try ClusterCount(parsing: text) }
    #expect(failure?.kind == .usage)
    #expect(failure?.hint != nil)
  }
}
