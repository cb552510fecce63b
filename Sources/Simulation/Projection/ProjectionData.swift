import Journeys
import LinearAlgebra

/// A model made ready to be projected: its groups, their values, and what is read off their chains.
struct ProjectionData: Sendable {
  /// The longest dwell keeps as many steps at least, and a period. How many stay must not depend on how far ahead one looks.
  private static let (fewestDwells, stepsPerPeriod) = (16, 8.0)

  let options: ProjectionOptions
  let layout: MetricLayout
  /// The model's groups that are projected: all archetypes, or all customers where there are none.
  let groups: [Int]
  let conversion: JourneyModel.Chain
  /// Nil without a retention chain in calendar time.
  let retention: JourneyModel.Chain?
  /// How steps of the dwell grid are put together.
  let dwells: CoarseDwells
  /// Arrivals a period, of all groups; NaN where it is not known.
  let arrivals: Double
  /// By group of ``groups``; NaN where unknown.
  private let valuePerConversion: [Double]
  /// By state of the retention chain.
  private let laterValues: [Double]

  /// - Parameter includesRetention: Whether the retention chain is read; without it nothing is known in calendar time.
  init(_ model: JourneyModel, _ options: ProjectionOptions, includesRetention: Bool = true) {
    self.options = options
    layout = MetricLayout(periodCount: options.periodCount)
    let groups = model.groups.count > 1 ? Array(1..<model.groups.count) : [0]
    precondition(options.mix.map { $0.count == groups.count } ?? true, "Every archetype has its weight.")
    self.groups = groups
    conversion = model.chain
    retention = model.retention.flatMap { includesRetention && $0.dwellStep > 0 ? $0 : nil }
    dwells = CoarseDwells(
      retention?.dwellGrid ?? .none, fewestDwells: Self.fewestDwells,
      longestStep: options.periodLength / Self.stepsPerPeriod)
    switch options.arrivals {
    case .customers(let count): arrivals = count
    case .observed:
      let journeys = groups.reduce(0) { $0 + model.groups[$1].journeys }
      let span = model.cutting.map { $0.end - $0.begin } ?? 0
      arrivals = span > 0 ? journeys * options.periodLength / span : .nan
    }
    let knowsLater = options.valuePerLaterContact != nil || model.touchpoints.contains { $0.laterValue != nil }
    valuePerConversion = groups.map {
      options.valuePerConversion ?? model.groups[$0].valuePerConversion ?? (knowsLater ? 0 : .nan)
    }
    laterValues =
      [0] + model.touchpoints.map { options.valuePerLaterContact ?? $0.laterValue ?? 0 } + [0]
  }

  /// The groups of the model that results are given for: all customers, then each archetype.
  var resultGroups: [Int] { groups == [0] ? groups : [0] + groups }

  /// The groups as the model has them.
  func states(of model: JourneyModel) -> [GroupState] {
    let dwells = retention.map { chain in
      DwellDistributions.ofAllAndGroups(
        model.groups.map { self.dwells.totals($0.retentionDwells) }, edges: chain.edges, stateCount: chain.states.count,
        grid: self.dwells.coarse)
    }
    return groups.map { number in
      let group = model.groups[number]
      return GroupState(
        conversion: rows(group.probabilities),
        retention: retention.map {
          RetentionInput(
            stateCount: $0.states.count, edges: $0.edges, probabilities: group.retentionProbabilities,
            dwells: dwells![number])
        },
        journeys: group.journeys, followed: Double(group.followed), converted: group.countedConversions)
    }
  }

  func rows(_ probabilities: [Double]) -> ChainRows {
    ChainRows(
      .conversion, stateCount: conversion.states.count, edges: conversion.edges, probabilities: probabilities)
  }

  /// What comes of a group before any scenario.
  func outcome(_ state: GroupState) -> GroupOutcome {
    GroupOutcome(
      conversionRate: state.conversion.conversionRate ?? .nan, lifetime: lifetime(state.retention?.chain))
  }

