import Tables
import Yams

/// A YAML file of settings, read into nodes that know their place.
struct SettingsFile {
  private static let largestBytes = 1 << 20

  let name: String
  private let lines: [Substring]
  let root: SettingsNode

  /// - Throws: A failure with line and column when the file is no YAML, or says something twice.
  init(_ path: String) throws(Failure) {
    let bytes: [UInt8]
    do throws(TableError) {
      bytes = try readWhole(path, atMost: Self.largestBytes)
    } catch {
      throw Failure(error)
    }
    name = path == "-" ? "stdin" : path
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .badContent("the file is not UTF-8", file: name, hint: "save it as UTF-8")
    }
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let composed: Node?
    do {
      composed = try Yams.compose(yaml: text)
    } catch {
      throw Self.failure(error, name, lines)
    }
    guard let composed else { throw .badContent("the file is empty", file: name) }
    root = SettingsNode(composed, mark: composed.mark)
  }

  /// Something wrong at a node.
  func failure(_ message: String, at node: SettingsNode, hint: String? = nil) -> Failure {
    Self.failure(message, node.position, name, lines, hint: hint)
  }

  /// An unknown name at a node, with the nearest ones.
  func unknownName(
    _ name: String, among known: [String], plural: String, message: String, at node: SettingsNode
  ) -> Failure {
    var failure = Failure.unknownName(name, among: known, plural: plural, kind: .badContent, message: message)
    let place = self.failure(message, at: node)
    (failure.file, failure.line, failure.column) = (place.file, place.line, place.column)
    (failure.excerpt, failure.caret) = (place.excerpt, place.caret)
    return failure
  }

  private static func failure(
    _ message: String, _ position: Position?, _ name: String, _ lines: [Substring], hint: String?
  ) -> Failure {
    var failure = Failure.badContent(message, file: name, hint: hint)
    guard let position else { return failure }
    failure.line = position.line
    failure.column = position.column
    guard lines.indices.contains(position.line - 1) else { return failure }
    let line = lines[position.line - 1]
    let shown = String(
      line.prefix(120).map { $0.isNewline || $0 == "\t" || $0.asciiValue.map { $0 < 32 } == true ? " " : $0 })
    failure.excerpt = shown
    failure.caret = min(max(0, position.column - 1), shown.count)
    return failure
  }

  private static func failure(_ error: any Error, _ name: String, _ lines: [Substring]) -> Failure {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _):
      let isTab = lines.indices.contains(mark.line - 1) && lines[mark.line - 1].contains("\t")
      return failure(
        isTab ? "a tab cannot indent in YAML" : "this is no YAML: \(problem)", Position(mark), name, lines,
        hint: isTab ? "indent with spaces" : nil)
    case YamlError.parser(_, let problem, let mark, _), YamlError.composer(_, let problem, let mark, _):
      let isDeep = problem.contains("nesting")
      return failure(
        isDeep ? "this is nested too deeply" : "this is no YAML: \(problem)", Position(mark), name, lines, hint: nil)
    case YamlError.duplicatedKeysInMapping(let duplicates, let context):
      let key = duplicates.sorted().first ?? ""
      // The second of the lines that begin with the key is the repeat.
      let places = lines.indices.filter { line in
        line >= context.mark.line - 1
          && lines[line].drop { $0 == " " || $0 == "-" || $0 == "{" }.hasPrefix("\(key):")
      }
      let line = places.count > 1 ? places[1] : context.mark.line - 1
      let column = lines[line].prefix { $0 == " " || $0 == "-" || $0 == "{" }.count + 1
      return failure(
        "'\(key)' is there twice", Position(line: line + 1, column: column), name, lines,
        hint: "write one list under '\(key)', or give the second one its own place")
    case YamlError.reader(let problem, _, _, _):
      return failure("this is no YAML: \(problem)", nil, name, lines, hint: nil)
    default: return failure("this is no YAML", nil, name, lines, hint: nil)
    }
  }
}

/// A place in a file, lines and columns from 1.
private struct Position {
  var line: Int
  var column: Int

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}

/// A value of a settings file with its place.
struct SettingsNode {
  private let node: Node
  private let mark: Mark?

  fileprivate init(_ node: Node, mark: Mark?) {
    self.node = node
    // A value that an alias stands for has the place where it was written first.
    self.mark = node.mark ?? mark
  }

  fileprivate var position: Position? { mark.map { Position($0) } }

  /// A text or number as it is written; nil for lists and mappings, and where there is nothing.
  var text: String? {
    guard let scalar = node.scalar, !(scalar.string.isEmpty && scalar.style == .plain) else { return nil }
    return scalar.string
  }

  var elements: [SettingsNode]? { node.sequence?.map { SettingsNode($0, mark: mark) } }

  /// The members of a mapping with their keys; nil for other nodes.
  var members: [(key: SettingsNode, value: SettingsNode)]? {
    node.mapping?.map { key, value in
      (SettingsNode(key, mark: mark), SettingsNode(value, mark: key.mark ?? mark))
    }
  }
}

/// The members of a mapping, each of which has to be known.
struct SettingsMembers {
  let file: SettingsFile
  let node: SettingsNode
  private let values: [String: SettingsNode]

  /// - Throws: A failure at a node that is no mapping, and at a key that is not known.
  init(_ node: SettingsNode, in file: SettingsFile, known: [String], what: String) throws(Failure) {
    self.file = file
    self.node = node
    guard let members = node.members else {
      throw file.failure(
        "\(what) is a mapping with \(known.joined(separator: ", "))", at: node, hint: "write key: value lines")
    }
    var values: [String: SettingsNode] = [:]
    for (key, value) in members {
      guard let name = key.text, known.contains(name) else {
        throw file.unknownName(
          key.text ?? "", among: known, plural: "keys", message: "\(what) has no '\(key.text ?? "?")'", at: key)
      }
      values[name] = value
    }
    self.values = values
  }

  subscript(_ key: String) -> SettingsNode? { values[key] }

  func required(_ key: String) throws(Failure) -> SettingsNode {
    guard let value = values[key] else { throw file.failure("'\(key)' is missing here", at: node) }
    return value
  }

  func text(_ key: String) throws(Failure) -> String {
    let value = try required(key)
    guard let text = value.text else { throw file.failure("'\(key)' is a text", at: value) }
    return text
  }

  func optionalText(_ key: String) throws(Failure) -> String? {
    values[key] == nil ? nil : try text(key)
  }

  /// A number; `15%` is 0.15.
  func number(_ key: String) throws(Failure) -> Double { try Self.number(required(key), key, file) }

  func optionalNumber(_ key: String) throws(Failure) -> Double? {
    values[key] == nil ? nil : try number(key)
  }

  static func number(_ node: SettingsNode, _ key: String, _ file: SettingsFile) throws(Failure) -> Double {
    guard let number = node.text.flatMap(number(of:)) else {
      throw file.failure("'\(key)' is a number or a percentage, such as 0.15 or 15%", at: node)
    }
    return number
  }

  private static func number(of text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    var digits = isPercent ? text.dropLast() : text[...]
    while digits.last == " " { digits.removeLast() }
    guard digits.allSatisfy({ "+-.0123456789eE".contains($0) }), let value = Double(digits), value.isFinite else {
      return nil
    }
    return isPercent ? value / 100 : value
  }
}
