/// Sequences of states, one after the other in one flat array.
public struct Sequences: Sendable, Equatable {
  /// All states, sequence after sequence, each in `0..<stateCount`.
  public let states: [Int32]
  /// Where each sequence begins, and at last where the last one ends: one more than there are sequences, rising from 0.
  public let offsets: [Int]
  /// Number of states.
  public let stateCount: Int

  /// Sequences over a flat array. O(states).
  public init(states: [Int32], offsets: [Int], stateCount: Int) {
    precondition(offsets.first == 0 && offsets.last == states.count, "Offsets span all states.")
    precondition(zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }, "Offsets rise.")
    let bound = UInt32(stateCount)
    precondition(states.allSatisfy { UInt32(bitPattern: $0) < bound }, "Every state is one of those counted.")
    self.states = states
    self.offsets = offsets
    self.stateCount = stateCount
  }

  /// One sequence for each list.
  ///
  /// `Sequences([[0, 1], [1]], stateCount: 2).offsets // == [0, 2, 3]`
  public init(_ lists: [[Int]], stateCount: Int) {
    var offsets = [0]
    for list in lists { offsets.append(offsets[offsets.count - 1] + list.count) }
    self.init(states: lists.joined().map { Int32($0) }, offsets: offsets, stateCount: stateCount)
  }

  /// How many sequences there are, empty ones included.
  public var count: Int { offsets.count - 1 }

  /// Where a sequence lies in ``states``.
  public func range(of i: Int) -> Range<Int> { offsets[i]..<offsets[i + 1] }
}
