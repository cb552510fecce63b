import Journeys
import LinearAlgebra
import MarkovChains

/// All that is computed from what was observed of a journey.
struct JourneyFindings {
  let observations: JourneyObservations
  let request: JourneyRequest
  /// The chain of conversion, or plain, then that of retention where there is one.
  let chains: [ChainEstimates]
  /// The order of the first of ``chains``.
  let order: Int
  /// Nil where journeys are not known.
  let orders: OrderComparison?
  /// Nil for plain chains.
  let worth: TouchpointWorth?
  let tests: [JourneyTest]
  /// For all customers, then each archetype; empty without conversions.
  let retention: [RetentionFindings]
  /// Of each group, how often each edge of the retention chain was taken after each dwell; empty without retention.
  let retentionDwells: [[Double]]
  /// How far ahead retention counts for a touchpoint; nil without retention.
  let horizon: Double?

  /// Whether `archetype simulate` takes the model: one of conversion, of order 1, in which something leads to an end.
  var canBeProjected: Bool { order == 1 && worth?.archetypes.first?.fitted.chain != nil }

  init(
    _ observations: JourneyObservations, _ request: JourneyRequest, workers: Workers, report: (String) -> Void
  ) throws(Failure) {
    self.observations = observations
    self.request = request
    report("comparing orders")
    let orders = try Self.orders(observations, request, workers)
    self.orders = orders
    switch request.order {
    case .fixed(let order): self.order = order
    case .automatic: order = orders?.rows.filter { $0.order >= 1 }.min { $0.bic < $1.bic }?.order ?? 1
    }
    report("retention")
    let options = Self.options(request, observations)
    horizon = try Self.horizon(observations, request)
    retentionDwells = observations.retentionStatistics.map { observations.totals(of: $0, workers) } ?? []
    retention = try RetentionFindings.all(observations, request, totals: retentionDwells, workers)
    var elasticities: [[IntervalEstimate]] = []
    if let horizon, let statistics = observations.retentionStatistics {
      elasticities =
        RetentionWorth(
          statistics, groups: observations.archetypeGroups, horizon: horizon, options: options, workers: workers
        ).elasticities
    }
    report("worth of touchpoints")
    let data = try Self.worthData(observations, order: order, workers)
    worth = data.map { data in
      TouchpointWorth(
        data, scores: Self.scores(observations, request, workers), retentionElasticity: elasticities, options: options,
        workers: workers)
    }
    report("estimating")
    chains = try Self.counted(observations, data, order: order, retentionTotals: retentionDwells, workers).map {
      ChainEstimates($0, observations, request, workers: workers)
    }
    report("testing")
    tests = JourneyTest.all(observations, request, orders, workers: workers)
  }

  // MARK: Parts

  private static func options(_ request: JourneyRequest, _ observations: JourneyObservations) -> TouchpointWorth.Options
  {
    var options = TouchpointWorth.Options()
    options.estimation = ChainEstimator.Options(
      prior: .mass(request.prior), poolsArchetypes: request.poolsArchetypes)
    options.replicates = observations.isAssumed && request.sampleSize == nil ? 0 : request.bootstraps
    options.level = request.level / 100
    options.seed = request.seed
    let order = observations.states.stageOrder
    options.stages = observations.states.stages.map { stage in stage.flatMap { order.firstIndex(of: $0) } }
    return options
  }

  private static func orders(
    _ observations: JourneyObservations, _ request: JourneyRequest, _ workers: Workers
  ) throws(Failure) -> OrderComparison? {
    guard let chain = observations.chain else { return nil }
    var highest = request.orders.upperBound
    if case .fixed(let order) = request.order { highest = max(highest, order) }
    do throws(MarkovChainError) {
      return try OrderComparison(
        chain.repeatedSequences, orders: request.orders.lowerBound...highest,
        beginning: observations.space.chain == .plain ? .plain : .leading,
        simulation: TestSimulation(seed: request.seed, workers: workers), workers: workers)
    } catch {
      // So many states that their runs have no number: lower orders can still be compared.
      guard request.orders.upperBound > 1, request.order == .fixed(1) else {
        throw .badContent(
          error.message, file: observations.source.name, hint: "group touchpoints first, or compare lower --orders")
      }
      var lower = request
      lower.orders = min(request.orders.lowerBound, 1)...(request.orders.upperBound - 1)
      return try orders(observations, lower, workers)
    }
  }

