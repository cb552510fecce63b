import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@testable import Journeys

/// Journeys drawn from a chain that remembers two touchpoints.
private func drawnJourneys(_ count: Int, seed: UInt64) -> [String] {
  var stream = RandomStream(seed: seed, path: 1)
  return (0..<count).map { _ in
    var path: [UInt8] = [97 + UInt8(stream.index(below: 5))]
    while stream.uniform() < 0.7 {
      let before = Int(path[path.count - 1]) + (path.count > 1 ? Int(path[path.count - 2]) : 0)
      path.append(97 + UInt8((before * 7 + stream.index(below: 3)) % 5))
    }
    return String(decoding: path, as: UTF8.self) + (stream.uniform() < 0.1 + 0.1 * Double(path[0] - 97) ? "+" : "-")
  }
}

struct FittedChainTests {
  @Test(arguments: [1, 2, 3])
  func `complete journeys convert in the chain as often as they did, and vary as much`(order: Int) throws {
    let journeys = drawnJourneys(3_000, seed: 5)
    let data = try WorthData(
      ChainSequences(paths: journeys, touchpointCount: 5), order: order, unitCount: 3_000, workers: Workers(count: 2))
    let totals = data.statistics.cellTotals()
    let fitted = FittedChain(data.statistics.transitionCounts(edgeTotals: totals), states: data.states)
    let chain = try #require(fitted.chain)
    let h = chain.absorption(into: 0)
    let rate = Double(journeys.count { $0.hasSuffix("+") }) / 3_000
    #expect(isClose(h[0], rate, relative: 1e-12))
    let visits = chain.visits(from: 0)
    var variance = 0.0
    for (place, state) in fitted.states.enumerated() {
      let n = zip(data.statistics.edges, totals).reduce(0) { $0 + (Int($1.0.from) == state ? $1.1 : 0) }
      variance += visits[place] * visits[place] / n * chain.varianceOfStep(from: place, values: h, ends: [1, 0])
    }
    #expect(isClose(variance, rate * (1 - rate) / 3_000, relative: 1e-12))
  }

  @Test func `states that reach no end are left out with all that lead to them alone`() throws {
    // c, d and e of these journeys: c leads to d, d leads nowhere; e leads to b too.
    let chain = ChainSequences(paths: ["ab+", "ac?", "acd?", "b-", "ae?", "aeb+"], touchpointCount: 5)
    let states = TouchpointStates(chain.space)
    let fitted = FittedChain(TransitionCounts(chain.sequences), states: states)
    #expect(fitted.states == [0, 1, 2, 5])
    #expect(fitted.removedStates == [3, 4])
    #expect(fitted.openTransitions == 2)
    #expect(fitted.chain?.transient[1, 2] == 1.0 / 3)
  }

  @Test func `a start that reaches no end leaves no chain and no quantity`() {
    let chain = ChainSequences(paths: ["a?", "ab?"], touchpointCount: 2)
    let states = TouchpointStates(chain.space)
    let fitted = FittedChain(TransitionCounts(chain.sequences), states: states)
    #expect(fitted.chain == nil && fitted.removedStates == [0, 1, 2])
    let quantities = ChainQuantities(fitted, states: states)
    #expect(quantities[.conversionRate] == nil && quantities[.removalEffect, ofTouchpoint: 0] == nil)
  }

  @Test func `slopes of edges are those of small changes`() throws {
    let chain = ChainSequences(paths: tenJourneys + ["ae?"], touchpointCount: 5)
    let states = TouchpointStates(chain.space)
    let counts = TransitionCounts(chain.sequences)
    func rate(_ probabilities: Matrix) -> Double {
      guard let changed = try? TransitionCounts(probabilities) else { return .nan }
      return ChainQuantities(FittedChain(changed, states: states), states: states)[.conversionRate] ?? .nan
    }
    // Search > Email, Search > (lost), Email > e, which reaches no end, and Direct > (conversion), which has all.
    let edges = [(2, 1), (2, states.lost), (1, 5), (4, states.conversion)]
    let slopes = FittedChain(counts, states: states).conversionSlopes(
      of: edges.map { ChainStatistics.Edge(from: $0.0, to: $0.1) })
    #expect(slopes[2] == nil && slopes[3] == nil)
    for (edge, slope) in zip(edges, slopes).prefix(2) {
      let p = counts.counts[edge.0, edge.1] / counts.rowTotal(edge.0)
      let rates = [1e-6, -1e-6].map { step in
        var changed = counts.counts
        for j in 0..<changed.columnCount {
          changed[edge.0, j] /= counts.rowTotal(edge.0)
          changed[edge.0, j] *= j == edge.1 ? (p + step) / p : (1 - p - step) / (1 - p)
        }
        return rate(changed)
      }
      #expect(isClose(slope ?? .nan, (rates[0] - rates[1]) / 2e-6, relative: 1e-7))
    }
  }
}
