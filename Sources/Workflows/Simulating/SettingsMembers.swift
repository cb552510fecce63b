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
    for (place, (key, value)) in members.enumerated() {
      guard let name = key.text, known.contains(name) else {
        if place > 0, value.text == nil, let split = file.commaFailure(in: [members[place - 1].value, key]) {
          throw split
        }
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
    // A folded text (`>`) ends with the end of its line.
    return String(text.reversed().drop(while: \.isNewline).reversed())
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
    guard let number = node.text.flatMap(Share.parsed) else {
      throw file.failure(
        "'\(key)' is a number or a percentage, such as 0.15 or 15%", at: node,
        hint: node.text.flatMap(WrittenNumber.withoutComma))
    }
    return number
  }

  /// An amount of money, which no percentage is.
  func money(_ key: String) throws(Failure) -> Double { try Self.money(required(key), key, file) }

  func optionalMoney(_ key: String) throws(Failure) -> Double? {
    values[key] == nil ? nil : try money(key)
  }

  static func money(_ node: SettingsNode, _ key: String, _ file: SettingsFile) throws(Failure) -> Double {
    guard let text = node.text, !text.hasSuffix("%"), let number = Share.parsed(text) else {
      throw file.failure(
        "'\(key)' is an amount of money, such as 4000", at: node, hint: node.text.flatMap(WrittenNumber.plainly))
    }
    return number
  }
}
