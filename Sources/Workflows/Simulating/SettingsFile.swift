import Tables

/// A YAML file of settings, read into nodes that know their place.
struct SettingsFile {
  private static let largestBytes = 1 << 20
  private static let longestExcerpt = 120

  let name: String
  let root: SettingsNode
  private let lines: [Substring]

  /// - Throws: A failure with line and column when the file is no YAML, or says something twice.
  init(_ path: String) throws(Failure) {
    let bytes: [UInt8]
    do throws(TableError) {
      bytes = try readWhole(path, atMost: Self.largestBytes)
    } catch {
      var failure = Failure(error)
      if case .cannotRead(_, let reason) = error, reason.hasPrefix("longer than") {
        failure.hint = "files of scenarios and of levers are short; is this a table?"
      }
      throw failure
    }
    try self.init(bytes, name: path == "-" ? "stdin" : path)
  }

  /// - Parameter name: What the file is called in failures.
  init(_ bytes: [UInt8], name: String) throws(Failure) {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(byteOrderMark.count)) : bytes
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .badContent("the file is not UTF-8", file: name, hint: "save it as UTF-8")
    }
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    let root: SettingsNode?
    do throws(SettingsDefect) {
      root = try SettingsParser.parse(bytes)
    } catch {
      throw Self.failure(error, name, lines)
    }
    guard let root else { throw .badContent("the file is empty", file: name) }
    self.name = name
    self.root = root
    self.lines = lines
  }

  /// Something wrong at a node.
  func failure(_ message: String, at node: SettingsNode, hint: String? = nil) -> Failure {
    Self.failure(SettingsDefect(message: message, position: node.position, hint: hint), name, lines)
  }

  /// An unknown name at a node, with the nearest ones.
  func unknownName(
    _ name: String, among known: [String], plural: String, message: String, at node: SettingsNode
  ) -> Failure {
    placed(.unknownName(name, among: known, plural: plural, kind: .badContent, message: message), at: node)
  }

  /// A failure that was found at a node.
  func placed(_ failure: Failure, at node: SettingsNode) -> Failure {
    var placed = self.failure(failure.message, at: node, hint: failure.hint)
    placed.kind = failure.kind
    return placed
  }

  /// Refuses a file of another command, by the key that it begins with.
  func refuse(_ key: String, unless own: String, message: String, hint: String) throws(Failure) {
    let keys = root.members?.map(\.key) ?? []
    guard let other = keys.first(where: { $0.text == key }), !keys.contains(where: { $0.text == own }) else { return }
    throw failure(message, at: other, hint: hint)
  }

  /// Why two nodes in a row may be one number that a comma cut in two: `{share: 0,15}`, `[5,000, 12%]`.
  func commaFailure(in nodes: [SettingsNode]) -> Failure? {
    guard nodes.count > 1, let first = nodes[0].text, let second = nodes[1].text,
      let hint = WrittenNumber.withoutComma("\(first),\(second)")
    else { return nil }
    return failure("a comma ends the number '\(first)' here", at: nodes[1], hint: hint)
  }

  private static let amountKeys: Set = ["cost", "once", "per_period", "half_at", "min", "max"]

  /// Amounts of money, and factors, that may have been meant otherwise than they were read.
  var doubts: [CommandOutput.Remark] { doubts(in: root, key: nil) }

  private func doubts(in node: SettingsNode, key: String?) -> [CommandOutput.Remark] {
    if let members = node.members { return members.flatMap { doubts(in: $0.value, key: $0.key.text) } }
    if let elements = node.elements {
      // A row of a response begins with a spend.
      if key == "response" {
        return elements.flatMap { ($0.elements?.prefix(1) ?? []).flatMap { doubts(in: $0, key: "max") } }
      }
      return elements.flatMap { doubts(in: $0, key: key) }
    }
    guard let key, let text = node.text else { return [] }
    let shown = "\(name):\(node.position.line): \(text)"
    if key == "by" { return [WrittenNumber.factorDoubt(text, shown: shown)].compactMap(\.self) }
    return Self.amountKeys.contains(key) ? [WrittenNumber.doubt(text, shown: shown)].compactMap(\.self) : []
  }

  private static func failure(_ defect: SettingsDefect, _ name: String, _ lines: [Substring]) -> Failure {
    var failure = Failure.badContent(defect.message, file: name, hint: defect.hint)
    guard let position = defect.position else { return failure }
    failure.line = position.line
    failure.column = position.column
    guard lines.indices.contains(position.line - 1) else { return failure }
    let line = lines[position.line - 1]
    // The parser calls a tab a character that cannot begin anything.
    if line.contains("\t"), defect.message.contains("cannot start any token") {
      failure.message = "a tab cannot indent in YAML"
      failure.hint = "indent with spaces"
    }
    let shown = String(
      line.prefix(longestExcerpt).map {
        $0.isNewline || $0 == "\t" || $0.asciiValue.map { $0 < 32 } == true ? " " : $0
      })
    failure.excerpt = shown
    failure.caret = min(max(0, position.column - 1), shown.count)
    return failure
  }
}
