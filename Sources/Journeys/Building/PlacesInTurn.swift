import Glibc
import Synchronization

/// Gives pieces of work, which end in any order, places one after the other in the order of the pieces.
final class PlacesInTurn: Sendable {
  private let next = Atomic<Int>(0)
  private let taken = Atomic<Int>(0)

  /// Where the last piece ends.
  var end: Int { taken.load(ordering: .acquiring) }

  /// The place of the next piece, as soon as those before it have theirs: they are all under way, or done.
  func take(_ count: Int, turn: Int) -> Int {
    while next.load(ordering: .acquiring) != turn { sched_yield() }
    let place = taken.load(ordering: .relaxed)
    taken.store(place + count, ordering: .releasing)
    next.store(turn + 1, ordering: .releasing)
    return place
  }
}