  /// What comes of a group under a scenario; the base's own numbers where the scenario changes nothing.
  func outcome(_ state: GroupState, _ base: GroupOutcome, _ plan: ScenarioPlan, group: Int) throws(ScenarioError)
    -> GroupOutcome
  {
    guard plan.concerns(group: group) else { return base }
    let conversion = try plan.applied(to: state.conversion, group: group)
    var rate = base.conversionRate
    if conversion != state.conversion { rate = conversion.conversionRate ?? .nan }
    var lifetime = base.lifetime
    if let retention = state.retention {
      let rows = try plan.applied(to: retention.rows, group: group)
      if rows != retention.rows { lifetime = self.lifetime(retention.chain(with: rows)) }
    }
    return GroupOutcome(conversionRate: rate, lifetime: lifetime)
  }

  func lifetime(_ chain: RetentionChain?) -> CustomerLifetime {
    guard let chain else { return .unknown(periodCount: options.periodCount) }
    return CustomerLifetime(
      chain, values: laterValues, periodLength: options.periodLength, periodCount: options.periodCount)
  }

  /// Each group's weight among arrivals and among followed customers; both sum to 1, or are all 0.
  func weights(_ states: [GroupState]) -> (arrivals: [Double], followed: [Double]) {
    guard let mix = options.mix else { return observedWeights(states) }
    let followed = zip(mix, states).map { $1.journeys > 0 ? $0 * $1.followed / $1.journeys : 0 }
    return (Self.shares(mix), Self.shares(followed))
  }

  /// The weights without ``ProjectionOptions/mix``.
  func observedWeights(_ states: [GroupState]) -> (arrivals: [Double], followed: [Double]) {
    (Self.shares(states.map(\.journeys)), Self.shares(states.map(\.followed)))
  }

  private static func shares(_ weights: [Double]) -> [Double] {
    let sum = weights.reduce(0, +)
    return sum > 0 ? weights.map { $0 / sum } : weights
  }

  /// All metrics of all groups together, and then of each of ``groups`` where they are archetypes.
  ///
  /// - Parameters:
  ///   - outcomes: One a group.
  ///   - weights: As ``weights(_:)`` has them.
  func metrics(
    _ outcomes: [GroupOutcome], _ states: [GroupState], _ weights: (arrivals: [Double], followed: [Double])
  ) -> [[Double]] {
    let parts = groups.indices.map { metrics(outcomes[$0], states[$0], $0, arrivals: arrivals * weights.arrivals[$0]) }
    guard groups != [0] else { return parts }
    var total = [Double](repeating: 0, count: layout.count)
    for (group, part) in parts.enumerated() {
      for (place, key) in layout.keys.enumerated() {
        let weight =
          switch key.metric {
          case .conversionRate: weights.arrivals[group]
          case .retention: weights.followed[group]
          // Nobody arrives in a group of no weight, whatever its chain.
          default: weights.arrivals[group] > 0 ? 1.0 : 0
          }
        if weight > 0 { total[place] += weight * part[place] }
      }
    }
    return [total] + parts
  }

  /// The metrics of one group, by its place in ``groups``.
  func metrics(_ outcome: GroupOutcome, _ state: GroupState, _ place: Int, arrivals: Double) -> [Double] {
    let periods = 0..<options.periodCount
    let conversions = arrivals * outcome.conversionRate
    let first = conversions * state.firstShare(options.arrivals)
    let revenue = periods.map { period in
      first == 0
        ? 0
        : first
          * (valuePerConversion[place] * state.valueFactor
            + (retention == nil ? 0 : outcome.lifetime.laterValue[period]))
    }
    var presentValue = 0.0
    var discount = (1 + options.discountRatePerPeriod).squareRoot()
    for period in periods {
      // Money of a period comes in its middle on average.
      presentValue += revenue[period] / discount
      discount *= 1 + options.discountRatePerPeriod
    }
    return [
      outcome.conversionRate, conversions * Double(options.periodCount), revenue.reduce(0, +), presentValue,
    ] + outcome.lifetime.retention + periods.map { first == 0 ? 0 : first * outcome.lifetime.active[$0] } + revenue
  }
}
