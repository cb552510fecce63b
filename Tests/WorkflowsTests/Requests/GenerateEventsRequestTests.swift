import Testing

@testable import Workflows

@Suite("What can be asked of generated events")
struct GenerateEventsRequestTests {
  static func failure(_ change: (inout GenerateEventsRequest) -> Void) -> Failure? {
    var request = GenerateEventsRequest()
    change(&request)
    do {
      try request.validate()
      return nil
    } catch {
      return error
    }
  }

  @Test("The defaults are fine, and so are the ends of every range")
  func accepted() {
    #expect(Self.failure { _ in } == nil)
    #expect(
      Self.failure {
        $0.customers = 1
        $0.archetypes = 1
        $0.days = 2
        $0.inactiveAfter = TimeSpan(1, .days)
        $0.returningShare = 0
      } == nil)
    #expect(
      Self.failure {
        $0.archetypes = 50
        $0.days = 3650
        $0.inactiveAfter = TimeSpan(3649, .days)
        $0.returningShare = 1
        $0.dwell = TimeSpan(364.9, .days)
      } == nil)
    #expect(Self.failure { $0.stages = ["purchase", "decision"] } == nil)
  }

  @Test("The next contact comes typically after 36 hours, or a tenth of a shorter inactivity window")
  func dwell() {
    var request = GenerateEventsRequest()
    #expect(request.inactivity == 30 * 86_400)
    #expect(request.typicalDwell == 36 * 3600)
    request.inactiveAfter = TimeSpan(1, .weeks)
    #expect((request.typicalDwell - 60_480).magnitude < 1e-9)
    request.dwell = TimeSpan(6, .hours)
    #expect(request.typicalDwell == 6 * 3600)
    request.inactiveAfter = TimeSpan(20, nil)
    #expect(request.inactivity == 20 * 86_400)
  }

  @Test("A billion customers are refused with what they would need, and the most there may be is accepted")
  func memory() throws {
    let failure = try #require(Self.failure { $0.customers = 1_000_000_000 })
    #expect(failure.kind == .usage)
    #expect(failure.message.hasPrefix("1,000,000,000 customers make some "))
    #expect(failure.message.hasSuffix(" GB of memory"))
    let hint = try #require(failure.hint)
    let most = try #require(Int(hint.split(separator: " ")[4]))
    #expect(most > 20_000_000)
    #expect(Self.failure { $0.customers = most - 10 } == nil)
  }

  @Test("An empty name of a folder is refused")
  func output() {
    #expect(Self.failure { $0.output.destination = .path("") }?.kind == .usage)
  }
}
