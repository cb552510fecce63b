import Journeys

/// A number without and with a scenario, and the difference.
public struct MetricEstimate: Sendable, Equatable {
  /// Without the scenario.
  public let base: IntervalEstimate
  /// With it, at its adoption.
  public let projected: IntervalEstimate
  /// Projected less base, replicate by replicate.
  public let difference: IntervalEstimate

  /// Difference over base; nil where the base is 0 or either is undefined.
  public var relativeDifference: Double? {
    guard let base = base.value, base != 0, let difference = difference.value else { return nil }
    return difference / base
  }

  func scaled(by factor: Double) -> MetricEstimate {
    MetricEstimate(
      base: base.affine(factor, 0), projected: projected.affine(factor, 0), difference: difference.affine(factor, 0))
  }
}

/// The metrics of one group of customers under a scenario.
public struct GroupProjection: Sendable, Equatable {
  /// The model's group; 0 = all.
  public let group: Int
  let layout: MetricLayout
  let estimates: [MetricEstimate]

  /// A metric in a period from 1, or up to the horizon.
  ///
  /// Conversion rate and conversions are the same in every period. The present value is of the horizon alone, and empty in
  /// a period.
  public subscript(_ metric: Metric, period period: Int? = nil) -> MetricEstimate {
    switch (metric, period) {
    case (.conversions, .some): estimates[1].scaled(by: 1 / Double(layout.periodCount))
    case (.conversionRate, _): estimates[0]
    default:
      layout.place(metric, period: period).map { estimates[$0] }
        ?? MetricEstimate(base: .empty, projected: .empty, difference: .empty)
    }
  }
}

/// A scenario beside its base.
public struct ScenarioProjection: Sendable, Equatable {
  /// What was projected.
  public let scenario: Scenario
  /// The share of customers who live in the changed world.
  public let adoption: Double
  /// The total, then each archetype.
  public let groups: [GroupProjection]
  /// What the scenario costs up to the horizon, discounted: once at the beginning, each period in its middle.
  public let cost: Double
  /// What is earned more, discounted, less ``cost``.
  public let netGain: IntervalEstimate
  /// Net gain over cost; empty without a cost.
  public let returnOnCost: IntervalEstimate
  /// Whether no probability changes at all.
  public let changesNothing: Bool

  init(
    scenario: Scenario, adoption: Double, groups: [GroupProjection], options: ProjectionOptions, changesNothing: Bool
  ) {
    self.scenario = scenario
    self.adoption = adoption
    self.groups = groups
    self.changesNothing = changesNothing
    var cost = scenario.cost.once
    var discount = (1 + options.discountRatePerPeriod).squareRoot()
    for _ in 0..<options.periodCount {
      cost += scenario.cost.perPeriod / discount
      discount *= 1 + options.discountRatePerPeriod
    }
    self.cost = cost
    netGain = groups[0][.presentValue].difference.affine(1, -cost)
    returnOnCost = cost > 0 ? netGain.affine(1 / cost, 0) : .empty
  }
}

extension IntervalEstimate {
  /// The estimate of a quantity times a positive factor, plus a number.
  func affine(_ factor: Double, _ shift: Double) -> IntervalEstimate {
    IntervalEstimate(
      value: value.map { $0 * factor + shift }, low: low.map { $0 * factor + shift },
      high: high.map { $0 * factor + shift })
  }
}
