import Journeys
import LinearAlgebra
import MarkovChains

extension JourneyModel {
  /// The model of what was found; `statistics` is the digest of the statistics behind it.
  init(_ findings: JourneyFindings, statistics: String) {
    let observations = findings.observations
    let chain = findings.chains[0]
    let scale = findings.order == 1 ? observations.statistics : nil
    self.init(
      source: .init(
        stem: observations.source.stem, digest: observations.source.digest, rows: observations.source.rows),
      seed: findings.request.seed, isAssumed: observations.isAssumed, kind: observations.space.chain,
      estimation: .init(
        order: findings.order, prior: findings.request.prior, poolsArchetypes: findings.request.poolsArchetypes,
        level: findings.request.level),
      touchpoints: Self.touchpoints(findings),
      chain: .init(states: chain.stateNames, edges: chain.edges, grid: scale?.dwellGrid ?? .none),
      groups: chain.groups.indices.map { Self.group(findings, $0) }, statistics: statistics)
    if let retention = observations.retentionStatistics, findings.chains.count > 1 {
      self.retention = .init(
        states: findings.chains[1].stateNames, edges: retention.edges, grid: retention.dwellGrid)
    }
    if let cutting = observations.cutting, observations.space.chain == .conversion {
      self.cutting = .init(
        cutting.rules, begin: cutting.begin, areInstants: cutting.hasInstants,
        dropsDuplicates: findings.request.dropsDuplicates)
      reading = Self.reading(findings)
    }
  }

  private static func reading(_ findings: JourneyFindings) -> Reading {
    let observations = findings.observations
    return Reading(
      columns: Dictionary(uniqueKeysWithValues: observations.headers.map { ($0.key.rawValue, $0.value) }),
      conversions: findings.request.conversions, state: findings.request.state.rawValue,
      emotionBands: observations.states.emotionBands.map { [$0.low, $0.high] } ?? [])
  }

  private static func touchpoints(_ findings: JourneyFindings) -> [Touchpoint] {
    let observations = findings.observations
    let states = observations.states
    return states.names.indices.map { state in
      let later = observations.retention?.laterValues
      return Touchpoint(
        name: states.names[state], touchpoint: states.touchpoints[state], stage: states.stages[state],
        isConversion: states.isConversion[state],
        meanScore: findings.worth?.archetypes[0].touchpoints[state].score.value,
        laterValue: later.flatMap { later in
          later.isEmpty || later[state].count == 0 ? nil : later[state].sum / later[state].count
        })
    }
  }

  private static func group(_ findings: JourneyFindings, _ place: Int) -> Group {
    let observations = findings.observations
    let chain = findings.chains[0]
    let group = chain.groups[place]
    let names = [nil] + (observations.archetypes?.names ?? [])
    let observed = findings.worth?.archetypes[place].observed
    let retention = findings.retention.indices.contains(place) ? findings.retention[place] : nil
    let later = findings.chains.count > 1 ? findings.chains[1] : nil
    func values(_ estimates: ChainEstimates?, _ matrix: (ChainEstimates.Group) -> Matrix) -> [Double] {
      guard let estimates else { return [] }
      let matrix = matrix(estimates.groups[place])
      return estimates.edges.map { matrix[Int($0.from), Int($0.to)] }
    }
    return Group(
      label: group.label, name: names[place],
      customers: observations.customers(inGroup: place, journeys: observed?.journeys ?? 0),
      journeys: observed?.journeys ?? 0, countedConversions: observed?.conversions ?? 0,
      countedLosses: observed?.losses ?? 0, followed: retention?.observed.subjectCount ?? 0,
      valuePerConversion: observed.flatMap { observed in
        observed.value.flatMap { $0 / observed.conversions }.flatMap { $0.isFinite ? $0 : nil }
      },
      counts: values(chain) { $0.counts.counts }, probabilities: values(chain) { $0.estimate.probabilities },
      retentionCounts: values(later) { $0.counts.counts },
      retentionProbabilities: values(later) { $0.estimate.probabilities },
      retentionDwells: later == nil ? [] : findings.retentionDwells[place],
      observedRetention: retention?.periods.compactMap { period in
        period.retained.map { RetentionPoint(time: period.end, retained: $0.survival) }
      } ?? [])
  }
}

extension JourneyObservations {
  /// What `statistics.bin` holds.
  var savedStatistics: JourneyStatistics {
    var chains = [JourneyStatistics.Chain(space.chain, statistics)]
    if let retentionStatistics { chains.append(.init(.retention, retentionStatistics)) }
    return JourneyStatistics(chains: chains, archetypes: unitArchetypes, values: unitValues)
  }

  /// What the conversions of each unit were worth together; empty where values are unknown.
  private var unitValues: [Double] {
    guard !conversionValues.isEmpty, let chain, chain.weights.isEmpty else { return [] }
    var values = [Double](repeating: .nan, count: statistics.unitCount)
    for (journey, value) in conversionValues.enumerated() where !value.isNaN {
      let unit = Int(chain.units[journey])
      values[unit] = values[unit].isNaN ? value : values[unit] + value
    }
    return values
  }

  /// Customers of the log, in all (0) or of one archetype.
  fileprivate func customers(inGroup place: Int, journeys: Double) -> Int {
    // Without a log every journey is somebody's.
    guard let cutting else { return Int(journeys.rounded()) }
    return place == 0 ? cutting.customers : unitArchetypes.count { Int($0) == place - 1 }
  }
}
