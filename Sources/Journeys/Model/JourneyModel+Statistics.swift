import LinearAlgebra

extension JourneyModel {
  /// The model of order 1 of what was counted, of all customers and of each archetype.
  ///
  /// Probabilities are shares of the counts; nothing is added to them, and archetypes are not drawn toward one another.
  /// Where units are no customers, the rows of a path table say, its journeys count as customers.
  /// What was observed of retention (``Group/observedRetention``) is not in the statistics and stays empty, so that
  /// a projection has nothing to check the retention chain against.
  ///
  /// - Parameters:
  ///   - statistics: With a conversion chain over the touchpoints, and with a retention chain where retention matters.
  ///   - touchpoints: In the order of the states.
  ///   - source: Where the journeys came from.
  ///   - cutting: How contacts became journeys; it tells how long was observed, and so how many journeys begin in a period.
  ///   - workers: Threads to use; any number gives the same result.
  public init(
    _ statistics: JourneyStatistics, touchpoints: [Touchpoint], source: Source, cutting: Cutting? = nil,
    workers: Workers = Workers()
  ) {
    let names = touchpoints.map(\.name)
    guard let counted = statistics.statistics(of: .conversion) else {
      preconditionFailure("There is a conversion chain.")
    }
    let later = statistics.statistics(of: .retention)
    let space = StateSpace(.conversion, touchpoints: names)
    let laterSpace = StateSpace(.retention, touchpoints: names)
    precondition(counted.stateCount == space.count, "Every touchpoint is a state of the conversion chain.")
    precondition(
      later.map { $0.stateCount == laterSpace.count } ?? true, "The retention chain has the same touchpoints.")
    let fit = StatisticsFit(statistics, workers)
    let conversion = fit.groups(of: counted)
    let retention = later.map { fit.groups(of: $0) }
    self.init(
      source: source, seed: 42, isAssumed: false, kind: .conversion,
      estimation: Estimation(order: 1, prior: 0, poolsArchetypes: false, level: 95), touchpoints: touchpoints,
      chain: Chain(states: space.names, edges: counted.edges, grid: counted.dwellGrid),
      groups: conversion.indices.map { place in
        fit.group(place, conversion[place], retention: retention?[place], space: space)
      },
      statistics: JourneyStatisticsFile.digest(of: JourneyStatisticsFile.encode(statistics, workers: workers)))
    self.retention = later.map { Chain(states: laterSpace.names, edges: $0.edges, grid: $0.dwellGrid) }
    self.cutting = cutting
  }
}

/// Reads the groups of a model off statistics: all units, then each archetype's.
private struct StatisticsFit {
  /// What was counted of one chain in one group.
  struct Counted {
    let edges: [ChainStatistics.Edge]
    let cells: [Double]
    let counts: [Double]
    let probabilities: [Double]

    /// Steps between states of which this is true.
    func count(_ isMeant: (ChainStatistics.Edge) -> Bool) -> Double {
      zip(edges, counts).reduce(0) { isMeant($1.0) ? $0 + $1.1 : $0 }
    }
  }

  let statistics: JourneyStatistics
  let archetypeCount: Int
  let workers: Workers

  init(_ statistics: JourneyStatistics, _ workers: Workers) {
    self.statistics = statistics
    archetypeCount = Int(statistics.archetypes.max() ?? -1) + 1
    self.workers = workers
  }

  func groups(of chain: ChainStatistics) -> [Counted] {
    let estimator = ChainEstimator(chain, groupTotals: [], options: .init(poolsArchetypes: false))
    let totals = chain.cellTotals(groups: statistics.archetypes, groupCount: archetypeCount, workers: workers)
    return totals.map { cells in
      let counts = chain.edgeTotals(ofCells: cells)
      return Counted(
        edges: chain.edges, cells: cells, counts: counts, probabilities: estimator.probabilities(counts))
    }
  }

  func group(_ place: Int, _ chain: Counted, retention: Counted?, space: StateSpace) -> JourneyModel.Group {
    let isMember = { (unit: Int) in place == 0 || Int(self.statistics.archetypes[unit]) == place - 1 }
    let conversions = chain.count { Int($0.to) == space.conversionState }
    let journeys = chain.count { $0.from == 0 }
    let isWeighted = statistics.chains.contains { !$0.statistics.unitWeights.isEmpty }
    let values = statistics.values.indices.filter { isMember($0) && !statistics.values[$0].isNaN }
      .map { statistics.values[$0] }
    return JourneyModel.Group(
      label: place == 0 ? "all" : "\(place)", name: nil,
      customers: isWeighted ? Int(journeys.rounded()) : (0..<statistics.unitCount).count(where: isMember),
      journeys: journeys, countedConversions: conversions,
      countedLosses: chain.count { Int($0.to) == space.lostState },
      followed: retention.map { Int($0.count { $0.from == 0 }) } ?? 0,
      valuePerConversion: values.isEmpty || conversions == 0 ? nil : values.reduce(0, +) / conversions,
      counts: chain.counts, probabilities: chain.probabilities, retentionCounts: retention?.counts ?? [],
      retentionProbabilities: retention?.probabilities ?? [], retentionDwells: retention?.cells ?? [],
      observedRetention: [])
  }
}
