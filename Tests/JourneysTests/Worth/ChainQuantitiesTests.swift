import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@testable import Journeys

extension WorthReference {
  var chain: ChainSequences {
    ChainSequences(
      paths: journeys.map(\.path), touchpointCount: touchpointCount, weights: journeys.map(\.weight))
  }

  func data() throws -> WorthData {
    try WorthData(chain, order: order, unitCount: journeys.count, workers: Workers(count: 1))
  }
}

struct ChainQuantitiesTests {
  @Test(arguments: WorthReference.all)
  func `every quantity is that of exact fractions`(_ reference: WorthReference) throws {
    let data = try reference.data()
    let fit = WorthFit(data, groupTotals: [], options: .init())
    let fitted = fit.chains([data.statistics.edgeTotals(ofCells: data.statistics.cellTotals())])[0]
    let quantities = ChainQuantities(fitted, states: data.states)
    #expect(areClose(quantities.numbers, reference.numbers, relative: 1e-12, absolute: 1e-14))
  }

  @Test func `removal without an update of low rank gives the same`() throws {
    // A state that is left once in 10⁹ steps: the visits of its two tuples are almost equal, too alike for an update.
    let journeys = [("ab+", 1.0), ("bb-", 1.0), (String(repeating: "b", count: 40) + "+", 1.0), ("aab-", 2)]
    let chain = ChainSequences(
      paths: journeys.map(\.0), touchpointCount: 2, weights: journeys.map(\.1))
    let data = try WorthData(chain, order: 2, unitCount: 4, workers: Workers(count: 1))
    var totals = data.statistics.cellTotals()
    for (place, edge) in data.statistics.edges.enumerated() where edge.from == edge.to { totals[place] = 1e9 }
    let fitted = WorthFit(data, groupTotals: [], options: .init()).chains([totals])[0]
    let quantities = ChainQuantities(fitted, states: data.states)
    let exact = try #require(fitted.chain)
    let holders = data.states.holders[1].map { fitted.places[$0] }
    #expect(
      isClose(
        quantities[.removalEffect, ofTouchpoint: 1] ?? .nan,
        exact.removalEffect(from: 0, into: 0, sending: holders, to: 1) ?? .nan, relative: 1e-9))
    #expect(isClose(quantities[.visitProbability, ofTouchpoint: 1] ?? .nan, 1, relative: 1e-9))
  }

  @Test func `gains and elasticities are the slopes of the conversion rate`() throws {
    let data = try WorthData(
      ChainSequences(paths: tenJourneys, touchpointCount: 4), unitCount: 10, workers: Workers(count: 1))
    let totals = data.statistics.cellTotals()
    func rate(keeping share: Double, at state: Int) -> Double {
      var counts = data.statistics.transitionCounts(edgeTotals: totals).counts
      let row = (0..<counts.columnCount).reduce(0) { $0 + counts[state, $1] }
      let p = counts[state, data.states.lost] / row
      let lost = 1 - (1 - p) * share
      for j in 0..<counts.columnCount where j != data.states.lost { counts[state, j] *= (1 - lost) / (1 - p) }
      counts[state, data.states.lost] = row * lost
      guard let changed = try? TransitionCounts(counts) else { return .nan }
      return ChainQuantities(FittedChain(changed, states: data.states), states: data.states)[.conversionRate] ?? .nan
    }
    let quantities = ChainQuantities(
      FittedChain(data.statistics.transitionCounts(edgeTotals: totals), states: data.states), states: data.states)
    for touchpoint in 0..<3 {
      let step = 1e-6
      let slope =
        (rate(keeping: 1 + step, at: touchpoint + 1) - rate(keeping: 1 - step, at: touchpoint + 1)) / (2 * step)
      guard quantities[.dropOff, ofTouchpoint: touchpoint] ?? 0 > 0 else { continue }
      #expect(isClose(quantities[.elasticity, ofTouchpoint: touchpoint] ?? .nan, slope / 0.7, relative: 1e-7))
    }
  }
}
