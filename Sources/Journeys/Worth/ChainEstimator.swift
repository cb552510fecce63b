import LinearAlgebra
import MarkovChains

/// Turns totals of edges into probabilities, for all customers and for each archetype.
///
/// Everything but the totals stays as it was fitted, the concentrations of pooling too: a bootstrap replicate is a pass
/// over the edges. Source of pooling: `RowPooling` of MarkovChains.
public struct ChainEstimator: Sendable {
  /// How probabilities are estimated.
  public struct Options: Sendable, Equatable {
    /// Mass on every edge seen in the chain for all; none by default. Pooled rows have their own.
    public var prior: TransitionPrior
    /// Whether archetypes are drawn toward one another; on by default, and without effect on the chain for all.
    public var poolsArchetypes: Bool

    public init(prior: TransitionPrior = .none, poolsArchetypes: Bool = true) {
      self.prior = prior
      self.poolsArchetypes = poolsArchetypes
    }
  }

  /// Edges by state before.
  let rows: [Range<Int>]
  /// For each archetype and row of edges the concentration it was pooled with; empty without pooling.
  public let concentrations: [[Double?]]
  private let prior: Double

  /// - Parameters:
  ///   - statistics: Edges by state before and after, as ``ChainStatistics`` holds them.
  ///   - groupTotals: Totals of edges, one list an archetype.
  ///   - options: Prior and pooling.
  public init(_ statistics: ChainStatistics, groupTotals: [[Double]], options: Options = Options()) {
    var rows: [Range<Int>] = []
    for (place, edge) in statistics.edges.enumerated() {
      if let row = rows.last, statistics.edges[row.lowerBound].from == edge.from {
        rows[rows.count - 1] = row.lowerBound..<(place + 1)
      } else {
        precondition(rows.isEmpty || statistics.edges[place - 1].from < edge.from, "Edges are sorted.")
        rows.append(place..<(place + 1))
      }
    }
    self.rows = rows
    prior = options.prior.massPerCell
    guard options.poolsArchetypes, groupTotals.count > 1 else {
      concentrations = []
      return
    }
    var possible = TransitionCounts(stateCount: statistics.stateCount)
    for edge in statistics.edges { possible.add(from: Int(edge.from), to: Int(edge.to)) }
    let pooled = RowPooling.pooled(
      groupTotals.map { statistics.transitionCounts(edgeTotals: $0) }, possible: possible.possibleCells)
    concentrations = pooled.map { group in rows.map { group.concentrations[Int(statistics.edges[$0.lowerBound].from)] }
    }
  }

  private init(rows: [Range<Int>], concentrations: [[Double?]], prior: Double) {
    self.rows = rows
    self.concentrations = concentrations
    self.prior = prior
  }

  /// The same without drawing archetypes toward one another, for replicates: rows that an archetype never left stay
  /// those of the others.
  ///
  /// Replicates that are drawn toward one another vary less than the distance from the truth: over 200 generated logs
  /// their 95 % intervals of the conversion rate held it in 84 % of cases, those of single archetypes in 94 %.
  public var forReplicates: ChainEstimator {
    ChainEstimator(rows: rows, concentrations: concentrations.map { $0.map { _ in nil } }, prior: prior)
  }

  /// Probabilities of the edges in the chain for all; 0 in rows without totals and prior.
  public func probabilities(_ totals: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: totals.count)
    for row in rows { setShares(of: row, totals, into: &result) }
    return result
  }

  /// Probabilities of the edges in the chain for all, then of each archetype.
  ///
  /// - Parameters:
  ///   - totals: Totals of the edges of all units, then of each archetype's.
  ///   - stream: As ``probabilities(ofGroups:drawing:)`` takes it.
  public func probabilities(ofAllAndGroups totals: [[Double]], drawing stream: RandomStream? = nil) -> [[Double]] {
    [probabilities(totals[0])] + probabilities(ofGroups: Array(totals.dropFirst()), drawing: stream)
  }

  /// Probabilities of the edges of each archetype, or those of a replicate that holds all that is not known of it.
  ///
  /// An archetype takes c observations from the others, at their shares m. Resampled customers say how uncertain its own n
  /// observations are; the c taken over are as uncertain as so few are, and come as a draw from Dirichlet(c·m). Together
  /// that is a draw from the posterior Dirichlet(n·p + c·m), with a variance of p(1 − p)/(n + c); with m as it is, the
  /// variance would be n/(n + c) of that, and intervals too short.
  ///
  /// - Parameters:
  ///   - groups: Totals of the edges, in a replicate under its weights.
  ///   - stream: The replicate's own; nil draws nothing.
  public func probabilities(ofGroups groups: [[Double]], drawing stream: RandomStream? = nil) -> [[Double]] {
    var stream = stream
    guard !concentrations.isEmpty else { return groups.map { probabilities($0) } }
    var results = groups.map { [Double](repeating: 0, count: $0.count) }
    for (place, row) in rows.enumerated() {
      let sums = groups.map { $0[row].reduce(0, +) }
      guard sums.contains(where: { $0 > 0 }) else { continue }
      for g in groups.indices {
        let concentration = concentrations[g][place]
        if sums[g] > 0, concentration == nil {
          for edge in row { results[g][edge] = groups[g][edge] / sums[g] }
          continue
        }
        // A row the archetype never left is that of the others.
        let mass = concentration.map { sums[g] + $0 } ?? 1
        let others = sums.indices.reduce(Double(row.count) / 2) { $1 == g ? $0 : $0 + sums[$1] }
        var taken = row.map { edge in
          (concentration ?? 1) * groups.indices.reduce(0.5) { $1 == g ? $0 : $0 + groups[$1][edge] } / others
        }
        if let concentration, stream != nil { taken = Self.draw(taken, sum: concentration, &stream!) }
        for (edge, taken) in zip(row, taken) { results[g][edge] = (groups[g][edge] + taken) / mass }
      }
    }
    return results
  }

  /// Observations of the same number in all, at shares drawn from the Dirichlet distribution of these ones.
  private static func draw(_ observations: [Double], sum: Double, _ stream: inout RandomStream) -> [Double] {
    let drawn = observations.map { stream.gamma(shape: $0) }
    let total = drawn.reduce(0, +)
    return total > 0 ? drawn.map { $0 / total * sum } : observations
  }

  private func setShares(of row: Range<Int>, _ totals: [Double], into result: inout [Double]) {
    var sum = prior * Double(row.count)
    for edge in row { sum += totals[edge] }
    guard sum > 0 else { return }
    for edge in row { result[edge] = (totals[edge] + prior) / sum }
  }
}
