/// What a finished command has to say.
public struct CommandOutput: Sendable, Equatable {
  /// A sentence beside the result, for standard error.
  public struct Remark: Sendable, Equatable {
    public enum Severity: Sendable, Equatable {
      /// Something worth knowing; left out with `--quiet`.
      case note
      /// Something that may make the result wrong; always shown.
      case warning
    }

    public var severity: Severity
    public var message: String
    public var hint: String?

    public init(_ severity: Severity, _ message: String, hint: String? = nil) {
      self.severity = severity
      self.message = message
      self.hint = hint
    }
  }

  /// The headline result, ready for standard output.
  public var standardOutput: [UInt8]
  /// Printed before the result.
  public var remarks: [Remark]
  /// Lines printed after the result: what was written where, and the command to try next; left out with `--quiet`.
  public var closing: [String]

  public init(standardOutput: [UInt8] = [], remarks: [Remark] = [], closing: [String] = []) {
    self.standardOutput = standardOutput
    self.remarks = remarks
    self.closing = closing
  }
}
