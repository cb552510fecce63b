import Foundation
import TestSupport
import Testing

@Suite("Model files that cannot be used")
struct ModelFileTests {
  static let hint = "hint: use the model.json that archetype cluster wrote"

  /// A model of two numbers and a category, as the program writes it.
  static let model: String = {
    let number = #"{"center": 10, "logarithm": false, "median": 10, "scale": 0.5}"#
    let category = #"{"levels": ["basic", "pro"], "scale": 1.5, "shares": [0.6, 0.4]}"#
    let archetypes = [(0, -1.0), (1, 1.0)].map { place, center in
      #"{"center": [\#(center), 0.5, 0, 0], "name": "Group \#(place)", "size": 30, "unusualBeyond": 2}"#
    }
    return """
      {"archetypes": [\(archetypes.joined(separator: ", "))], "identifier": "id", "preparation": {"columns": [
        {"name": "age", "number": \(number)}, {"name": "spend", "number": \(number)},
        {"category": \(category), "name": "plan"}], "missing": "median", "scaling": "auto"},
      "schema": "archetype/cluster-model/1", "seed": 42,
      "source": {"digest": "0123456789abcdef", "rows": 60, "stem": "customers"}}
      """
  }()

  private func expectFailure(
    _ text: String, _ message: String, hint: String = hint, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let work = try Workplace(["model.json": text, "t.csv": Sample.customers])
    for format in ["csv", "table", "json"] {
      try work.expectFailure(
        "assign model.json t.csv --format \(format)", code: 2, "model.json: \(message)\n\(hint)",
        sourceLocation: sourceLocation)
    }
  }

  @Test("The model of these tests can be used", arguments: ["csv", "table", "json"])
  func usable(format: String) throws {
    let work = try Workplace(["model.json": Self.model, "t.csv": Sample.customers])
    try work.expectSuccess("assign model.json t.csv --no-output --format \(format)")
  }

  @Test("A model that was cut short, wherever that was")
  func truncated() throws {
    for length in stride(from: 0, to: Self.model.utf8.count - 1, by: 97) {
      let work = try Workplace(["model.json": String(Self.model.prefix(length)), "t.csv": Sample.customers])
      try work.expectFailure(
        "assign model.json t.csv", code: 2, "model.json: this is no model: it is not complete JSON\n\(Self.hint)")
    }
  }

  @Test(
    "Something else than JSON",
    arguments: ["hello", "[]", "3", "null", Sample.customers, "{\"schema\": NaN}", ModelFileTests.model + "x"])
  func noJSON(text: String) throws {
    try expectFailure(text, "this is no model: it is not complete JSON")
  }

  @Test("Bytes that are no text")
  func noText() throws {
    let work = try Workplace("model.json", (0..<2000).map { UInt8($0 * 7 % 256) })
    try work.folder.write(Sample.customers, to: "t.csv")
    try work.expectFailure(
      "assign model.json t.csv", code: 2, "model.json: this is no model: it is not complete JSON\n\(Self.hint)")
  }

  @Test("A newer version")
  func newer() throws {
    try expectFailure(
      Self.model.replacing("cluster-model/1", with: "cluster-model/2"),
      "the model is of version 2, and this program reads version 1",
      hint: "hint: use a newer archetype, or write the model again with this one")
  }

  @Test("Another kind of file")
  func otherKind() throws {
    try expectFailure(
      Self.model.replacing("cluster-model/1", with: "journey-model/1"),
      "this is no model of archetypes but 'archetype/journey-model/1'")
    try expectFailure(
      Self.model.replacing("cluster-model/1", with: "cluster-model/99999999999999999999"),
      "this is no model of archetypes but 'archetype/cluster-model/99999999999999999999'")
    try expectFailure("{}", "this is no model: it does not say its schema")
    let work = try Workplace(["t.csv": Sample.customers])
    let report = try work.expectSuccess("cluster t.csv -k 2 --bootstrap 0 --no-output --format json")
    try expectFailure(report.standardOutput, "this is no model of archetypes but 'archetype/cluster/1'")
  }

