import LinearAlgebra

/// Rows of several groups drawn toward what the other groups do, as far as the groups resemble each other.
///
/// The row of a group is (n_ij + c·m_j) / (n_i + c): m the pooled row of the **other** groups with ½ added a possible cell,
/// and c the concentration, common to the groups of a row, of the largest Dirichlet-multinomial marginal likelihood, at most
/// 10,000. A row is pooled only where at least two groups hold it; a group that never left a state takes the row of the
/// others. Limits are Wilson's on the group's own counts, widened to contain the estimate.
public struct RowPooling: Sendable {
  /// The pooled rows of one group.
  public let estimate: TransitionEstimate
  /// For each state, the concentration its row was pooled with; nil where the row is the group's own alone, where it is
  /// the others' alone, and where no group holds it.
  public let concentrations: [Double?]

  /// Pools groups counted between the same states; one result a group, in their order.
  ///
  /// - Parameters:
  ///   - groups: Counts, at least one table.
  ///   - possible: The cells that can have a probability; those with counts in any group unless given.
  ///   - level: Coverage of intervals, above 0 and below 1.
  public static func pooled(
    _ groups: [TransitionCounts], possible: PossibleCells? = nil, level: Double = 0.95
  ) -> [RowPooling] {
    precondition(!groups.isEmpty, "There is a group to pool.")
    let n = groups[0].stateCount
    precondition(groups.allSatisfy { $0.stateCount == n }, "Groups are counted between the same states.")
    let possible = possible ?? PossibleCells(ofAll: groups)
    var builders = groups.map { TransitionEstimate.Builder($0, possible) }
    var concentrations = groups.map { _ in [Double?](repeating: nil, count: n) }
    for i in 0..<n {
      let row = Row(groups, state: i, cells: possible.successors[i])
      let concentration = row.concentration
      for g in groups.indices {
        guard let shares = row.shares(of: g, concentration: concentration) else { continue }
        builders[g].isDefined[i] = true
        if row.totals[g] > 0 { concentrations[g][i] = concentration }
        for (j, share) in zip(possible.successors[i], shares) {
          let own = min(groups[g].counts[i, j], row.totals[g])
          let interval = ProbabilityInterval.wilson(successes: own, trials: row.totals[g], level: level)
          builders[g].set(i, j, share, interval.widened(toContain: share))
        }
      }
    }
    return groups.indices.map {
      RowPooling(estimate: TransitionEstimate(builders[$0]), concentrations: concentrations[$0])
    }
  }

  /// One state's row in all groups, on its possible cells.
  private struct Row {
    /// Counts a group, in the order of the cells.
    let counts: [[Double]]
    let totals: [Double]
    let cellCount: Int

    init(_ groups: [TransitionCounts], state: Int, cells: [Int]) {
      counts = groups.map { group in cells.map { group.counts[state, $0] } }
      totals = counts.map { $0.reduce(0, +) }
      cellCount = cells.count
    }

    /// The common concentration; nil unless two groups hold the row.
    var concentration: Double? {
      let holders = totals.indices.filter { totals[$0] > 0 }
      guard holders.count >= 2 else { return nil }
      let groups = holders.map { g in
        let base = pooledShares(without: g)
        let cells = zip(counts[g], base).filter { $0.0 > 0 }.map { (count: $0.0, share: $0.1) }
        return DirichletMultinomial.Group(total: totals[g], cells: cells)
      }
      return DirichletMultinomial(groups: groups).mostLikelyConcentration
    }

    /// A group's row; nil where no group holds it.
    func shares(of g: Int, concentration: Double?) -> [Double]? {
      guard totals.contains(where: { $0 > 0 }) else { return nil }
      if totals[g] == 0 { return pooledShares(without: g) }
      guard let concentration else { return counts[g].map { min($0 / totals[g], 1) } }
      let mass = totals[g] + concentration
      return zip(counts[g], pooledShares(without: g)).map { min(($0 + concentration * $1) / mass, 1) }
    }

    private func pooledShares(without g: Int) -> [Double] {
      var sums = [Double](repeating: 0.5, count: cellCount)
      for other in counts.indices where other != g {
        for place in 0..<cellCount { sums[place] += counts[other][place] }
      }
      let total = sums.reduce(0, +)
      return sums.map { $0 / total }
    }
  }
}
