import Journeys
import LinearAlgebra

/// The retention chain of one group before any scenario, ready to run with changed rows.
struct RetentionInput: Sendable {
  let rows: ChainRows
  private let edges: [ChainStatistics.Edge]
  private let probabilities: [Double]
  private let dwells: DwellDistributions

  /// - Parameters:
  ///   - probabilities: Of each edge.
  ///   - dwells: Of the same edges.
  init(stateCount: Int, edges: [ChainStatistics.Edge], probabilities: [Double], dwells: DwellDistributions) {
    self.edges = edges
    self.probabilities = probabilities
    self.dwells = dwells
    rows = ChainRows(.retention, stateCount: stateCount, edges: edges, probabilities: probabilities)
  }

  /// The chain as it is; nil where the start does not lead to the end.
  var chain: RetentionChain? {
    RetentionChain(stateCount: rows.stateCount, edges: edges, rates: probabilities, dwells: dwells)
  }

  /// The chain with other rows; nil where the start does not lead to the end.
  ///
  /// Edges keep how long customers dwell before them; a new edge has the dwells of all edges that leave its state, weighted
  /// by how likely each was, else those of all edges.
  func chain(with changed: ChainRows) -> RetentionChain? {
    let n = rows.stateCount
    var known = [Int](repeating: -1, count: n * n)
    for (number, edge) in edges.enumerated() { known[Int(edge.from) * n + Int(edge.to)] = number }
    var newEdges: [ChainStatistics.Edge] = []
    var rates: [Double] = []
    var cells: [Double] = []
    let buckets = dwells.grid.count
    for cell in 0..<n * n {
      let rate = changed.probabilities.elements[cell]
      guard known[cell] >= 0 || rate > 0 else { continue }
      newEdges.append(ChainStatistics.Edge(from: cell / n, to: cell % n))
      rates.append(rate)
      let first = known[cell] * buckets
      let weight = known[cell] >= 0 ? probabilities[known[cell]] : 0
      for bucket in 0..<buckets { cells.append(weight > 0 ? weight * dwells.shares[first + bucket] : 0) }
    }
    let shares = DwellDistributions(edges: newEdges, stateCount: n, cellTotals: cells, grid: dwells.grid)
    return RetentionChain(stateCount: n, edges: newEdges, rates: rates, dwells: shares)
  }
}
