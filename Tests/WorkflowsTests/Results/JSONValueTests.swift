import Foundation
import Tables
import Testing

@testable import Workflows

@Suite("JSON values")
struct JSONValueTests {
  private func text(_ value: JSONValue) -> String { String(decoding: encodedJSON(value), as: UTF8.self) }

  @Test("are written with sorted keys, indented, slashes as they are, a line feed at the end")
  func layout() {
    let value = JSONValue.object(["b": .integer(1), "a": .array([.string("x/y"), .flag(true), .null])])
    #expect(text(value) == "{\n  \"a\" : [\n    \"x/y\",\n    true,\n    null\n  ],\n  \"b\" : 1\n}\n")
  }

  @Test("numbers come back with the same bits")
  func numbers() throws {
    let numbers = [0.1, 1.0 / 3, -1e300, .leastNonzeroMagnitude, 1e15 + 0.3, 5]
    let data = Data(encodedJSON(JSONValue.array(numbers.map { .number($0) })))
    #expect(try JSONDecoder().decode([Double].self, from: data) == numbers)
  }

  @Test("what is undefined is null")
  func optionals() {
    #expect(JSONValue.optional(1.5) == .number(1.5))
    for undefined in [nil, Double.nan, .infinity, -.infinity] { #expect(JSONValue.optional(undefined) == .null) }
    #expect(JSONValue.optional("a") == .string("a"))
    #expect(JSONValue.optional(String?.none) == .null)
  }

  @Test("texts of any kind come back")
  func texts() throws {
    let texts = ["\"", "\\", "línea\n", "🙂", "\u{1}", ""]
    let data = Data(encodedJSON(JSONValue.array(texts.map { .string($0) })))
    #expect(try JSONDecoder().decode([String].self, from: data) == texts)
  }

  @Test("a table is one object a row, empty cells null")
  func rows() {
    let table = ResultTable(
      name: "t",
      columns: [
        ResultColumn("n", .integers([1, 2])), ResultColumn("x", .numbers([0.5, .nan], .shortest)),
        ResultColumn("text", .texts(["a", ""])), ResultColumn("level", .levels(codes: [0, -1], levels: ["b"])),
        ResultColumn("flag", .flags([true, false])),
        ResultColumn("copied", .copied(CopiedCells(TextColumn(["c", nil])))),
      ])
    #expect(
      JSONValue.rows(of: table)
        == .array([
          .object([
            "n": .integer(1), "x": .number(0.5), "text": .string("a"), "level": .string("b"), "flag": .flag(true),
            "copied": .string("c"),
          ]),
          .object(["n": .integer(2), "x": .null, "text": .null, "level": .null, "flag": .flag(false), "copied": .null]),
        ]))
    #expect(JSONValue.rows(of: ResultTable(name: "t", columns: [ResultColumn("n", .integers([]))])) == .array([]))
  }
}
