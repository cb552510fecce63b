import CYAML
import Reporting

/// Why a text is no YAML of settings, and where.
struct SettingsDefect: Error {
  let message: String
  let position: SettingsNode.Position?
  var hint: String?
}

/// Reads the one document of a YAML text into nodes that know their place.
///
/// Repeated keys are refused, and so is a text that grows beyond measure when its aliases are put in.
struct SettingsParser: ~Copyable {
  private static let deepest = 32
  private static let mostNodes = 100_000

  private struct Anchored {
    let node: SettingsNode
    let nodeCount: Int
  }

  /// Stays where it is: it holds its own address.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var anchors: [String: Anchored] = [:]
  /// With the nodes that aliases stand for.
  private var nodeCount = 0

  private init(_ parser: UnsafeMutablePointer<yaml_parser_t>) {
    self.parser = parser
  }

  /// - Parameter bytes: UTF-8.
  /// - Returns: The root; nil for a text without any document.
  static func parse(_ bytes: [UInt8]) throws(SettingsDefect) -> SettingsNode? {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    defer { parser.deallocate() }
    precondition(yaml_parser_initialize(parser) == 1, "libyaml finds no memory.")
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    // The input is copied, because the parser keeps its address between calls.
    let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
    defer { input.deallocate() }
    _ = input.update(fromContentsOf: bytes)
    yaml_parser_set_input_string(parser, input.baseAddress!, bytes.count)
    var reader = SettingsParser(parser)
    return try reader.document()
  }

  private mutating func document() throws(SettingsDefect) -> SettingsNode? {
    var root: SettingsNode?
    while true {
      var event = try next()
      defer { yaml_event_delete(&event) }
      switch event.type {
      case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT: continue
      case YAML_STREAM_END_EVENT: return root
      case YAML_DOCUMENT_START_EVENT:
        if root != nil {
          throw SettingsDefect(
            message: "the file holds more than one document", position: Self.position(event.start_mark),
            hint: "write one list, without '---' in between")
        }
      default: root = try node(event, depth: 0)
      }
    }
  }

  private mutating func next() throws(SettingsDefect) -> yaml_event_t {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw defect() }
    return event
  }

  /// What an event begins, to its end.
  private mutating func node(_ event: yaml_event_t, depth: Int) throws(SettingsDefect) -> SettingsNode {
    let position = Self.position(event.start_mark)
    guard depth <= Self.deepest else { throw SettingsDefect(message: "this is nested too deeply", position: position) }
    let before = nodeCount
    try count(1, at: position)
    let anchor: UnsafeMutablePointer<yaml_char_t>?
    let content: SettingsNode.Content
    switch event.type {
    case YAML_ALIAS_EVENT: return try aliased(String(cString: event.data.alias.anchor), at: position)
    case YAML_SEQUENCE_START_EVENT:
      anchor = event.data.sequence_start.anchor
      content = .list(try elements(depth: depth))
    case YAML_MAPPING_START_EVENT:
      anchor = event.data.mapping_start.anchor
      content = .mapping(try members(depth: depth))
    default:
      let scalar = event.data.scalar
      anchor = scalar.anchor
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      content = .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
    }
    let node = SettingsNode(content: content, position: position)
    if let anchor { anchors[String(cString: anchor)] = Anchored(node: node, nodeCount: nodeCount - before) }
    return node
  }

  private mutating func elements(depth: Int) throws(SettingsDefect) -> [SettingsNode] {
    var elements: [SettingsNode] = []
    while true {
      var event = try next()
      defer { yaml_event_delete(&event) }
      if event.type == YAML_SEQUENCE_END_EVENT { return elements }
      elements.append(try node(event, depth: depth + 1))
    }
  }

  private mutating func members(
    depth: Int
  ) throws(SettingsDefect) -> [(key: SettingsNode, value: SettingsNode)] {
    var members: [(key: SettingsNode, value: SettingsNode)] = []
    var lines: [String: Int] = [:]
    while true {
      var event = try next()
      defer { yaml_event_delete(&event) }
      if event.type == YAML_MAPPING_END_EVENT { return members }
      let key = try node(event, depth: depth + 1)
      if let name = key.text, let first = lines.updateValue(key.position.line, forKey: name) {
        throw SettingsDefect(
          message: "'\(name)' is there twice", position: key.position,
          hint: "it is in line \(first) already: keep one of the two")
      }
      var value = try next()
      defer { yaml_event_delete(&value) }
      members.append((key, try node(value, depth: depth + 1)))
    }
  }

  private mutating func aliased(
    _ name: String, at position: SettingsNode.Position
  ) throws(SettingsDefect) -> SettingsNode {
    guard let anchored = anchors[name] else {
      throw SettingsDefect(message: "there is no anchor '\(name)' before this", position: position)
    }
    try count(anchored.nodeCount, at: position)
    return anchored.node
  }

  private mutating func count(_ nodes: Int, at position: SettingsNode.Position) throws(SettingsDefect) {
    nodeCount += nodes
    guard nodeCount <= Self.mostNodes else {
      throw SettingsDefect(
        message: "the file holds more than \(NumberText.integer(Self.mostNodes)) values", position: position)
    }
  }

  private func defect() -> SettingsDefect {
    if let unclosed { return unclosed }
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
    let position = parser.pointee.error == YAML_READER_ERROR ? nil : Self.position(parser.pointee.problem_mark)
    return SettingsDefect(message: "this is no YAML: \(problem)", position: position)
  }

  /// That a bracket or quote is open to the end of its line and beyond; the parser complains of what comes after.
  private var unclosed: SettingsDefect? {
    guard let context = parser.pointee.context.map({ String(cString: $0) }),
      parser.pointee.context_mark.line < parser.pointee.problem_mark.line
    else { return nil }
    let closings = [
      ("while parsing a flow mapping", "'}'"), ("while parsing a flow sequence", "']'"),
      ("while scanning a quoted scalar", "a quote"),
    ]
    guard let closing = closings.first(where: { $0.0 == context })?.1 else { return nil }
    return SettingsDefect(
      message: "what opens here is not closed", position: Self.position(parser.pointee.context_mark),
      hint: "close it with \(closing)")
  }

  private static func position(_ mark: yaml_mark_t) -> SettingsNode.Position {
    .init(line: mark.line + 1, column: mark.column + 1)
  }
}
