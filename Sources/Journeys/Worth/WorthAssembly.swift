import LinearAlgebra
import MarkovChains

/// Puts one archetype's rows together from its chain and its replicates.
struct WorthAssembly {
  /// Shares of fewer events than this, or of fewer others, have Wilson's interval.
  static let leastEvents = 10.0

  let group: Int
  let data: WorthData
  let fitted: FittedChain
  let replicates: ReplicateNumbers
  let options: TouchpointWorth.Options
  /// Totals of ``TouchpointScores/Cell``; empty without scores.
  var scoreTotals: [Double] = []
  /// One a touchpoint; empty without a retention chain.
  var retentionElasticity: [IntervalEstimate] = []

  private var observed: ObservedTouches { data.observed[group] }

  var archetype: TouchpointWorth.Archetype {
    let quantities = ChainQuantities(fitted, states: data.states)
    let effects = (0..<data.states.touchpointCount).map { quantities[.removalEffect, ofTouchpoint: $0] }
    let methods: [TouchAttribution.Method] = data.chain == nil ? [.removal] : TouchAttribution.Method.allCases
    let attribution = methods.map { TouchAttribution($0, observed, removalEffects: effects) }
    var touchpoints = (0..<data.states.touchpointCount).map {
      touchpoint($0, quantities, removal: attribution[0].parts[$0])
    }
    let labels = labels(touchpoints)
    for place in touchpoints.indices { touchpoints[place].labels = labels[place] }
    return TouchpointWorth.Archetype(
      number: group, observed: observed, fitted: fitted, conversionRate: conversionRate(quantities),
      meanSteps: journeyEstimate(.meanSteps, quantities), stepsVariance: journeyEstimate(.stepsVariance, quantities),
      touchpoints: touchpoints, lossLead: lossLead(touchpoints), removalLead: removalLead(touchpoints),
      attribution: attribution, worstCalibration: Self.worstCalibration(touchpoints))
  }

  /// Replicates of a quantity, in the order of ``ChainQuantities/numbers`` and then of ``TouchpointScores/Number``.
  func column(_ place: Int) -> [Double] { replicates.column(place, ofGroup: group) }

  func column(_ number: TouchpointScores.Number, _ touchpoint: Int) -> [Double] {
    let base = ChainQuantities.journeyCount + ChainQuantities.touchpointCount * data.states.touchpointCount
    return column(base + touchpoint * TouchpointScores.Number.allCases.count + number.rawValue)
  }

  func estimate(_ value: Double?, _ place: @autoclosure () -> [Double], customers: Double) -> IntervalEstimate {
    guard replicates.replicateCount > 0, customers >= IntervalEstimate.leastCustomers else {
      return IntervalEstimate(value: value)
    }
    let estimate = IntervalEstimate(value: value, replicates: place(), level: options.level)
    // An archetype's value may be drawn toward the others; its replicates are not.
    return group > 0 ? estimate.widenedToValue : estimate
  }

  private func journeyEstimate(_ quantity: JourneyQuantity, _ quantities: ChainQuantities) -> IntervalEstimate {
    estimate(quantities[quantity], column(quantity.rawValue), customers: observed.customers)
  }

  private func conversionRate(_ quantities: ChainQuantities) -> IntervalEstimate {
    share(
      quantities[.conversionRate], customers: observed.customers, events: observed.conversions,
      others: observed.losses, column(JourneyQuantity.conversionRate.rawValue))
  }

  /// A share of customers: by the bootstrap, or Wilson's where few events would make its interval too short.
  private func share(
    _ value: Double?, customers: Double, events: Double, others: Double, _ column: @autoclosure () -> [Double]
  ) -> IntervalEstimate {
    guard let value, min(events, others) < Self.leastEvents else {
      return estimate(value, column(), customers: customers)
    }
    guard replicates.replicateCount > 0, customers >= IntervalEstimate.leastCustomers else {
      return IntervalEstimate(value: value)
    }
    return IntervalEstimate(
      value: value, .wilson(successes: value * customers, trials: customers, level: options.level))
  }

  private func touchpoint(
    _ touchpoint: Int, _ quantities: ChainQuantities, removal: TouchAttribution.Part
  ) -> TouchpointWorth.Touchpoint {
    let seen = observed.touchpoints[touchpoint]
    let estimates = TouchpointQuantity.allCases.map { quantity in
      let value = quantities[quantity, ofTouchpoint: touchpoint]
      let place = ChainQuantities.place(quantity, touchpoint)
      guard quantity == .dropOff, let value else { return estimate(value, column(place), customers: seen.customers) }
      return share(
        value, customers: seen.customers, events: value * seen.visits, others: (1 - value) * seen.visits, column(place))
    }
    let conversions = observed.conversions
    return TouchpointWorth.Touchpoint(
      customers: seen.customers, visits: seen.visits, quantities: estimates,
      observedShare: data.chain != nil && conversions > 0 ? seen.conversions / conversions : nil,
      attributedConversions: removal.conversions, attributedValue: removal.value,
      retentionElasticity: retentionElasticity.isEmpty ? .empty : retentionElasticity[touchpoint],
      score: score(touchpoint), labels: [])
  }

  private func score(_ touchpoint: Int) -> IntervalEstimate {
    guard !scoreTotals.isEmpty else { return .empty }
    let cells = TouchpointScores.Cells(scoreTotals, touchpoint)
    return estimate(
      ChainQuantities.defined(cells[.sum] / cells[.count]), column(.mean, touchpoint), customers: cells[.customers])
  }

  private static func worstCalibration(_ touchpoints: [TouchpointWorth.Touchpoint]) -> TouchpointWorth.Calibration? {
    var worst: TouchpointWorth.Calibration?
    for (place, touchpoint) in touchpoints.enumerated() {
      guard let effect = touchpoint[.removalEffect].value, let share = touchpoint.observedShare else { continue }
      let gap = effect - share
      if gap.magnitude > worst?.gap.magnitude ?? -1 { worst = TouchpointWorth.Calibration(touchpoint: place, gap: gap) }
    }
    return worst
  }
}
