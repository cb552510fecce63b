import Synchronization
import Workflows

/// Wall time by stage, printed at the end when `ARCHETYPE_STAGES` is set; `make bench` reads it.
final class StageClock: Sendable {
  private struct State {
    var current: (stage: String, start: ContinuousClock.Instant)?
    var times: [(stage: String, time: Duration)] = []
  }

  private let state = Mutex(State())

  static var isWanted: Bool { Environment["ARCHETYPE_STAGES"] != nil }

  func note(_ stage: String) {
    let now = ContinuousClock.now
    state.withLock { state in
      if let current = state.current {
        if current.stage == stage { return }
        Self.add(now - current.start, to: current.stage, in: &state)
      }
      state.current = (stage, now)
    }
  }

  /// A line a stage, `seconds <tab> stage`, in the order of their beginning.
  func lines() -> String {
    note("")
    return state.withLock { state in
      state.times.map { "\(Double($0.time / .microseconds(1)) / 1e6)\t\($0.stage)\n" }.joined()
    }
  }

  private static func add(_ time: Duration, to stage: String, in state: inout State) {
    if let known = state.times.firstIndex(where: { $0.stage == stage }) {
      state.times[known].time += time
    } else {
      state.times.append((stage, time))
    }
  }
}
