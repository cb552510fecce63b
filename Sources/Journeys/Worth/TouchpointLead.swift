/// By how much one touchpoint is ahead of each other one.
///
/// A difference has an interval of its own: two touchpoints share their journeys, so that the intervals of two amounts do
/// not tell whether one is larger. Where two are alike in truth, the lower limit of the first alone set it apart from the
/// second in one of four logs.
public struct TouchpointLead: Sendable, Equatable {
  /// The touchpoint with the largest amount, the first of several.
  public let first: Int
  /// One a touchpoint: the amount of the first less its own; without limits where nothing was resampled.
  public let distances: [IntervalEstimate]

  /// - Parameters:
  ///   - amounts: One a touchpoint; NaN = undefined.
  ///   - replicates: Of the amounts of a touchpoint, as many of each; NaN = undefined.
  ///   - level: Coverage, above 0 and below 1.
  /// - Returns: nil where no amount is defined.
  init?(_ amounts: [Double], replicates: (_ touchpoint: Int) -> [Double], level: Double) {
    let defined = amounts.indices.filter { !amounts[$0].isNaN }
    guard let first = defined.min(by: { (amounts[$1], $0) < (amounts[$0], $1) }) else { return nil }
    let ofFirst = replicates(first)
    self.first = first
    distances = amounts.indices.map { touchpoint in
      IntervalEstimate(
        value: amounts[touchpoint].isNaN ? nil : amounts[first] - amounts[touchpoint],
        replicates: zip(ofFirst, replicates(touchpoint)).map { $0 - $1 }, level: level)
    }
  }
}

extension WorthAssembly {
  /// Of journeys lost at touchpoints, as parts of all journeys.
  func lossLead(_ touchpoints: [TouchpointWorth.Touchpoint]) -> TouchpointLead? {
    TouchpointLead(
      touchpoints.map { ($0[.dropOff].value ?? .nan) * ($0[.expectedVisits].value ?? .nan) },
      replicates: { touchpoint in
        zip(
          column(ChainQuantities.place(.dropOff, touchpoint)),
          column(ChainQuantities.place(.expectedVisits, touchpoint))
        ).map { $0 * $1 }
      }, level: options.level)
  }

  /// Of removal effects.
  func removalLead(_ touchpoints: [TouchpointWorth.Touchpoint]) -> TouchpointLead? {
    TouchpointLead(
      touchpoints.map { $0[.removalEffect].value ?? .nan },
      replicates: { column(ChainQuantities.place(.removalEffect, $0)) }, level: options.level)
  }
}
