import Glibc
import Workflows

/// The environment of the process; an empty variable counts as unset.
enum Environment {
  static subscript(name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// Whether the terminal cannot move its cursor.
  static var hasDumbTerminal: Bool { Environment["TERM"] == "dumb" }

  /// Forgets a width in which no help screen fits; the parser would trip over it.
  static func dropUselessWidth() {
    guard let columns = Environment["COLUMNS"] else { return }
    if (Int(columns) ?? 0) < Terminal.Stream.narrowestText { unsetenv("COLUMNS") }
  }
}
