import Synchronization
import Workflows

/// One line on standard error that says what is being done and how far it has come, and then goes away.
final class ProgressLine: Sendable {
  private struct State {
    var lastShown: ContinuousClock.Instant?
    var isVisible = false
  }

  /// Short work shows nothing.
  private static let patience = Duration.seconds(1)
  private static let interval = Duration.milliseconds(100)
  private static let eraseLine = "\r\u{1B}[K"

  private let stream: Terminal.Stream
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// Whether anybody wants to see progress.
  static func wanted(quiet: Bool, on stream: Terminal.Stream) -> Bool {
    stream.isInteractive && !quiet && Environment["CI"] == nil && !Environment.hasDumbTerminal
  }

  init(on stream: Terminal.Stream) {
    self.stream = stream
  }

  func show(_ progress: Terminal.Progress) {
    let now = ContinuousClock.now
    guard now - start >= Self.patience else { return }
    state.withLock { state in
      if let lastShown = state.lastShown, now - lastShown < Self.interval { return }
      state.lastShown = now
      state.isVisible = true
      // The last column stays free: a cursor beyond it would begin a new line on some terminals.
      let line = progress.line(width: stream.width - 1, emphasis: stream.emphasis)
      try? StandardStream.error.write(Self.eraseLine + line)
    }
  }

  func clear() {
    state.withLock { state in
      if state.isVisible { try? StandardStream.error.write(Self.eraseLine) }
      state.isVisible = false
    }
  }
}
