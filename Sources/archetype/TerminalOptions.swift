import ArgumentParser
import Workflows

/// Flags about what reaches the screen.
struct TerminalOptions: ParsableArguments {
  enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto
    case always
    case never
  }

  @Flag(name: .shortAndLong, help: "Leave out notes, progress and the next command. Warnings stay, with their hints.")
  var quiet = false

  @Option(help: ArgumentHelp("When to use colors.", valueName: "when"))
  var color = ColorChoice.auto
}
