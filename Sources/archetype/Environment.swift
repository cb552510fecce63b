import Glibc

/// The environment of the process; an empty variable counts as unset.
enum Environment {
  static subscript(name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// Whether the terminal cannot move its cursor.
  static var hasDumbTerminal: Bool { Environment["TERM"] == "dumb" }
}
