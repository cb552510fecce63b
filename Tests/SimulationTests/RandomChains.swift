import Journeys
import LinearAlgebra

@testable import Simulation

/// Chains drawn at random.
enum RandomChains {
  /// A chain over touchpoints whose rows are never empty and reach the end.
  static func rows(_ chain: StateSpace.Chain, touchpoints: Int, seed: UInt64) -> ChainRows {
    var stream = RandomStream(seed: seed, path: 7)
    let ends = chain == .conversion ? 2 : 1
    let n = touchpoints + 1 + ends
    var edges: [ChainStatistics.Edge] = []
    var weights: [Double] = []
    for i in 0...touchpoints {
      for j in 1..<n where j >= n - ends ? i > 0 || chain == .retention : stream.uniform() < 0.5 || j == 1 {
        edges.append(ChainStatistics.Edge(from: i, to: j))
        weights.append(stream.exponential() + 0.05)
      }
    }
    return ChainRows(chain, stateCount: n, edges: edges, probabilities: weights)
  }

  /// A retention chain with random dwells.
  static func retention(touchpoints: Int, buckets: Int, seed: UInt64) -> RetentionChain {
    let rows = rows(.retention, touchpoints: touchpoints, seed: seed)
    var stream = RandomStream(seed: seed, path: 8)
    let n = rows.stateCount
    let cells = (0..<n * n).filter { rows.probabilities.elements[$0] > 0 }
    let edges = cells.map { ChainStatistics.Edge(from: $0 / n, to: $0 % n) }
    let dwells = DwellDistributions(
      edges: edges, stateCount: n, cellTotals: (0..<edges.count * buckets).map { _ in stream.exponential() },
      grid: DwellGrid(step: 1, count: buckets))
    return RetentionChain(
      stateCount: n, edges: edges, rates: cells.map { rows.probabilities.elements[$0] }, dwells: dwells)!
  }

  /// Customers of a model with both chains and archetypes, from random walks.
  static func model(touchpoints: Int, customers: Int, archetypes: Int, seed: UInt64) -> ModelCase {
    var result = ModelCase([])
    for archetype in 0..<max(1, archetypes) {
      let part = sample(
        rows(.conversion, touchpoints: touchpoints, seed: seed + UInt64(archetype)),
        rows(.retention, touchpoints: touchpoints, seed: seed + 100 + UInt64(archetype)),
        customers: customers / max(1, archetypes), seed: seed + UInt64(archetype))
      result.touchpoints = part.touchpoints
      result.conversion += part.conversion
      result.retention += part.retention
      if archetypes > 0 { result.archetypes += part.conversion.map { _ in Int32(archetype) } }
    }
    result.valuePerConversion = 20
    for place in result.touchpoints.indices { result.touchpoints[place].laterValue = Double(place + 1) }
    return result
  }

  /// Customers who walk through two chains, one journey each; who converts is followed, with dwells of 0…3 steps.
  static func sample(_ conversion: ChainRows, _ retention: ChainRows, customers: Int, seed: UInt64) -> ModelCase {
    let touchpoints = retention.stateCount - 2
    var result = ModelCase((0..<touchpoints).map { "t\($0)" })
    var stream = RandomStream(seed: seed, path: 9)
    for _ in 0..<customers {
      let before = walk(conversion, &stream)
      result.conversion.append(ModelCase.steps(before))
      let after = before.last == touchpoints + 1 ? walk(retention, &stream) : []
      let dwells = after.dropFirst().map { $0 == touchpoints + 1 ? 0 : stream.index(below: 4) }
      result.retention.append(ModelCase.steps(after, dwells: dwells))
    }
    return result
  }

  private static func walk(_ rows: ChainRows, _ stream: inout RandomStream) -> [Int] {
    var states = [0]
    while rows.inner.contains(states.last!) {
      var rest = stream.uniform()
      let row = rows.probabilities.row(states.last!)
      let next = row.firstIndex {
        rest -= $0
        return rest < 0
      }
      states.append((next ?? row.lastIndex { $0 > 0 }!) - row.startIndex)
    }
    return states
  }
}
