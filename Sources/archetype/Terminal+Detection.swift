import Glibc
import Workflows

extension Terminal {
  /// The two output streams as they are: terminals or not, how wide, in color or not.
  static func detected(color: TerminalOptions.ColorChoice = .auto) -> Terminal {
    Terminal(output: stream(STDOUT_FILENO, color: color), error: stream(STDERR_FILENO, color: color))
  }

  private static func stream(_ descriptor: CInt, color: TerminalOptions.ColorChoice) -> Stream {
    let isInteractive = isatty(descriptor) == 1
    return Stream(
      isInteractive: isInteractive, width: width(of: descriptor),
      usesColor: usesColor(color, isInteractive: isInteractive))
  }

  private static func usesColor(_ choice: TerminalOptions.ColorChoice, isInteractive: Bool) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto:
      if Environment["NO_COLOR"] != nil {
        false
      } else if let forced = Environment["FORCE_COLOR"] {
        forced != "0"
      } else {
        isInteractive && !Environment.hasDumbTerminal
      }
    }
  }

  private static func width(of descriptor: CInt) -> Int {
    if let columns = Environment["COLUMNS"], let width = Int(columns) { return width }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}

extension Terminal.Stream {
  /// The narrowest text that leaves room beside the column of flags.
  static let narrowestText = 60

  /// The width for running text: not too long to read, not too short for the columns of a help screen.
  var textWidth: Int { min(max(width, Self.narrowestText), 100) }
}

extension TerminalOptions.ColorChoice {
  /// The choice on a command line that may not be valid otherwise.
  static func requested(by arguments: [String]) -> Self {
    for (position, argument) in arguments.enumerated() {
      if argument.hasPrefix("--color="), let choice = Self(rawValue: String(argument.dropFirst(8))) { return choice }
      if argument == "--color", position + 1 < arguments.count, let choice = Self(rawValue: arguments[position + 1]) {
        return choice
      }
    }
    return .auto
  }
}
