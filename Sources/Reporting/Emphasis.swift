/// Bold, dim and colours for a terminal, or nothing at all.
///
/// Whether a stream may be coloured is decided once by the program and passed in; nothing here looks at the environment.
public struct Emphasis: Sendable, Equatable {
  public let isEnabled: Bool

  /// No escape sequences.
  public static let none = Emphasis(isEnabled: false)

  public init(isEnabled: Bool) {
    self.isEnabled = isEnabled
  }

  public func bold(_ text: String) -> String { wrapped(text, "1") }
  public func dim(_ text: String) -> String { wrapped(text, "2") }
  public func red(_ text: String) -> String { wrapped(text, "31") }
  public func yellow(_ text: String) -> String { wrapped(text, "33") }
  public func cyan(_ text: String) -> String { wrapped(text, "36") }

  private func wrapped(_ text: String, _ code: String) -> String {
    isEnabled && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
