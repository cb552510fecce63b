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

/// Puts steps of a grid of dwells together.
enum CoarseDwells {
  /// More steps than this are put together: dwells of a few steps still tell how fast customers come back.
  static let mostSteps = 200

  /// How many steps to put together for a time.
  static func factor(horizon: Double, grid: DwellGrid) -> Int {
    guard grid.step > 0 else { return 1 }
    return max(1, Int((horizon / grid.step / Double(mostSteps)).rounded(.up)))
  }

  static func grid(_ grid: DwellGrid, by factor: Int) -> DwellGrid {
    guard factor > 1, grid.count > 1 else { return grid }
    return DwellGrid(step: grid.step * Double(factor), count: (grid.count - 1 + factor / 2) / factor + 1)
  }

  /// Totals of edges × buckets on the coarse grid, as ``ChainStatistics/coarsened(by:)`` has them.
  static func totals(_ totals: [Double], _ fine: DwellGrid, by factor: Int) -> [Double] {
    guard factor > 1, fine.count > 1 else { return totals }
    let coarse = grid(fine, by: factor)
    var result = [Double](repeating: 0, count: totals.count / fine.count * coarse.count)
    for (cell, total) in totals.enumerated() {
      let bucket = min(coarse.count - 1, (cell % fine.count + factor / 2) / factor)
      result[cell / fine.count * coarse.count + bucket] += total
    }
    return result
  }
}