  @Test(
    "Deep nesting neither overflows the stack nor takes long",
    arguments: [
      String(repeating: "[", count: 200_000), String(repeating: "{\"a\":", count: 200_000),
      String(repeating: "[", count: 200_000) + String(repeating: "]", count: 200_000),
      ModelFileTests.model.dropLast() + ", \"x\": " + String(repeating: "[", count: 200_000)
        + String(repeating: "]", count: 200_000) + "}",
    ])
  func nesting(text: String) throws {
    try expectFailure(text, "this is no model: it is not complete JSON")
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let from: String
    let to: String
    let message: String
    var testDescription: String { to }

    init(_ from: String, _ to: String, _ message: String) {
      (self.from, self.to, self.message) = (from, to, "the model cannot be used: " + message)
    }
  }

  static let hugeNumbers = [
    Change("\"scale\": 0.5", "\"scale\": 1e400", "it is not valid JSON"),
    Change("\"scale\": 0.5", "\"scale\": 0", "column 'age' has a scale that cannot be used"),
    Change("\"seed\": 42", "\"seed\": -1", "it is not valid JSON"),
    Change("\"seed\": 42", "\"seed\": 99999999999999999999999", "it is not valid JSON"),
    Change("\"size\": 30", "\"size\": 9223372036854775807", "archetype 1 has 9223372036854775807 of 60 rows"),
    Change("\"size\": 30", "\"size\": -1", "archetype 1 has -1 of 60 rows"),
    Change("\"size\": 30", "\"size\": 1e30", "it is not valid JSON"),
    Change("\"rows\": 60", "\"rows\": 9223372036854775807", "it cannot have had 9223372036854775807 rows"),
    Change("\"rows\": 60", "\"rows\": -60", "it cannot have had -60 rows"),
  ]

  static let wrongShapes = [
    Change("[-1.0, 0.5, 0, 0]", "[-1.0]", "archetype 1 has 1 features where 4 are prepared"),
    Change("[-1.0, 0.5, 0, 0]", "[]", "archetype 1 has 0 features where 4 are prepared"),
    Change("[-1.0, 0.5, 0, 0]", "[null]", "'archetypes.0.center.0' holds something else than it should"),
    Change("[-1.0, 0.5, 0, 0]", "{}", "'archetypes.0.center' holds something else than it should"),
    Change("\"shares\": [0.6, 0.4]", "\"shares\": [1]", "column 'plan' has levels that do not fit their shares"),
    Change(
      "\"levels\": [\"basic\", \"pro\"]", "\"levels\": []", "archetype 1 has 4 features where 2 are prepared"),
    Change("\"number\": {", "\"other\": {", "column 'age' must be either a number or a category"),
    Change("\"missing\": \"median\"", "\"missing\": \"guess\"", "'preparation.missing' holds something it cannot"),
    Change("\"median\": 10, ", "", "'preparation.columns.0.number.median' is missing"),
    Change("\"name\": \"Group 0\"", "\"name\": 7", "'archetypes.0.name' holds something else than it should"),
  ]

  @Test("Huge numbers and wrong shapes", arguments: hugeNumbers + wrongShapes)
  func changed(change: Change) throws {
    let text = Self.model.replacing(change.from, with: change.to)
    #expect(text != Self.model)
    try expectFailure(text, change.message)
  }

  @Test("Nothing in it at all")
  func empty() throws {
    let archetypes = Self.model.firstRange(of: "\"identifier\"")!
    try expectFailure(
      "{\"archetypes\": [], " + Self.model[archetypes.lowerBound...],
      "the model cannot be used: it holds no archetype")
  }

  @Test("Distances that overflow are infinite, and everyone still has an archetype")
  func overflow() throws {
    let text = Self.model.replacing("\"scale\": 0.5", with: "\"scale\": 1e308")
    let work = try Workplace(["model.json": text, "t.csv": Sample.customers])
    let outcome = try work.expectSuccess("assign model.json t.csv --no-output")
    #expect(PrintedTable(outcome.standardOutput)["archetype"].allSatisfy { $0 == "1" || $0 == "2" })
  }

  @Test("Escape sequences of a model reach no terminal")
  func escapes() throws {
    let text = Self.model.replacing("archetype/cluster-model/1", with: "\\u001b[31mred")
    try expectFailure(text, "this is no model of archetypes but '␛[31mred'")
  }

  @Test("A large file of another kind is refused without being read")
  func device() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let outcome = try work.run("assign /dev/zero t.csv", timeout: 20)
    #expect(outcome.exitCode == 66 || outcome.exitCode == 2)
    #expect(outcome.standardError.hasPrefix("/dev/zero: "))
  }
}
