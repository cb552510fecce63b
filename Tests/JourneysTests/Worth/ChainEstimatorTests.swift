import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@testable import Journeys

struct ChainEstimatorTests {
  private let data: WorthData
  private let totals: [[Double]]

  init() throws {
    let paths = ["abc+", "aab-", "bc+", "cab-", "abab+", "c-", "bbc+", "a-", "ab?", "ccc+"]
    data = try WorthData(
      ChainSequences(paths: paths, touchpointCount: 4), unitCount: 10,
      archetypes: WorthData.Archetypes(ofUnits: [1, 1, 1, 2, 2, 2, 3, 3, 0, 1], count: 4), workers: Workers(count: 1))
    let entries = UnitEntries(edgesOf: data.statistics)
    totals =
      UnitResampling(
        [entries], groups: data.archetypes, groupCount: 4, weights: UnitWeights(seed: 1, unitCount: 10)
      ).observedTotals(of: entries)
  }

  private func counts(_ totals: [Double]) -> TransitionCounts { data.statistics.transitionCounts(edgeTotals: totals) }

  private func onEdges(_ matrix: Matrix) -> [Double] {
    data.statistics.edges.map { matrix[Int($0.from), Int($0.to)] }
  }

  @Test func `archetypes are pooled as rows are`() {
    let groups = Array(totals.dropFirst())
    let estimator = ChainEstimator(data.statistics, groupTotals: groups)
    let expected = RowPooling.pooled(groups.map(counts), possible: counts(totals[0]).possibleCells)
    for (shares, pooled) in zip(estimator.probabilities(ofGroups: groups), expected) {
      #expect(areClose(shares, onEdges(pooled.estimate.probabilities), relative: 1e-14))
    }
  }

  @Test(arguments: [TransitionPrior.none, .laplace, .jeffreys, .mass(0.1)])
  func `a prior lies on the edges seen in the chain for all`(_ prior: TransitionPrior) {
    let estimator = ChainEstimator(
      data.statistics, groupTotals: [], options: ChainEstimator.Options(prior: prior, poolsArchetypes: false))
    for totals in totals {
      let expected = TransitionEstimate(
        counts(totals), possible: counts(self.totals[0]).possibleCells, options: .init(prior: prior))
      #expect(areClose(estimator.probabilities(totals), onEdges(expected.probabilities), relative: 1e-14))
    }
  }

  @Test func `without pooling archetypes have their own shares`() {
    let groups = Array(totals.dropFirst())
    let estimator = ChainEstimator(
      data.statistics, groupTotals: groups, options: ChainEstimator.Options(poolsArchetypes: false))
    #expect(estimator.concentrations.isEmpty)
    #expect(estimator.probabilities(ofGroups: groups) == groups.map { estimator.probabilities($0) })
    // Nobody is of the last archetype.
    #expect(estimator.probabilities(groups[3]).allSatisfy { $0 == 0 })
  }

  @Test func `replicates draw what an archetype takes from the others, at its mean and with its uncertainty`() {
    let groups = Array(totals.dropFirst())
    let estimator = ChainEstimator(data.statistics, groupTotals: groups)
    let fitted = estimator.probabilities(ofGroups: groups)
    let draws = (0..<4_000).map { replicate in
      estimator.probabilities(ofGroups: groups, drawing: RandomStream(seed: 3, path: UInt64(replicate)))
    }
    var compared = 0
    for (place, row) in estimator.rows.enumerated() {
      for group in groups.indices {
        guard let c = estimator.concentrations[group][place] else { continue }
        let n = groups[group][row].reduce(0, +)
        for edge in row {
          let values = draws.map { $0[group][edge] }
          let mean = values.reduce(0, +) / Double(values.count)
          let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
          // p (n + c) = n_j + c m, and Dirichlet(c m) has a variance of m (1 − m) / (c + 1).
          let m = (fitted[group][edge] * (n + c) - groups[group][edge]) / c
          let expected = (c / (n + c)) * (c / (n + c)) * m * (1 - m) / (c + 1)
          #expect(abs(mean - fitted[group][edge]) < 4 * (expected / 4_000).squareRoot() + 1e-12)
          #expect(abs(variance - expected) < 0.2 * expected + 1e-12)
          compared += 1
        }
      }
    }
    #expect(compared > 0)
    #expect(
      estimator.probabilities(ofGroups: groups, drawing: RandomStream(seed: 3, path: 5))
        == estimator.probabilities(ofGroups: groups, drawing: RandomStream(seed: 3, path: 5)))
  }
}
