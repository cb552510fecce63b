import LinearAlgebra
import MarkovChains

/// Conversion journeys made ready for asking what their touchpoints are worth.
public struct WorthData: Sendable {
  /// The journeys over ``states``; nil where their transitions alone are known.
  public let chain: ChainSequences?
  /// Which states of the chain stand for which touchpoints.
  public let states: TouchpointStates
  /// Edges between ``states``, unit by unit.
  public let statistics: ChainStatistics
  /// The totals of ``statistics``, of all units and then of each archetype's.
  public let cellTotals: [[Double]]
  /// For each unit of ``statistics`` its archetype from 1, 0 for none; empty where there are none.
  public let archetypes: [Int32]
  public let archetypeCount: Int
  /// What was observed of all journeys, then of each archetype's.
  public let observed: [ObservedTouches]
  /// Prepares journeys.
  ///
  /// - Parameters:
  ///   - chain: A conversion chain over touchpoints.
  ///   - counted: Statistics of the chain itself, which are used at order 1 instead of counting again.
  ///   - order: How many touchpoints the next step depends on, at least 1.
  ///   - archetypes: For each unit of the chain its archetype from 1, 0 for none; empty where there are none.
  ///   - values: As ``ObservedTouches/counts(_:archetypes:archetypeCount:values:workers:)`` takes them.
  ///   - workers: Threads to use; any number gives the same result.
  /// - Throws: ``WorthError`` when the order makes too many states.
  public init(
    _ chain: ChainSequences, counted: ChainStatistics, order: Int = 1, archetypes: Archetypes = Archetypes(),
    values: [Double] = [], workers: Workers
  ) throws(WorthError) {
    let unitCount = chain.weights.isEmpty ? counted.unitCount : Int(chain.units.last ?? -1) + 1
    precondition(
      archetypes.ofUnits.isEmpty || archetypes.ofUnits.count == unitCount, "Every unit has its archetype, or none has.")
    let tuples = try TupleSequences(chain, order: order)
    (self.chain, states) = (tuples.chain, tuples.states)
    statistics =
      order == 1
      ? counted : ChainStatistics(tuples.chain, dwellGrid: .none, unitCount: unitCount, workers: workers)
    archetypeCount = archetypes.ofUnits.isEmpty ? 0 : archetypes.count
    // Journeys of a weighted chain are units of their own.
    let ofUnits = archetypes.ofUnits
    self.archetypes =
      chain.weights.isEmpty || ofUnits.isEmpty ? ofUnits : chain.units.map { ofUnits[Int($0)] }
    cellTotals = statistics.cellTotals(
      groups: self.archetypes.map { $0 - 1 }, groupCount: archetypeCount, workers: workers)
    observed = ObservedTouches.counts(
      chain, archetypes: ofUnits, archetypeCount: archetypeCount, values: values, workers: workers)
  }

  /// Prepares a table of counts between the states of a conversion chain; its cells are resampled one by one.
  public init(_ counts: TransitionCounts, space: StateSpace) {
    precondition(counts.stateCount == space.count, "Counts are between the states of the chain.")
    (chain, states) = (nil, TouchpointStates(space))
    statistics = ChainStatistics(cellsOf: counts)
    cellTotals = [statistics.cellTotals()]
    (archetypes, archetypeCount) = ([], 0)
    var observed = ObservedTouches(touchpointCount: space.touchpoints.count)
    observed.journeys = counts.rowTotal(0)
    observed.customers = observed.journeys
    observed.directConversions = counts.counts[0, space.conversionState]
    for i in 0..<counts.stateCount {
      observed.conversions += counts.counts[i, space.conversionState]
      observed.losses += counts.counts[i, space.lostState]
      for touchpoint in space.touchpoints.indices {
        observed.touchpoints[touchpoint].visits += counts.counts[i, space.state(ofTouchpoint: touchpoint)]
      }
    }
    for touchpoint in space.touchpoints.indices {
      observed.touchpoints[touchpoint].customers = min(observed.touchpoints[touchpoint].visits, observed.journeys)
    }
    self.observed = [observed]
  }

  /// To which archetype units belong.
  public struct Archetypes: Sendable {
    /// One a unit, from 1; 0 for none. Empty where there are no archetypes.
    public let ofUnits: [Int32]
    public let count: Int

    public init(ofUnits: [Int32] = [], count: Int = 0) {
      precondition(ofUnits.allSatisfy { $0 >= 0 && Int($0) <= count }, "Archetypes are numbered from 1.")
      self.ofUnits = ofUnits
      self.count = count
    }
  }
}

extension ChainStatistics {
  /// A table of counts as units that were each observed as often as their cell says.
  public init(cellsOf table: TransitionCounts) {
    var edges: [Edge] = []
    var weights: [Double] = []
    for i in 0..<table.stateCount {
      for j in 0..<table.stateCount where table.counts[i, j] > 0 {
        edges.append(Edge(from: i, to: j))
        weights.append(table.counts[i, j])
      }
    }
    self.init(
      stateCount: table.stateCount, edges: edges, dwellGrid: .none, unitOffsets: Array(0...edges.count),
      cells: edges.indices.map { UInt32($0) }, counts: edges.map { _ in 1 }, unitWeights: weights)
  }
}
