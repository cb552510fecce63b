import Simulation
import TestSupport
import Testing

@testable import Workflows

@Suite("Scenario files")
struct ScenarioFileTests {
  private func scenarios(_ text: String, archetypes: [String] = ["1", "2", "3"]) throws -> [Scenario] {
    let folder = try TemporaryFolder()
    return try ScenarioFile(folder.write(text, to: "s.yaml"), archetypes: archetypes).scenarios.map(\.scenario)
  }

  private func failure(_ text: String) throws -> Failure {
    try #require(throws: Failure.self) { try scenarios(text) }
  }

  @Test("Every intervention reads as its option does")
  func interventions() throws {
    let text = """
      scenarios:
        - name: All
          adoption: 80%
          archetypes: [1, 3]
          cost: {once: 4000, per_period: 300}
          interventions:
            - recover: {touchpoint: checkout, share: 15%, to: purchase}
            - scale: {from: demo, to: purchase, by: 1.10, taking_from: (lost)}
            - add: {from: demo, to: purchase, points: 0.05}
            - set: {from: demo, to: purchase, value: 0.40}
            - reroute: {from: phone, to: chat, share: 30%}
            - remove: {touchpoint: banner}
            - lift: {touchpoint: 'support[low]', score: 0.5}
            - start: {mail: 50%, ad: 50%}

      """
    let scenario = try #require(try scenarios(text).first)
    #expect(scenario.name == "All" && scenario.adoption == 0.8 && scenario.archetypes == [1, 3])
    #expect(scenario.cost.once == 4000 && scenario.cost.perPeriod == 300)
    let options: [(Intervention.Kind, String)] = [
      (.recover, "checkout=15%:purchase"), (.scale, "demo>purchase=1.10:(lost)"), (.add, "demo>purchase=0.05"),
      (.set, "demo>purchase=0.40"), (.reroute, "phone>chat=30%"), (.remove, "banner"), (.lift, "support[low]=0.5"),
      (.start, "mail=50%,ad=50%"),
    ]
    #expect(try scenario.interventions == options.map { try Intervention($0, text: $1) })
  }

  @Test("What is left out has a sensible value")
  func defaults() throws {
    let text =
      "scenarios:\n- interventions: [{remove: {touchpoint: a}}]\n- cost: 7\n  interventions: [{remove: {touchpoint: b}}]\n"
    let both = try scenarios(text)
    #expect(both.map(\.name) == ["scenario 1", "scenario 2"])
    #expect(both[0].adoption == 1 && both[0].archetypes == nil && both[0].cost.perPeriod == 0)
    #expect(both[1].cost.perPeriod == 7 && both[1].cost.once == 0)
  }

  @Test("A name may hold any sign")
  func names() throws {
    let text = "scenarios:\n- interventions:\n  - remove: {touchpoint: 'a>b: c=1%'}\n"
    #expect(try scenarios(text)[0].interventions == [.remove(Place("a>b: c=1%"), to: nil)])
  }

