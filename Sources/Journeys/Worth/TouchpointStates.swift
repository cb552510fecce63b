import MarkovChains

/// Which states of a conversion chain stand for which touchpoints.
///
/// State 0 is (start), the two last ones are (conversion) and (lost). The states between hold the touchpoints that a
/// customer met last, as many as the order of the chain, fewer near the beginning of a journey.
public struct TouchpointStates: Sendable, Equatable {
  public let touchpointCount: Int
  /// All states, ends included.
  public let stateCount: Int
  /// For each state, the touchpoints it holds, rising, each once.
  public let held: [[Int]]
  /// For each state, the touchpoint met last; nil for the start and the ends.
  public let last: [Int?]
  /// For each touchpoint, the states that hold it, rising.
  public let holders: [[Int]]
  /// For each touchpoint, the states in which it was met last, rising.
  public let visits: [[Int]]

  /// The state that journeys begin in.
  public var start: Int { 0 }
  /// The end of journeys that convert.
  public var conversion: Int { stateCount - 2 }
  /// The end of journeys that do not.
  public var lost: Int { stateCount - 1 }

  /// States that hold the given touchpoints, in the order they were met; the start and the ends are added around them.
  public init(tuples: [[Int]], touchpointCount: Int) {
    precondition(tuples.allSatisfy { !$0.isEmpty }, "A state between start and end holds a touchpoint.")
    self.touchpointCount = touchpointCount
    stateCount = tuples.count + 3
    held = [[]] + tuples.map { Set($0).sorted() } + [[], []]
    last = [nil] + tuples.map(\.last) + [nil, nil]
    var holders = [[Int]](repeating: [], count: touchpointCount)
    var visits = holders
    for state in held.indices {
      for touchpoint in held[state] { holders[touchpoint].append(state) }
      if let touchpoint = last[state] { visits[touchpoint].append(state) }
    }
    self.holders = holders
    self.visits = visits
  }

  /// The states of a chain of order 1: one a touchpoint.
  public init(_ space: StateSpace) {
    precondition(space.chain == .conversion, "Only a conversion chain says what touchpoints are worth to conversion.")
    self.init(tuples: space.touchpoints.indices.map { [$0] }, touchpointCount: space.touchpoints.count)
  }
}
