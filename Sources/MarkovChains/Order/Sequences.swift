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
    precondition(Self.rise(offsets), "Offsets rise.")
    precondition(stateCount >= 0 && stateCount < Int32.max, "States are numbered in 31 bits.")
    precondition(Self.most(states) < Int64(stateCount), "Every state is one of those counted.")
    if let repetitions {
      precondition(repetitions.count == offsets.count - 1, "Every sequence has its number of repetitions.")
      precondition(repetitions.allSatisfy { $0 >= 0 }, "A sequence does not occur less than never.")
    }
    self.states = states
    self.offsets = offsets
    self.repetitions = repetitions
    self.stateCount = stateCount
  }

  /// Whether numbers never fall. Looks at all of them, which takes less time than to stop at the first that does.
  private static func rise(_ numbers: [Int]) -> Bool {
    numbers.withUnsafeBufferPointer { numbers in
      var falls = 0
      for i in 0..<max(numbers.count - 1, 0) { falls |= numbers[i] > numbers[i + 1] ? 1 : 0 }
      return falls == 0
    }
  }

  /// The highest state, a negative one above all others; −1 without states.
  private static func most(_ states: [Int32]) -> Int64 {
    states.withUnsafeBufferPointer { states in
      var most: UInt32 = 0
      for state in states { most = max(most, UInt32(bitPattern: state)) }
      return states.isEmpty ? -1 : Int64(most)
    }
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
  @inlinable public var count: Int { offsets.count - 1 }

  /// Where a sequence lies in ``states``.
  @inlinable public func range(of i: Int) -> Range<Int> { offsets[i]..<offsets[i + 1] }

  /// How often a sequence counts.
  @inlinable public func repetitions(of i: Int) -> Int { repetitions?[i] ?? 1 }
}
