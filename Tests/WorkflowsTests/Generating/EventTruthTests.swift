import LinearAlgebra
import Testing

@testable import Workflows

@Suite("The truth about generated events")
struct EventTruthTests {
  static func truth(_ change: (inout GenerateEventsRequest) -> Void = { _ in }) -> (EventTruth, JSONValue) {
    var request = GenerateEventsRequest()
    change(&request)
    let truth = EventTruth(request: request, population: EventPopulation(request), contactCount: 7)
    return (truth, truth.json)
  }

  static let tolerance = 1e-12

  @Test("It says what it is, what was asked for, and when the window is")
  func head() {
    let json = Self.truth { $0.seed = .max }.1
    #expect(json["schema"] == .string("archetype/events-truth/1"))
    #expect(json["seed"] == .unsigned(.max))
    #expect(json["contacts"] == .integer(7))
    #expect(json["inactive_after_days"] == .number(30))
    #expect(json["window"]?["first_day"] == .string("2025-01-01"))
    #expect(json["window"]?["last_day"] == .string("2025-06-29"))
    #expect(json["conversion_touchpoint"] == .string("purchase"))
  }

  @Test("Rows of both chains sum to 1 and end in loss and lapse; a purchase is the conversion of the first")
  func chains() throws {
    let (truth, json) = Self.truth()
    for (index, behavior) in truth.population.behaviors.enumerated() {
      let archetype = try #require(json["archetypes"]?[index])
      let names = truth.population.touchpoints.map(\.name)
      for (name, end) in [("conversion_chain", "(lost)"), ("retention_chain", "(lapsed)")] {
        let rows = try #require(archetype[name]?.members)
        for (touchpoint, row) in rows {
          let shares = try #require(row.members).mapValues { $0.double ?? .nan }
          #expect((shares.values.reduce(0, +) - 1).magnitude < Self.tolerance)
          let position = try #require(names.firstIndex(of: touchpoint))
          #expect(shares[end] == behavior.loss(position))
          #expect(shares["(conversion)"] == nil || name == "conversion_chain")
        }
        #expect((rows["purchase"] == nil) == (name == "conversion_chain"))
      }
      #expect(archetype["conversion_chain"]?["ad"]?["purchase"] == nil)
      #expect(archetype["retention_chain"]?["ad"] == nil || archetype["retention_chain"]?["ad"]?["(lost)"] == nil)
    }
  }

  @Test("The probability of the whole is that of the archetypes, weighted by their customers")
  func conversion() throws {
    let (truth, json) = Self.truth()
    var sum = 0.0
    var share = 0.0
    for index in truth.population.behaviors.indices {
      let archetype = try #require(json["archetypes"]?[index])
      let own = try #require(archetype["share"]?.double)
      let probability = try #require(archetype["conversion_probability"]?.double)
      share += own
      sum += own * probability
      // The probability from the start is that after each beginning.
      let after = try #require(archetype["conversion_probability_after"]?.members)
      let start = try #require(archetype["start"]?.members)
      let again = start.map { ($0.value.double ?? .nan) * (after[$0.key]?.double ?? .nan) }.reduce(0, +)
      #expect((again - probability).magnitude < Self.tolerance)
    }
    #expect((share - 1).magnitude < Self.tolerance)
    #expect((try #require(json["conversion_probability"]?.double) - sum).magnitude < Self.tolerance)
  }

  @Test("Scores are told where they are given")
  func scores() {
    let json = Self.truth().1
    let scores = json["archetypes"]?[0]?["scores"]?.members
    #expect(scores?.keys.sorted() == ["chat", "review", "store_visit", "support"])
  }
}

extension JSONValue {
  fileprivate var members: [String: JSONValue]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  fileprivate var double: Double? {
    guard case .number(let value) = self else { return nil }
    return value
  }

  fileprivate subscript(_ key: String) -> JSONValue? { members?[key] }

  fileprivate subscript(_ index: Int) -> JSONValue? {
    guard case .array(let elements) = self else { return nil }
    return elements[index]
  }
}