  private static func worthData(
    _ observations: JourneyObservations, order: Int, _ workers: Workers
  ) throws(Failure) -> WorthData? {
    guard observations.space.chain == .conversion else { return nil }
    guard let chain = observations.chain else {
      let statistics = observations.statistics
      return WorthData(
        statistics.transitionCounts(edgeTotals: statistics.edgeTotals(ofCells: statistics.cellTotals())),
        space: observations.space)
    }
    do throws(WorthError) {
      return try WorthData(
        chain, counted: observations.statistics, order: order, archetypes: observations.archetypeGroups,
        values: observations.conversionValues, workers: workers)
    } catch {
      throw .badContent(error.message, file: observations.source.name, hint: "use a lower --order")
    }
  }

  private static func scores(
    _ observations: JourneyObservations, _ request: JourneyRequest, _ workers: Workers
  ) -> TouchpointScores? {
    guard let log = observations.log, let cutting = observations.cutting, !log.amounts.scores.isEmpty else {
      return nil
    }
    let bands: EmotionBands? =
      if case .bands(let given) = request.emotionBands { given } else { EmotionBands.ofScale(log.amounts.scores) }
    let advocacy: Set<String> = ["advocacy", "recomendaci\u{f3}n", "recomendacion"]
    return TouchpointScores(
      log, rules: cutting.rules, bands: bands.map { .init(low: $0.low, high: $0.high) },
      isAdvocacy: observations.states.stages.map { advocacy.contains($0?.lowercased() ?? "") }, workers: workers)
  }

  /// What was counted of the chain of conversion, or plain, then of that of retention.
  private static func counted(
    _ observations: JourneyObservations, _ data: WorthData?, order: Int, retentionTotals: [[Double]],
    _ workers: Workers
  ) throws(Failure) -> [ChainEstimates.Counted] {
    var counted: [ChainEstimates.Counted] = []
    if order > 1, let data, let tuples = data.chain {
      try StateNames.check(tuples.space.names, "runs of touchpoints", file: observations.source.name)
      counted.append(
        .init(
          chain: .conversion, statistics: data.statistics, totals: data.cellTotals,
          states: tuples.space.names, sequences: observations.timed(tuples)))
    } else {
      // Of a table of transitions, the worth of touchpoints takes other units.
      let known = observations.chain == nil ? nil : data?.cellTotals
      counted.append(
        .init(
          chain: observations.space.chain, statistics: observations.statistics,
          totals: known ?? observations.totals(of: observations.statistics, workers),
          states: observations.space.names, sequences: observations.chain.flatMap(observations.timed)))
    }
    if let retention = observations.retention, let statistics = observations.retentionStatistics {
      counted.append(
        .init(
          chain: .retention, statistics: statistics, totals: retentionTotals, states: retention.chain.space.names,
          sequences: observations.timed(retention.chain)))
    }
    return counted
  }

  /// Twelve months, or as long as anyone was followed.
  private static func horizon(
    _ observations: JourneyObservations, _ request: JourneyRequest
  ) throws(Failure) -> Double? {
    guard let retention = observations.retention, let cutting = observations.cutting,
      let longest = retention.durations.max(), longest > 0
    else { return nil }
    if let horizon = request.horizon {
      return try TimeSpan(parsing: horizon, flag: "--horizon").length(
        ofInstants: cutting.hasInstants, flag: "--horizon")
    }
    return cutting.hasInstants ? min(longest, TimeSpan.Unit.years.seconds) : longest
  }
}

extension JourneyObservations {
  /// The archetypes of units, numbered from 1.
  var archetypeGroups: WorthData.Archetypes {
    WorthData.Archetypes(ofUnits: unitArchetypes.map { $0 + 1 }, count: archetypes?.labels.count ?? 0)
  }

  /// Totals of the cells of statistics, of all units and then of each archetype's.
  fileprivate func totals(of statistics: ChainStatistics, _ workers: Workers) -> [[Double]] {
    statistics.cellTotals(groups: unitArchetypes, groupCount: archetypes?.labels.count ?? 0, workers: workers)
  }

  /// The chain, where its dwells are in seconds.
  func timed(_ chain: ChainSequences) -> ChainSequences? { cutting?.hasInstants == true ? chain : nil }
}
