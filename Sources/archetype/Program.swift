import ArgumentParser
import Glibc
import Workflows

@main
enum Program {
  static func main() {
    ProcessSetup.begin()
    Environment.dropUselessWidth()
    exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs one command line and returns the exit code of the process.
  static func run(_ arguments: [String]) -> Int32 {
    do {
      try perform(arguments)
      return 0
    } catch {
      let failure = (error as? Failure) ?? Failure(unexpected: error)
      if failure.kind == .closedPipe { return failure.kind.exitCode }
      let terminal = Terminal.detected(color: .requested(by: arguments))
      // Nobody is left to be told when standard error fails too; the exit code still says it.
      try? StandardStream.error.write(failure.text(on: terminal.error))
      return failure.kind.exitCode
    }
  }

  private static func perform(_ arguments: [String]) throws {
    if arguments.first == Help.name {
      let path = arguments.dropFirst().filter { !$0.hasPrefix("-") }
      let columns = Terminal.detected().output.textWidth
      return try StandardStream.output.write(line: Help.text(on: path, columns: columns))
    }
    let (command, path) = try CommandTree.resolve(arguments)
    if arguments.isEmpty || path == "archetype " + arguments.joined(separator: " "),
      let help = ShortHelp.text(of: command, path: path)
    {
      return try StandardStream.output.write(line: help)
    }
    switch try parse(arguments, command, path: path) {
    case .text(let text):
      try StandardStream.output.write(line: text)
    case .work(let command):
      try carryOut(command)
    }
  }

  private enum Parsed {
    case text(String)
    case work(any WorkingCommand)
  }

  /// Hands the arguments to the parser and puts its errors into the form of all others.
  private static func parse(
    _ arguments: [String], _ command: ParsableCommand.Type, path: String
  ) throws -> Parsed {
    // From the top the parser would make the command's flags once more. What is wrong, or asks for a help page, is said from
    // there.
    let own = Array(arguments.dropFirst(path.count { $0 == " " }))
    if let type = command as? any WorkingCommand.Type, let working = try? type.parseAsRoot(own) as? any WorkingCommand {
      return .work(working)
    }
    let columns = Terminal.detected().output.textWidth
    do {
      var command = try Archetype.parseAsRoot(arguments)
      if let working = command as? any WorkingCommand { return .work(working) }
      try command.run()
      return .text(Archetype.helpMessage(for: type(of: command), columns: columns))
    } catch let failure as Failure {
      throw failure
    } catch {
      guard Archetype.exitCode(for: error).isSuccess else {
        throw Failure(parserMessage: Archetype.message(for: error), path: path)
      }
      return .text(Archetype.fullMessage(for: error, columns: columns))
    }
  }

  private static func carryOut(_ command: any WorkingCommand) throws {
    let options = command.terminalOptions
    var terminal = Terminal.detected(color: options.color)
    let progress =
      ProgressLine.wanted(quiet: options.quiet, on: terminal.error) ? ProgressLine(on: terminal.error) : nil
    let clock = StageClock.isWanted ? StageClock() : nil
    if progress != nil || clock != nil {
      terminal.report = {
        progress?.show($0)
        clock?.note($0.stage)
      }
    }
    defer { progress?.clear() }

    try command.perform(on: terminal) { (output) throws(Failure) in
      progress?.clear()
      try show(output, quiet: options.quiet, on: terminal)
    }
    if let clock { try StandardStream.error.write(clock.lines()) }
  }

  private static func show(_ output: CommandOutput, quiet: Bool, on terminal: Terminal) throws(Failure) {
    for remark in output.remarks where !quiet || remark.severity == .warning {
      try StandardStream.error.write(remark.text(on: terminal.error))
    }
    try StandardStream.output.write(output.standardOutput)
    if !quiet {
      for line in output.closing { try StandardStream.error.write(line: line) }
    }
  }
}
