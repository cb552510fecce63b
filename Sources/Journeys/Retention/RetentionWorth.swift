import LinearAlgebra
import MarkovChains

/// How much retention hangs on each touchpoint, with intervals by resampling customers.
public struct RetentionWorth: Sendable {
  /// More steps than this are put together: dwells of a few steps still tell how fast customers come back.
  static let mostSteps = 400
  /// However far the horizon, the longest dwell keeps as many steps.
  static let fewestDwells = 4

  /// For all customers and each archetype, d ln S(horizon) / d ln(1 − lapse) of each touchpoint.
  public let elasticities: [[IntervalEstimate]]

  /// - Parameters:
  ///   - statistics: Of a retention chain with times.
  ///   - groups: For each customer the archetype from 1, 0 for none; empty where there are none.
  ///   - horizon: Above 0, in the units of the times.
  ///   - options: As for conversion; the same seed gives a customer the same weights.
  ///   - workers: Threads to use; any number gives the same result.
  public init(
    _ statistics: ChainStatistics, groups: WorthData.Archetypes, horizon: Double, options: TouchpointWorth.Options,
    workers: Workers
  ) {
    precondition(horizon > 0, "Retention is of a time to come.")
    let dwells = CoarseDwells(
      statistics.dwellGrid, horizon: horizon, mostSteps: Self.mostSteps, fewestDwells: Self.fewestDwells)
    let resampling = UnitResampling(
      options.replicates > 0 ? [UnitEntries(cellsOf: statistics)] : [], groups: groups.ofUnits,
      groupCount: groups.count,
      weights: UnitWeights(seed: options.seed, unitCount: statistics.unitCount))
    let totals = statistics.cellTotals(
      groups: groups.ofUnits.map { $0 - 1 }, groupCount: groups.count, workers: workers)
    let estimator = ChainEstimator(
      statistics, groupTotals: totals.dropFirst().map { statistics.edgeTotals(ofCells: $0) },
      options: options.estimation)
    let observed = Self.numbers(totals, statistics, dwells, estimator, horizon)
    let resampled = estimator.forReplicates
    let replicates = resampling.replicates(options.replicates, workers: workers) { _, tables in
      Self.numbers(tables[0], statistics, dwells, resampled, horizon)
    }
    var customers = [Int](repeating: 0, count: totals.count)
    for unit in 0..<statistics.unitCount where statistics.unitOffsets[unit] < statistics.unitOffsets[unit + 1] {
      customers[0] += 1
      if !groups.ofUnits.isEmpty, groups.ofUnits[unit] > 0 { customers[Int(groups.ofUnits[unit])] += 1 }
    }
    elasticities = observed.indices.map { group in
      observed[group].indices.map { touchpoint in
        let value = observed[group][touchpoint]
        guard Double(customers[group]) >= IntervalEstimate.leastCustomers, options.replicates > 0 else {
          return IntervalEstimate(value: value.isNaN ? nil : value)
        }
        let estimate = IntervalEstimate(
          value: value.isNaN ? nil : value, replicates: replicates.column(touchpoint, ofGroup: group),
          level: options.level)
        return group > 0 ? estimate.widenedToValue : estimate
      }
    }
  }

  /// Elasticities of each touchpoint, NaN = undefined, for all and for each archetype.
  private static func numbers(
    _ totals: [[Double]], _ statistics: ChainStatistics, _ dwells: CoarseDwells, _ estimator: ChainEstimator,
    _ horizon: Double
  ) -> [[Double]] {
    let rates = estimator.probabilities(ofAllAndGroups: totals.map { statistics.edgeTotals(ofCells: $0) })
    let distributions = DwellDistributions.ofAllAndGroups(
      totals.map { dwells.totals($0) }, edges: statistics.edges, stateCount: statistics.stateCount, grid: dwells.coarse)
    return zip(rates, distributions).map { rates, distributions in
      // Between the start and the end there are the touchpoints.
      let touchpoints = 1..<statistics.stateCount - 1
      guard
        let chain = RetentionChain(
          stateCount: statistics.stateCount, edges: statistics.edges, rates: rates, dwells: distributions)
      else { return touchpoints.map { _ in .nan } }
      let elasticities = chain.elasticities(of: horizon)
      return touchpoints.map { elasticities[$0] ?? .nan }
    }
  }
}
