/// The statistic G of ``ChainTests/homogeneity(_:)`` on flat counts of edges, fast enough to be permuted.
///
/// G = 2 Σ n^s_ij ln(n^s_ij / (n^s_i p_ij)) with p_ij the share of all groups together.
public struct HomogeneityStatistic: Sendable {
  /// For each edge, the state it leaves, rising.
  private let statesLeft: [Int]
  private let stateCount: Int
  /// Number of groups.
  public let groupCount: Int

  /// - Parameters:
  ///   - statesLeft: For each edge, the state it leaves; rising.
  ///   - groupCount: At least 1.
  public init(statesLeft: [Int], groupCount: Int) {
    precondition(groupCount >= 1, "There is a group.")
    precondition(zip(statesLeft, statesLeft.dropFirst()).allSatisfy { $0 <= $1 }, "Edges are ordered by state left.")
    precondition(statesLeft.allSatisfy { $0 >= 0 }, "States count from 0.")
    self.statesLeft = statesLeft
    self.groupCount = groupCount
    stateCount = (statesLeft.last ?? -1) + 1
  }

  /// Number of edges.
  public var edgeCount: Int { statesLeft.count }

  /// G. O(groups × edges).
  ///
  /// - Parameter counts: Nonnegative counts, group after group, in the order of edges: `groupCount · edgeCount`.
  public func value(_ counts: [Double]) -> Double {
    precondition(counts.count == groupCount * edgeCount, "Every group has a count for every edge.")
    return counts.withUnsafeBufferPointer { counts in
      var sum = 0.0
      var pooled = [Double](repeating: 0, count: edgeCount)
      for g in 0..<groupCount {
        let group = UnsafeBufferPointer(rebasing: counts[(g * edgeCount)..<((g + 1) * edgeCount)])
        for edge in 0..<edgeCount { pooled[edge] += group[edge] }
        sum += rowSum(group)
      }
      return max(2 * (sum - pooled.withUnsafeBufferPointer { rowSum($0) }), 0)
    }
  }

  /// df = Σ_i (groups_i − 1)(destinations_i − 1), over groups that left i and edges that any group took.
  public func degreesOfFreedom(_ counts: [Double]) -> Int {
    precondition(counts.count == groupCount * edgeCount, "Every group has a count for every edge.")
    var destinations = [Int](repeating: 0, count: stateCount)
    var groups = [Int](repeating: 0, count: stateCount)
    for (edge, state) in statesLeft.enumerated()
    where (0..<groupCount).contains(where: { counts[$0 * edgeCount + edge] > 0 }) {
      destinations[state] += 1
    }
    for g in 0..<groupCount {
      var last = -1
      for (edge, state) in statesLeft.enumerated() where state != last && counts[g * edgeCount + edge] > 0 {
        groups[state] += 1
        last = state
      }
    }
    return (0..<stateCount).reduce(0) { $0 + max(groups[$1] - 1, 0) * max(destinations[$1] - 1, 0) }
  }

  /// Σ n ln n of edges less that of the states they leave.
  private func rowSum(_ counts: UnsafeBufferPointer<Double>) -> Double {
    var sum = 0.0
    var left = 0.0
    for edge in 0..<edgeCount {
      if edge > 0, statesLeft[edge] != statesLeft[edge - 1] {
        sum -= EntropyTerm.of(left)
        left = 0
      }
      left += counts[edge]
      sum += EntropyTerm.of(counts[edge])
    }
    return sum - EntropyTerm.of(left)
  }
}
