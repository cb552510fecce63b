/// Sequences of states, one after the other in one flat array.
public struct Sequences: Sendable, Equatable {
  /// All states, sequence after sequence, each in `0..<stateCount`.
  public let states: [Int32]
  /// Where each sequence begins, and at last where the last one ends: one more than there are sequences, rising from 0.
  public let offsets: [Int]
  /// How often each sequence counts, at least 0; nil where each counts once.
  public let repetitions: [Int]?
  /// Number of states.
  public let stateCount: Int

  /// Sequences over a flat array. O(states).
  public init(states: [Int32], offsets: [Int], repetitions: [Int]? = nil, stateCount: Int) {
    precondition(offsets.first == 0 && offsets.last == states.count, "Offsets span all states.")
    precondition(zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }, "Offsets rise.")
    precondition(stateCount >= 0 && stateCount < Int32.max, "States are numbered in 31 bits.")
    let bound = UInt32(stateCount)
    precondition(states.allSatisfy { UInt32(bitPattern: $0) < bound }, "Every state is one of those counted.")
    if let repetitions {
      precondition(repetitions.count == offsets.count - 1, "Every sequence has its number of repetitions.")
      precondition(repetitions.allSatisfy { $0 >= 0 }, "A sequence does not occur less than never.")
    }
    self.states = states
    self.offsets = offsets
    self.repetitions = repetitions
    self.stateCount = stateCount
  }

  /// One sequence for each list.
  ///
  /// `Sequences([[0, 1], [1]], stateCount: 2).offsets // == [0, 2, 3]`
  public init(_ lists: [[Int]], repetitions: [Int]? = nil, stateCount: Int) {
    var offsets = [0]
    for list in lists { offsets.append(offsets[offsets.count - 1] + list.count) }
    let states = lists.joined().map { Int32($0) }
    self.init(states: states, offsets: offsets, repetitions: repetitions, stateCount: stateCount)
  }

  /// How many sequences there are, empty ones included, repetitions not.
  public var count: Int { offsets.count - 1 }

  /// Where a sequence lies in ``states``.
  public func range(of i: Int) -> Range<Int> { offsets[i]..<offsets[i + 1] }

  /// How often a sequence counts.
  public func repetitions(of i: Int) -> Int { repetitions?[i] ?? 1 }
}
