import Simulation
import TestSupport
import Testing

@testable import Workflows

@Suite("Lever files")
struct LeverFileTests {
  private func levers(_ text: String) throws -> LeverFile {
    let folder = try TemporaryFolder()
    return try LeverFile(folder.write(text, to: "l.yaml"), archetypes: ["1", "2"])
  }

  @Test("Names, bounds, scope and both kinds of response")
  func whole() throws {
    let file = try levers(
      """
      levers:
        - name: Checkout
          intervention: {recover: {touchpoint: checkout, to: purchase}}
          response: {max: 30%, half_at: 8000}
          min: 100
          max: 20000
        - intervention: {reroute: {from: phone, to: chat}}
          response: [[0, 0%], [5000, 12%]]
          archetypes: [2]

      """)
    #expect(file.levers.map(\.name) == ["Checkout", "lever 2"])
    #expect(file.levers[0].minimum == 100 && file.levers[0].maximum == 20_000)
    #expect(file.levers[1].minimum == 0)
    #expect(abs(file.levers[0].response.share(at: 8000) - 0.15) < 1e-12)
    #expect(abs(file.levers[1].response.share(at: 2500) - 0.06) < 1e-12)
    #expect(file.interventions[0].intervention == .recover(Place("checkout"), share: 0, to: Place("purchase")))
    #expect(file.interventions[0].archetypes == nil && file.interventions[1].archetypes == [2])
  }

  private static let intervention = "intervention: {recover: {touchpoint: a}}"
  private static let response = "response: {max: 30%, half_at: 80}"

  @Test(
    "Refused with place and reason",
    arguments: [
      ("levers: []\n", 1, "'levers' is a list with at least one lever"),
      ("levers:\n- {}\n", 2, "'intervention' is missing here"),
      ("levers:\n- \(intervention)\n", 2, "'response' is missing here"),
      ("levers:\n- \(intervention)\n  response: 3\n", 3, "a response is a mapping with max, half_at"),
      ("levers:\n- \(intervention)\n  response: {max: 3%}\n", 3, "'half_at' is missing here"),
      (
        "levers:\n- \(intervention)\n  response: [[1, 2, 3]]\n", 3,
        "a row of a response is a spend and a share, such as [5000, 12%]"
      ),
      (
        "levers:\n- \(intervention)\n  \(response)\n  min: x\n", 4,
        "'min' is an amount of money, such as 4000"
      ),
      ("levers:\n- \(intervention)\n  \(response)\n  archetypes: [3]\n", 4, "the model has no archetype '3'"),
      (
        "levers:\n- \(response)\n  intervention: {remove: {touchpoint: a}}\n", 3,
        "this intervention has no share that money could buy"
      ),
      (
        "levers:\n- \(response)\n  intervention: {start: {a: 100%}}\n", 3,
        "this intervention has no share that money could buy"
      ),
      (
        "levers:\n- \(response)\n  intervention: {scale: {from: a, to: b}}\n", 3,
        "this intervention has no share that money could buy"
      ),
      (
        "levers:\n- \(response)\n  intervention: {recover: {touchpoint: a, share: 15%}}\n", 3,
        "the share of a lever is what money buys, and is not written here"
      ),
      (
        "levers:\n- \(response)\n  intervention: {set: {from: a, to: b, value: 0.4}}\n", 3,
        "the value of a lever is what money buys, and is not written here"
      ),
      ("levers:\n- \(intervention)\n  response: [[0, 0], [5,000, 12%]]\n", 3, "a comma ends the number '5' here"),
      ("levers:\n- \(intervention)\n  response: [[0, 0], [5000, 12,5%]]\n", 3, "a comma ends the number '12' here"),
      ("scenarios: []\n", 1, "this is a file of scenarios, not of levers"),
      (
        "levers:\n- {name: a, \(intervention), \(response)}\n- {name: a, \(intervention), \(response)}\n", 3,
        "a lever is called 'a' already"
      ),
    ])
  func refused(text: String, line: Int, message: String) throws {
    let failure = try #require(throws: Failure.self) { try levers(text) }
    #expect(failure.message == message && failure.line == line)
  }

  @Test("Spends of three digits after a point are doubtful, shares are not")
  func doubts() throws {
    let file = try levers(
      """
      levers:
        - name: a
          intervention: {recover: {touchpoint: a}}
          response: {max: 1.000%, half_at: 8.000}
          max: 20.125
        - name: b
          intervention: {recover: {touchpoint: b}}
          response: [[0, 0%], [5.000, 1.125%]]
          min: 0.125

      """)
    let said = file.doubts.map { $0.message.drop { $0 != ":" } }
    #expect(
      said == [
        ":4: 8.000 was read as 8: a point sets off decimals",
        ":5: 20.125 was read as 20.125: a point sets off decimals",
        ":8: 5.000 was read as 5: a point sets off decimals",
      ])
    #expect(file.doubts[1].hint == "write 20125 for thousands, 20.1250 for decimals")
  }

  @Test(
    "A percentage is no amount of money", arguments: ["half_at: 50%", "min: 5%", "max: 50%", "[[0, 0%], [50%, 9%]]"])
  func percentOfMoney(written: String) throws {
    let response =
      written.hasPrefix("[")
      ? "response: \(written)"
      : written.hasPrefix("half") ? "response: {max: 30%, \(written)}" : "\(Self.response)\n  \(written)"
    let failure = try #require(throws: Failure.self) {
      try levers("levers:\n- \(Self.intervention)\n  \(response)\n")
    }
    #expect(failure.message.hasSuffix("is an amount of money, such as 4000"))
  }
}
