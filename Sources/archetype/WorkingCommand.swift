import ArgumentParser
import Workflows

/// A command that does work, as opposed to one that only explains.
protocol WorkingCommand: ParsableCommand {
  static var examples: [Example] { get }
  /// Whether the command can do nothing without a file.
  static var needsInput: Bool { get }
  var terminalOptions: TerminalOptions { get }

  /// Builds the request from the flags, checks it and carries it out.
  ///
  /// - Parameter show: Takes what there is to say: all of it, or part by part as soon as each is there.
  func perform(on terminal: Terminal, show: (CommandOutput) throws(Failure) -> Void) throws
}

extension WorkingCommand {
  static var needsInput: Bool { true }
}

extension Failure {
  /// There are flags but no file.
  static func noInput(_ path: String) -> Failure {
    .usage("there is nothing to read", hint: "name a file, or - for standard input; see \(path) --help")
  }
}
