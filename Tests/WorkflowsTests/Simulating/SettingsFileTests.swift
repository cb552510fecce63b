import TestSupport
import Testing

@testable import Workflows

@Suite("Settings files")
struct SettingsFileTests {
  private func file(_ text: String) throws(Failure) -> SettingsFile {
    try SettingsFile(Array(text.utf8), name: "s.yaml")
  }

  private func failure(_ text: String) throws -> Failure {
    try #require(throws: Failure.self) { try file(text) }
  }

  @Test("Scalars, lists and mappings with their places")
  func nodes() throws {
    let root = try file("# said\na: 15 %\nb:\n  - 'x: y'\n  - [1, 2]\nc:\n").root
    let members = try #require(root.members)
    #expect(members.map(\.key.text) == ["a", "b", "c"])
    #expect(members.map(\.key.position.line) == [2, 3, 6])
    #expect(members[0].value.text == "15 %" && members[0].value.position.column == 4)
    let list = try #require(members[1].value.elements)
    #expect(list[0].text == "x: y" && list[0].elements == nil && list[0].members == nil)
    #expect(list[1].elements?.map(\.text) == ["1", "2"])
    #expect(members[2].value.text == nil, "nothing was written")
  }

  @Test("An empty text in quotes is a text")
  func quoted() throws {
    #expect(try file("''").root.text == "")
    #expect(try file("~").root.text == "~")
  }

  @Test("Line ends of other systems, and a byte-order mark")
  func lineEnds() throws {
    #expect(try file("\u{FEFF}a: 1\r\nb: 2\r\n").root.members?.map(\.value.text) == ["1", "2"])
    let failure = try failure("a: 1\r\nb: 2\r\na: 3\r\n")
    #expect(failure.line == 3 && failure.column == 1 && failure.excerpt == "a: 3" && failure.caret == 0)
  }

  @Test("A tab that indents")
  func tab() throws {
    let failure = try failure("a:\n\tb: 1\n")
    #expect(failure.message == "a tab cannot indent in YAML" && failure.line == 2)
    #expect(failure.hint == "indent with spaces" && failure.excerpt == " b: 1")
  }

  @Test(
    "A repeated key, at any depth and in any style",
    arguments: [
      ("a: 1\na: 2\n", 2, 1), ("x:\n  - a: 1\n    b: 2\n    a: 3\n", 4, 5), ("{a: {b: 1, b: 2}}", 1, 12),
      ("a: 1\n'a': 2\n", 2, 1),
    ])
  func repeatedKey(text: String, line: Int, column: Int) throws {
    let failure = try failure(text)
    #expect(failure.message.hasSuffix("is there twice") && failure.line == line && failure.column == column)
    #expect(failure.hint?.hasSuffix(" already: keep one of the two") == true)
  }

  @Test("The same key in different mappings is no repeat")
  func sameKeyElsewhere() throws {
    #expect(try file("- {a: 1}\n- {a: 2}\n").root.elements?.count == 2)
  }

  @Test("Deep nesting, in flow and in block style")
  func deep() throws {
    for text in [String(repeating: "[", count: 5_000), String(repeating: "- ", count: 5_000) + "x"] {
      #expect(try failure(text).message == "this is nested too deeply")
    }
  }

  @Test("Aliases stand for what their anchors hold")
  func aliases() throws {
    let root = try file("a: &same {share: 15%}\nb: *same\n").root
    #expect(root.members?[1].value.members?[0].value.text == "15%")
  }

  @Test("An anchor bomb")
  func bomb() throws {
    var text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1..<12 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(try failure(text).message == "the file holds more than 100,000 values")
  }

  @Test("An alias of nothing, and of itself", arguments: ["a: *x", "a: &x [*x]"])
  func noAnchor(text: String) throws {
    #expect(try failure(text).message == "there is no anchor 'x' before this")
  }

  @Test("Nothing at all", arguments: ["", "\n\n", "# said\n"])
  func empty(text: String) throws {
    #expect(try failure(text).message == "the file is empty")
  }

  @Test("Two documents")
  func documents() throws {
    let failure = try failure("---\na: 1\n---\na: 2\n")
    #expect(failure.message == "the file holds more than one document" && failure.line == 3)
    #expect(try file("---\na: 1\n...\n").root.members?.count == 1)
  }

  @Test("Bytes that are not UTF-8, and control characters")
  func bytes() throws {
    let failure = try #require(throws: Failure.self) { try SettingsFile([0x61, 0xFF], name: "s.yaml") }
    #expect(failure.message == "the file is not UTF-8" && failure.file == "s.yaml")
    #expect(try self.failure("a: \u{1}").message == "this is no YAML: control characters are not allowed")
    #expect(throws: Failure.self) { try SettingsFile([0x61, 0], name: "s.yaml") }
  }

  @Test(
    "What is no YAML is refused with its place",
    arguments: [
      ("a: b: c\n", 1), ("a: [1}\n", 1), ("a: 1\n b: 2\n", 2), ("{a: 1}}", 1),
    ])
  func noYAML(text: String, line: Int) throws {
    let failure = try failure(text)
    #expect(failure.message.hasPrefix("this is no YAML: ") && failure.line == line, "\(failure)")
  }

  @Test(
    "What is opened and never closed is shown where it opens",
    arguments: [
      ("a: 1\nb: [1\n", 4, "close it with ']'"), ("a: 1\nb: {c: 2\nd: 3\n", 4, "close it with '}'"),
      ("a: 1\nb: 'x\nc: 2\n", 4, "close it with a quote"),
    ])
  func unclosed(text: String, column: Int, hint: String) throws {
    let failure = try failure(text)
    #expect(failure.message == "what opens here is not closed" && failure.hint == hint)
    #expect(failure.line == 2 && failure.column == column)
  }

  @Test("Whatever the bytes, there is an answer")
  func anyBytes() throws {
    let alphabet = Array("ab:-[]{}&*!|>'\"%@#, \n\t?~0".utf8)
    var state: UInt64 = 42
    for _ in 0..<2_000 {
      let bytes = (0..<24).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return alphabet[Int(state >> 33) % alphabet.count]
      }
      _ = try? SettingsFile(bytes, name: "s.yaml")
    }
  }

  @Test("A long line is shown in part")
  func longLine() throws {
    let failure = try failure("\(String(repeating: "x", count: 5_000)): 1: 2\n")
    #expect(failure.excerpt?.count == 120 && failure.caret == 120)
  }

  @Test("A file of more than a mebibyte is not read")
  func huge() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([UInt8](repeating: 0x23, count: 1 << 21), to: "s.yaml")
    #expect(throws: Failure.self) { try SettingsFile(path) }
  }
}
