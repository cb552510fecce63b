import Journeys

/// How far the base of a projection is from what was observed, with archetypes mixed as they were, whatever the mix of
/// the projection.
public struct ProjectionCheck: Sendable, Equatable {
  /// The model's group; 0 = all.
  public let group: Int
  /// Share of counted journeys that converted; nil without any.
  public let observedConversionRate: Double?
  /// What the chain makes of it; nil where journeys lead to no end.
  public let baseConversionRate: Double?
  /// Largest distance to Kaplan–Meier at the ends of periods, and when; nil where none was observed.
  public let retentionDistance: Double?
  /// When the distance is largest.
  public let retentionDistanceTime: Double?

  /// - Parameter numbers: The group's metrics of the base.
  init(
    _ group: JourneyModel.Group, group number: Int, numbers: [Double], _ layout: MetricLayout,
    _ options: ProjectionOptions
  ) {
    self.group = number
    let ended = group.countedConversions + group.countedLosses
    observedConversionRate = ended > 0 ? group.countedConversions / ended : nil
    baseConversionRate = numbers[0].isNaN ? nil : numbers[0]
    var worst: (distance: Double, time: Double)?
    for point in group.observedRetention {
      // Periods of the projection may be other than those observed.
      let period = point.time / options.periodLength
      guard (period - period.rounded()).magnitude < 1e-9,
        let place = layout.place(.retention, period: Int(period.rounded())),
        (1...layout.periodCount).contains(Int(period.rounded())), !numbers[place].isNaN
      else { continue }
      let distance = (numbers[place] - point.retained).magnitude
      if distance > worst?.distance ?? -1 { worst = (distance, point.time) }
    }
    retentionDistance = worst?.distance
    retentionDistanceTime = worst?.time
  }
}
