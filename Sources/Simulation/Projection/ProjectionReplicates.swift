import Journeys
import LinearAlgebra

/// The same projection under resampled customers: both chains, and what a conversion is worth, again under the same random
/// weights.
///
/// With the worth of a conversion held fixed, the intervals of revenue held the truth in 73–79 of 100 logs whose values had a
/// coefficient of variation of 0.95.
struct ProjectionReplicates: Sendable {
  /// Sets these streams apart from others of the same seed.
  private static let purpose: UInt64 = 0x706f_6f6c
  private let data: ProjectionData
  private let resampling: UnitResampling
  private let conversion: ChainStatistics
  private let retention: ChainStatistics?
  private let conversionEstimator: ChainEstimator
  private let retentionEstimator: ChainEstimator?
  /// What a conversion was worth in each group of the resampling; empty where the worth is given, or not known.
  private let observedWorth: [Double]

  init(_ data: ProjectionData, _ model: JourneyModel, _ statistics: JourneyStatistics) {
    precondition(
      statistics.statistics(of: .conversion)?.edges == model.chain.edges, "The statistics are those of the model.")
    self.data = data
    conversion = statistics.statistics(of: .conversion)!
    retention = data.retention == nil ? nil : statistics.statistics(of: .retention)
    let values = data.options.valuePerConversion == nil ? statistics.values : []
    let tables =
      [UnitEntries(edgesOf: conversion)] + (retention.map { [UnitEntries(cellsOf: $0)] } ?? [])
      + (values.isEmpty ? [] : [UnitEntries(valuesOf: values)])
    let groupCount = data.groups == [0] ? 0 : data.groups.count
    let resampling = UnitResampling(
      tables, groups: groupCount == 0 ? [] : statistics.archetypes.map { $0 + 1 }, groupCount: groupCount,
      weights: UnitWeights(
        seed: data.options.seed, unitCount: conversion.unitCount, shapes: conversion.unitWeights))
    self.resampling = resampling
    let options = ChainEstimator.Options(
      prior: .mass(model.estimation.prior), poolsArchetypes: model.estimation.poolsArchetypes)
    let observed = tables.map { resampling.observedTotals(of: $0) }
    observedWorth = values.isEmpty ? [] : Self.worth(values: observed[tables.count - 1], observed[0], conversion)
    conversionEstimator = ChainEstimator(conversion, groupTotals: Array(observed[0].dropFirst()), options: options)
    retentionEstimator = retention.map { retention in
      ChainEstimator(
        retention, groupTotals: observed[1].dropFirst().map { retention.edgeTotals(ofCells: $0) }, options: options)
    }
  }

  /// Metrics of the base and then of each plan, by replicate and group as ``ProjectionData/metrics(_:_:_:)`` has them.
  func numbers(_ plans: [ScenarioPlan], workers: Workers) -> ReplicateNumbers {
    map(workers: workers) { states, weights in
      let base = states.map { data.outcome($0) }
      var result = data.metrics(base, states, weights)
      for plan in plans {
        let changed = states.indices.map { place in
          (try? data.outcome(states[place], base[place], plan, group: data.groups[place])) ?? unknown
        }
        for (group, numbers) in data.metrics(changed, states, weights).enumerated() { result[group] += numbers }
      }
      return result
    }
  }

  /// Numbers of every replicate's groups, one list for each group that `body` gives.
  ///
  /// - Parameter body: Takes the groups fitted again, and their weights.
  func map(
    workers: Workers,
    _ body: @Sendable ([GroupState], _ weights: (arrivals: [Double], followed: [Double])) -> [[Double]]
  ) -> ReplicateNumbers {
    resampling.replicates(data.options.replicates, workers: workers) { replicate, tables in
      let states = self.states(tables, replicate: replicate)
      return body(states, data.weights(states))
    }
  }

  private var unknown: GroupOutcome {
    GroupOutcome(conversionRate: .nan, lifetime: .unknown(periodCount: data.options.periodCount))
  }

  /// The groups fitted to totals: table × group × cell.
  func states(_ tables: [[[Double]]], replicate: Int) -> [GroupState] {
    var states = chains(tables, replicate: replicate)
    guard !observedWorth.isEmpty else { return states }
    let worth = Self.worth(values: tables[tables.count - 1], tables[0], conversion)
    for (place, group) in data.groups.enumerated() {
      let factor = worth[group] / observedWorth[group]
      if factor.isFinite { states[place].valueFactor = factor }
    }
    return states
  }

  private func chains(_ tables: [[[Double]]], replicate: Int) -> [GroupState] {
    let probabilities = conversionEstimator.probabilities(
      ofAllAndGroups: tables[0], drawing: stream(replicate, .conversion))
    guard let retention, let retentionEstimator else {
      return data.groups.map { group in state(group, probabilities, tables[0], retention: nil, followed: 0) }
    }
    let edgeTotals = tables[1].map { retention.edgeTotals(ofCells: $0) }
    let later = retentionEstimator.probabilities(ofAllAndGroups: edgeTotals, drawing: stream(replicate, .retention))
    let dwells = DwellDistributions.ofAllAndGroups(
      tables[1].map { data.dwells.totals($0) }, edges: retention.edges, stateCount: retention.stateCount,
      grid: data.dwells.coarse)
    return data.groups.map { group in
      state(
        group, probabilities, tables[0],
        retention: RetentionInput(
          stateCount: retention.stateCount, edges: retention.edges, probabilities: later[group], dwells: dwells[group]),
        followed: Self.sum(edgeTotals[group], retention.edges) { $0.from == 0 })
    }
  }

  /// Its own in every replicate and chain.
  private func stream(_ replicate: Int, _ chain: StateSpace.Chain) -> RandomStream {
    RandomStream(
      seed: data.options.seed, path: Self.purpose, UInt64(replicate), chain == .conversion ? 0 : 1)
  }

  private func state(
    _ group: Int, _ probabilities: [[Double]], _ totals: [[Double]], retention: RetentionInput?, followed: Double
  ) -> GroupState {
    let converted = conversion.stateCount - 2
    return GroupState(
      conversion: data.rows(probabilities[group]), retention: retention,
      journeys: Self.sum(totals[group], conversion.edges) { $0.from == 0 }, followed: followed,
      converted: Self.sum(totals[group], conversion.edges) { Int($0.to) == converted })
  }

  /// Values over conversions, by group.
  private static func worth(
    values: [[Double]], _ edgeTotals: [[Double]], _ statistics: ChainStatistics
  ) -> [Double] {
    zip(values, edgeTotals).map { values, totals in
      values[0] / sum(totals, statistics.edges) { Int($0.to) == statistics.stateCount - 2 }
    }
  }

  private static func sum(
    _ totals: [Double], _ edges: [ChainStatistics.Edge], where isMeant: (ChainStatistics.Edge) -> Bool
  ) -> Double {
    var sum = 0.0
    for (edge, total) in zip(edges, totals) where isMeant(edge) { sum += total }
    return sum
  }
}

extension UnitEntries {
  /// One cell, to which every unit of known value adds it; NaN = unknown.
  fileprivate init(valuesOf values: [Double]) {
    var offsets = [0]
    for value in values { offsets.append(offsets[offsets.count - 1] + (value.isNaN ? 0 : 1)) }
    let known = values.filter { !$0.isNaN }
    self.init(cellCount: 1, offsets: offsets, cells: known.map { _ in 0 }, amounts: known)
  }
}