  @Test(
    "Refused with place and reason",
    arguments: [
      ("scenarios: 3\n", 1, "'scenarios' is a list with at least one scenario"),
      ("scenario: []\n", 1, "a scenario file has no 'scenario'"),
      ("[]\n", 1, "a scenario file is a mapping with scenarios"),
      ("scenarios:\n- 3\n", 2, "a scenario is a mapping with name, adoption, archetypes, cost, interventions"),
      ("scenarios:\n- name: [a]\n  interventions: [{remove: {touchpoint: a}}]\n", 2, "'name' is a text"),
      ("scenarios:\n- adoption: lots\n", 2, "'adoption' is a number or a percentage, such as 0.15 or 15%"),
      ("scenarios:\n- archetypes: []\n", 2, "'archetypes' is a list such as [1, 3]"),
      ("scenarios:\n- archetypes: [4]\n", 2, "the model has no archetype '4'"),
      ("scenarios:\n- cost: {once: -1}\n", 2, "a cost is not below 0"),
      ("scenarios:\n- cost: {once: 5, per_period: 1e308}\n", 2, "a cost of 1e+308 is too high"),
      ("scenarios:\n- cost: 1e15\n", 2, "a cost of 1e+15 is too high"),
      ("scenarios:\n- adoption: 130%\n", 2, "an adoption of 130.0% is no share"),
      ("scenarios:\n- cost: {once: 4,000}\n", 2, "a comma ends the number '4' here"),
      ("levers: []\n", 1, "this is a file of levers, not of scenarios"),
      ("scenarios:\n- cost: {twice: 1}\n", 2, "a cost has no 'twice'"),
      (
        "scenarios:\n- interventions:\n  - remove\n", 3,
        "an intervention is one of recover, scale, add, set, reroute, remove, lift, start"
      ),
      (
        "scenarios:\n- interventions:\n  - remove: {touchpoint: a}\n    lift: {touchpoint: a, score: 1}\n", 3,
        "an intervention is one of recover, scale, add, set, reroute, remove, lift, start"
      ),
      ("scenarios:\n- interventions:\n  - recuver: {}\n", 3, "there is no intervention 'recuver'"),
      ("scenarios:\n- interventions:\n  - recover: {touchpoint: a}\n", 3, "'share' is missing here"),
      ("scenarios:\n- interventions:\n  - recover: {touchpoint: a, shar: 1%}\n", 3, "'recover' has no 'shar'"),
      (
        "scenarios:\n- interventions:\n  - recover: {touchpoint: [a], share: 1%}\n", 3,
        "a place is the name of a touchpoint"
      ),
      (
        "scenarios:\n- interventions:\n  - recover: {touchpoint: a, share: 1e999}\n", 3,
        "'share' is a number or a percentage, such as 0.15 or 15%"
      ),
      (
        "scenarios:\n- interventions:\n  - start: []\n", 3,
        "'start' is a mapping of touchpoints and shares, such as {mail: 50%, ad: 50%}"
      ),
    ])
  func refused(text: String, line: Int, message: String) throws {
    let failure = try failure(text)
    #expect(failure.message == message && failure.line == line && failure.kind == .badContent)
  }

  @Test("A decimal comma is answered with the number as it has to be written")
  func decimalComma() throws {
    let flow = try failure("scenarios:\n- interventions:\n  - recover: {touchpoint: a, share: 0,15}\n")
    #expect(flow.line == 3 && flow.column == 39 && flow.hint == "write 0.15, with a point")
    let block = try failure("scenarios:\n- cost: 4,000\n")
    #expect(block.line == 2 && block.hint == "write 4000 for thousands, 4 for decimals")
  }

  @Test("Two scenarios of one name")
  func sameName() throws {
    let one = "- {name: a, interventions: [{remove: {touchpoint: a}}]}\n"
    let failure = try failure("scenarios:\n\(one)\(one)")
    #expect(failure.message == "a scenario is called 'a' already" && failure.line == 3)
  }

  @Test(
    "Money is no percentage, and an archetype is named once",
    arguments: [
      ("cost: 15%", "'cost' is an amount of money, such as 4000"),
      ("cost: {once: 5 €}", "'once' is an amount of money, such as 4000"),
      ("cost: {per_period: 5%}", "'per_period' is an amount of money, such as 4000"),
      ("archetypes: [1, 3, 1]", "archetype '1' is there twice"),
    ])
  func slips(line: String, message: String) throws {
    let found = try failure("scenarios:\n- interventions: [{remove: {touchpoint: a}}]\n  \(line)\n")
    #expect(found.message == message && found.line == 3)
  }

  @Test("A folded name ends with its last word")
  func foldedName() throws {
    let text = "scenarios:\n- name: >\n    A long\n    name\n  interventions: [{remove: {touchpoint: a}}]\n"
    #expect(try scenarios(text).map(\.name) == ["A long name"])
  }
}
