import LinearAlgebra
import MarkovChains

/// What every touchpoint is worth, for all customers and for each archetype.
public struct TouchpointWorth: Sendable {
  /// How worth is computed.
  public struct Options: Sendable {
    /// How probabilities are estimated.
    public var estimation = ChainEstimator.Options()
    /// Replicates of the bootstrap of units; 0 leaves out every interval and label that needs one. 200 by default.
    public var replicates = 200
    /// Coverage of intervals, above 0 and below 1; 0.95 by default.
    public var level = 0.95
    /// Where the random weights begin.
    public var seed: UInt64 = 1
    /// For each touchpoint its stage, nil for none; empty without stages.
    public var stages: [Int?] = []

    public init() {}
  }

  /// One archetype's chain.
  public struct Archetype: Sendable {
    /// From 1; 0 for all customers.
    public let number: Int
    /// What was observed, no model between.
    public let observed: ObservedTouches
    /// The chain, as far as journeys are known to end.
    public let fitted: FittedChain
    /// Within 0...1; with few conversions or losses, Wilson's interval on customers.
    public let conversionRate: IntervalEstimate
    /// Expected steps of a journey: contacts and the end itself.
    public let meanSteps: IntervalEstimate
    /// Variance of the steps of a journey.
    public let stepsVariance: IntervalEstimate
    /// One a touchpoint, in their order.
    public let touchpoints: [Touchpoint]
    /// Where most journeys are lost, as parts of all journeys; nil without a chain.
    public let lossLead: TouchpointLead?
    /// What has the largest removal effect; nil where none is defined.
    public let removalLead: TouchpointLead?
    /// One a method; removal alone where journeys are not known.
    public let attribution: [TouchAttribution]
    /// The largest distance between a removal effect and the observed share it should resemble; nil without both.
    public let worstCalibration: Calibration?
  }

  /// How far a chain is from what was observed.
  public struct Calibration: Sendable, Equatable {
    public let touchpoint: Int
    /// Removal effect less observed share.
    public let gap: Double
  }

  /// What one touchpoint is worth.
  public struct Touchpoint: Sendable, Equatable {
    /// Customers who met it; journeys where the input was weighted.
    public let customers: Double
    /// Contacts.
    public let visits: Double
    /// One of each, by ``TouchpointQuantity``'s raw value.
    let quantities: [IntervalEstimate]
    /// Share of the conversions whose journeys met it; nil without conversions, and where journeys are not known.
    public let observedShare: Double?
    /// Its part of the conversions by removal effect; nil where that is undefined.
    public let attributedConversions: Double?
    /// Its part of their value; nil without values too.
    public let attributedValue: Double?
    /// d ln S(horizon) / d ln(1 − lapse); empty without a retention chain.
    public let retentionElasticity: IntervalEstimate
    /// Mean score of its contacts; empty without scores.
    public let score: IntervalEstimate
    /// The names it earned, none for most.
    public internal(set) var labels: [TouchpointLabel]

    /// A quantity of the chain with its interval.
    public subscript(_ quantity: TouchpointQuantity) -> IntervalEstimate { quantities[quantity.rawValue] }
  }

  /// All customers, then each archetype.
  public let archetypes: [Archetype]

  /// Fits the chains, resamples their units, and labels touchpoints.
  ///
  /// - Parameters:
  ///   - data: Journeys made ready.
  ///   - scores: Scores of contacts over the same units; nil without scores.
  ///   - retentionElasticity: For all customers and each archetype, one a touchpoint; empty without retention chain.
  ///   - options: Estimation, replicates, coverage, seed and stages.
  ///   - workers: Threads to use; any number gives the same result.
  public init(
    _ data: WorthData, scores: TouchpointScores? = nil, retentionElasticity: [[IntervalEstimate]] = [],
    options: Options = Options(), workers: Workers
  ) {
    precondition(
      options.stages.isEmpty || options.stages.count == data.states.touchpointCount, "Touchpoints have stages.")
    let totals = data.cellTotals.map { data.statistics.edgeTotals(ofCells: $0) }
    // Entries take much memory, which only replicates need.
    let entries = options.replicates > 0 ? [UnitEntries(edgesOf: data.statistics)] : []
    let resampling = UnitResampling(
      entries + (scores.map { [$0.entries] } ?? []), groups: data.archetypes, groupCount: data.archetypeCount,
      weights: UnitWeights(
        seed: options.seed, unitCount: data.statistics.unitCount, shapes: data.statistics.unitWeights))
    let scoreTotals = scores.map { resampling.observedTotals(of: $0.entries) }
    let fit = WorthFit(data, groupTotals: Array(totals.dropFirst()), options: options.estimation)
    let chains = fit.chains(totals)
    let touchpointCount = data.states.touchpointCount
    let resampledFit = fit.forReplicates
    let replicates = resampling.replicates(options.replicates, workers: workers) { _, tables in
      let chains = resampledFit.chains(tables[0]).map { ChainQuantities($0, states: data.states).numbers }
      guard tables.count > 1 else { return chains }
      return zip(chains, tables[1]).map { $0 + TouchpointScores.numbers($1, touchpointCount: touchpointCount) }
    }
    archetypes = chains.indices.map { group in
      var assembly = WorthAssembly(
        group: group, data: data, fitted: chains[group], replicates: replicates, options: options)
      assembly.scoreTotals = scoreTotals?[group] ?? []
      assembly.retentionElasticity = retentionElasticity.isEmpty ? [] : retentionElasticity[group]
      return assembly.archetype
    }
  }
}

/// From totals of edges to the chains of all customers and of each archetype.
struct WorthFit: Sendable {
  let data: WorthData
  let estimator: ChainEstimator

  init(_ data: WorthData, groupTotals: [[Double]], options: ChainEstimator.Options) {
    self.data = data
    estimator = ChainEstimator(data.statistics, groupTotals: groupTotals, options: options)
  }

  private init(_ data: WorthData, _ estimator: ChainEstimator) {
    self.data = data
    self.estimator = estimator
  }

  var forReplicates: WorthFit { WorthFit(data, estimator.forReplicates) }

  /// An archetype without journeys has no chain, though its rows could be those of the others.
  ///
  /// - Parameter totals: Totals of edges of all units, then of each archetype's.
  func chains(_ totals: [[Double]]) -> [FittedChain] {
    zip(estimator.probabilities(ofAllAndGroups: totals), totals).map { probabilities, totals in
      let isEmpty = totals.allSatisfy { $0 == 0 }
      return FittedChain(
        edges: data.statistics.edges, probabilities: isEmpty ? totals : probabilities, totals: totals,
        states: data.states)
    }
  }
}
