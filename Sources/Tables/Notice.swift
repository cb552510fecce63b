/// Something that was assumed or repaired while a table was read.
public struct Notice: Sendable, Equatable {
  /// How much it matters.
  public enum Severity: Sendable, Equatable {
    /// Worth knowing; the reading is certain.
    case note
    /// An assumption that may be wrong, or data that had to be repaired.
    case warning
  }

  public var severity: Severity
  /// One sentence without a full stop.
  public var message: String
  /// The option that helps, if one does.
  public var hint: String?
  /// The column that the notice is about; nil when it is about the whole file.
  public var column: String?

  public init(_ severity: Severity, _ message: String, hint: String? = nil, column: String? = nil) {
    self.severity = severity
    self.message = message
    self.hint = hint
    self.column = column
  }
}
