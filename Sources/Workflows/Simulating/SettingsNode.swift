/// A value of a settings file with its place.
struct SettingsNode {
  enum Content {
    case scalar(String, isPlain: Bool)
    case list([SettingsNode])
    case mapping([(key: SettingsNode, value: SettingsNode)])
  }

  /// A place in a file, lines and columns from 1.
  struct Position {
    var line: Int
    var column: Int
  }

  let content: Content
  let position: Position

  /// A text or number as it is written; nil for lists and mappings, and where there is nothing.
  var text: String? {
    guard case .scalar(let text, let isPlain) = content, !(text.isEmpty && isPlain) else { return nil }
    return text
  }

  /// The values of a list; nil for other nodes.
  var elements: [SettingsNode]? {
    guard case .list(let elements) = content else { return nil }
    return elements
  }

  /// The members of a mapping with their keys; nil for other nodes.
  var members: [(key: SettingsNode, value: SettingsNode)]? {
    guard case .mapping(let members) = content else { return nil }
    return members
  }
}
