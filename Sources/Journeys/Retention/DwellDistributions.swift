import MarkovChains

/// How long customers dwell in a state before each of the edges that leave it, in steps of a grid.
public struct DwellDistributions: Sendable, Equatable {
  /// The buckets of dwell.
  public let grid: DwellGrid
  /// Share of each dwell, edges × buckets; every edge's sum to 1.
  public let shares: [Double]

  /// Number of edges.
  public var edgeCount: Int { shares.count / grid.count }

  /// The shares of each edge, from how often it was taken after each dwell.
  ///
  /// An edge that was not taken has the shares of `fallback`, else those of all edges that leave its state, else those of
  /// all edges, else no dwell at all. Edges into the end are taken at once and tell nothing of the others.
  ///
  /// - Parameters:
  ///   - edges: Edges of a retention chain.
  ///   - stateCount: Number of states; the last one is the end.
  ///   - cellTotals: Nonnegative, edges × buckets.
  ///   - grid: The buckets of the totals.
  ///   - fallback: Shares of the same edges, such as those of all customers where the totals are of some.
  public init(
    edges: [ChainStatistics.Edge], stateCount: Int, cellTotals: [Double], grid: DwellGrid,
    fallback: DwellDistributions? = nil
  ) {
    precondition(cellTotals.count == edges.count * grid.count, "Every cell has its total.")
    precondition(
      fallback.map { $0.grid == grid && $0.shares.count == cellTotals.count } ?? true,
      "A fallback is about the same edges and steps.")
    self.grid = grid
    let end = stateCount - 1
    var shares = cellTotals
    var untaken: [Int] = []
    for edge in edges.indices {
      let range = edge * grid.count..<(edge + 1) * grid.count
      if Int(edges[edge].to) == end {
        for place in range { shares[place] = place == range.lowerBound ? 1 : 0 }
      } else if !Self.normalize(&shares, range) {
        if let fallback {
          for place in range { shares[place] = fallback.shares[place] }
        } else {
          untaken.append(edge)
        }
      }
    }
    for edge in untaken {
      let from = edges[edge].from
      var pooled = Self.pooled(cellTotals, edges, grid) { $0.from == from && Int($0.to) != end }
      var isKnown = Self.normalize(&pooled, 0..<grid.count)
      if !isKnown {
        pooled = Self.pooled(cellTotals, edges, grid) { Int($0.to) != end }
        isKnown = Self.normalize(&pooled, 0..<grid.count)
      }
      for bucket in 0..<grid.count {
        shares[edge * grid.count + bucket] = isKnown ? pooled[bucket] : bucket == 0 ? 1 : 0
      }
    }
    self.shares = shares
  }

  /// The shares of all customers, then of each archetype, which has those of all for edges that it did not take.
  ///
  /// - Parameters:
  ///   - totals: Of all customers, then of each archetype's: nonnegative, edges × buckets.
  ///   - edges: Edges of a retention chain.
  ///   - stateCount: Number of states; the last one is the end.
  ///   - grid: The buckets of the totals.
  public static func ofAllAndGroups(
    _ totals: [[Double]], edges: [ChainStatistics.Edge], stateCount: Int, grid: DwellGrid
  ) -> [DwellDistributions] {
    let all = DwellDistributions(edges: edges, stateCount: stateCount, cellTotals: totals[0], grid: grid)
    return [all]
      + totals.dropFirst().map {
        DwellDistributions(edges: edges, stateCount: stateCount, cellTotals: $0, grid: grid, fallback: all)
      }
  }

  /// Makes numbers sum to 1; false where they sum to 0.
  private static func normalize(_ values: inout [Double], _ range: Range<Int>) -> Bool {
    var sum = 0.0
    for place in range {
      precondition(values[place] >= 0, "A total is not negative.")
      sum += values[place]
    }
    guard sum > 0 else { return false }
    for place in range { values[place] /= sum }
    return true
  }

  /// Totals by bucket of some of the edges.
  private static func pooled(
    _ totals: [Double], _ edges: [ChainStatistics.Edge], _ grid: DwellGrid,
    where isMeant: (ChainStatistics.Edge) -> Bool
  ) -> [Double] {
    var result = [Double](repeating: 0, count: grid.count)
    for (number, edge) in edges.enumerated() where isMeant(edge) {
      for bucket in 0..<grid.count { result[bucket] += totals[number * grid.count + bucket] }
    }
    return result
  }
}
