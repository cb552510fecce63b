import Tables

/// What a finished command has to say.
public struct CommandOutput: Sendable, Equatable {
  /// A sentence beside the result, for standard error: what reading assumed, or what a result gives reason to say.
  ///
  /// Notes are left out with `--quiet`, warnings are always shown.
  public typealias Remark = Notice

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

  /// The output without the closing lines that name a command to try next.
  public var withoutNextCommand: CommandOutput {
    CommandOutput(
      standardOutput: standardOutput, remarks: remarks, closing: closing.filter { !$0.hasPrefix("next: ") })
  }
}

extension Table {
  /// What reading assumed and repaired, but nothing about these columns.
  func remarks(exceptOn columns: Set<String> = []) -> [CommandOutput.Remark] {
    notices.filter { notice in notice.column.map { !columns.contains($0) } ?? true }
      .map { CommandOutput.Remark($0.severity, "\(name): \($0.message)", hint: $0.hint, column: $0.column) }
  }
}
