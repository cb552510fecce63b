import Foundation
import TestSupport
import Testing

@Suite("Journey models that cannot be projected")
struct SavedJourneyTests {
  private static let command = "simulate m/model.json --rank --no-output"
  private static let hint = "hint: use the model.json that archetype journey wrote"
  private static let statisticsHint =
    "hint: fit the model again with archetype journey, or leave intervals out with --bootstrap 0"

  private func changed(_ work: Workplace, _ change: (String) -> String) throws -> Workplace {
    try work.folder.write(change(try work.folder.text(of: "m/model.json")), to: "m/model.json")
    return work
  }

  @Test("Cut short, wherever that was")
  func truncated() throws {
    let work = try SavedJourney.paths()
    let bytes = try work.folder.bytes(of: "m/model.json")
    for length in stride(from: 0, to: bytes.count - 2, by: 101) {
      try work.folder.write(Array(bytes.prefix(length)), to: "m/model.json")
      try work.expectFailure(
        Self.command, code: 2, "m/model.json: this is no model: it is not complete JSON\n\(Self.hint)")
    }
  }

  @Test("Of another kind, and of a newer version")
  func schema() throws {
    try changed(SavedJourney.paths()) { $0.replacing("journey-model", with: "cluster-model") }.expectFailure(
      Self.command, code: 2, "m/model.json: this is no model of a journey but 'archetype/cluster-model/1'\n\(Self.hint)"
    )
    try changed(SavedJourney.paths()) { $0.replacing("journey-model/1", with: "journey-model/2") }.expectFailure(
      Self.command, code: 2,
      "m/model.json: the model is of version 2, and this program reads version 1\n"
        + "hint: use a newer archetype, or write the model again with this one")
  }

  @Test(
    "With numbers that nobody wrote",
    arguments: [
      ("\"to\" : [\n", "\"to\" : [\n 99,"), ("0.6", "7"), ("0.6", "-0.6"),
      ("\"dwellStep\" : 0", "\"dwellStep\" : -1"), ("\"order\" : 1", "\"order\" : 99"),
      ("\"(lost)\"", "\"lost\""), ("\"stem\" : \"t\"", "\"stem\" : \"../t\""),
      ("\"dwellBuckets\" : 1", "\"dwellBuckets\" : 9223372036854775807"),
    ])
  func hostile(old: String, new: String) throws {
    let work = try changed(SavedJourney.assumed()) {
      #expect($0.contains(old))
      return $0.replacing(old, with: new)
    }
    let outcome = try work.run(Self.command)
    #expect(outcome.exitCode == 2, "\(outcome.standardError)")
    #expect(outcome.standardError.hasPrefix("m/model.json: "))
  }

  @Test("Of order 2, and without a conversion")
  func unsuitable() throws {
    try SavedJourney.paths(options: "--order 2").expectFailure(
      Self.command, code: 2,
      "m/model.json: the model is of order 2, and only order 1 can be projected\n"
        + "hint: fit it with archetype journey … --order 1")
    let plain = try Workplace(["t.csv": EventLogText.small])
    try plain.expectSuccess("journey t.csv -o m --quiet")
    try plain.expectFailure(
      Self.command, code: 2,
      "m/model.json: the model is a plain chain, which has no conversion to improve\n"
        + "hint: fit it with archetype journey EVENTS --conversion NAME")
  }

  @Test("Statistics that are missing, cut short or another model's; without intervals they are not needed")
  func statistics() throws {
    let work = try SavedJourney.events()
    let other = try SavedJourney.paths().folder.bytes(of: "m/statistics.bin")
    let own = try work.folder.bytes(of: "m/statistics.bin")
    try work.folder.write(other, to: "m/statistics.bin")
    try work.expectFailure(
      Self.command, code: 2,
      "m/statistics.bin: these statistics do not belong to the model m/model.json\n\(Self.statisticsHint)")
    for length in [0, 7, own.count / 2, own.count - 1] {
      try work.folder.write(Array(own.prefix(length)), to: "m/statistics.bin")
      let outcome = try work.run(Self.command)
      #expect(outcome.exitCode == 2 && outcome.standardError.hasPrefix("m/statistics.bin: "))
      #expect(outcome.standardError.hasSuffix(Self.statisticsHint + "\n"))
    }
    try FileManager.default.removeItem(atPath: work.folder.path("m/statistics.bin"))
    try work.expectFailure(
      Self.command, code: 66,
      "m/statistics.bin: there is no such file\n"
        + "hint: intervals need the statistics.bin of the model: --statistics FILE names it, --bootstrap 0 does without"
    )
    try work.expectSuccess("\(Self.command) --bootstrap 0")
    try work.folder.write(own, to: "elsewhere.bin")
    try work.expectSuccess("\(Self.command) --bootstrap 20 --statistics elsewhere.bin")
  }

  @Test("Statistics of other archetypes, or of other customers of them")
  func otherArchetypes() throws {
    let refusal = "m/statistics.bin: these statistics do not belong to the model m/model.json\n\(Self.statisticsHint)"
    let whole = try Workplace(["t.csv": EventLogText.small])
    try whole.expectSuccess("journey t.csv \(EventLogText.whole) --bootstrap 0 -o m --quiet")
    let work = try SavedJourney.events()
    // The group of all customers, as an archetype; and one archetype more than there are.
    for (work, additional) in [(whole, "1"), (work, "3")] {
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(work.folder.bytes(of: "m/model.json"))) as? [String: Any])
      var groups = try #require(json["groups"] as? [[String: Any]])
      groups.append(groups[groups.count - 1].merging(["label": additional]) { $1 })
      let changed = try JSONSerialization.data(withJSONObject: json.merging(["groups": groups]) { $1 })
      try work.folder.write([UInt8](changed), to: "m/model.json")
      try work.expectFailure("\(Self.command) --bootstrap 5", code: 2, refusal)
    }
  }

  @Test("A scenario for another model names what that one has")
  func otherModel() throws {
    let work = try SavedJourney.paths(["s.yaml": ScenarioText.two.replacing("    archetypes: [1]\n", with: "")])
    let outcome = try work.run("simulate m/model.json s.yaml")
    #expect(outcome.exitCode == 2 && outcome.standardError.hasPrefix("s.yaml:6:9: the model has no touchpoint 'buy'\n"))
    #expect(outcome.standardError.contains("hint: the touchpoints are: Direct, Email, Search, Social"))
  }
}
