import Glibc
import Tables

/// Leaves no half-written files behind when the user or the system stops the program.
enum Interruption {
  /// The exit code after a signal.
  static let exitCode: Int32 = 130

  /// Removes temporary files and ends the process on an interrupt, a termination or a hang-up.
  ///
  /// A signal that was ignored when the program started (as under `nohup`) stays ignored. A closed pipe and a file beyond
  /// its allowed size become errors of the write instead of signals.
  static func handleSignals() {
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      signal(number, stop)
    }
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  private static func isIgnored(_ number: CInt) -> Bool {
    var current = sigaction()
    guard sigaction(number, nil, &current) == 0 else { return false }
    // Handlers are function pointers, which Swift cannot compare.
    return unsafeBitCast(current.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Runs inside a signal handler: system calls only.
  private static let stop: @convention(c) (CInt) -> Void = { _ in
    removeTemporaryFiles()
    _exit(Interruption.exitCode)
  }
}
