import Journeys

/// What one journey is expected to meet, before and after a scenario.
public struct TouchpointFlows: Sendable, Equatable {
  /// The model's group; 0 = all.
  public let group: Int
  /// Expected visits of a journey to each touchpoint, in the model's order; nil where journeys lead to no end.
  public let visitsBase: [Double]?
  public let visitsProjected: [Double]?
  /// Expected losses of a journey at each touchpoint.
  public let lostBase: [Double]?
  public let lostProjected: [Double]?

  init(_ base: ChainRows, _ changed: ChainRows, group: Int) {
    self.group = group
    (visitsBase, lostBase) = Self.numbers(base)
    (visitsProjected, lostProjected) = Self.numbers(changed)
  }

  private static func numbers(_ rows: ChainRows) -> ([Double]?, [Double]?) {
    guard let visits = rows.visits else { return (nil, nil) }
    let touchpoints = rows.inner.dropFirst()
    return (touchpoints.map { visits[$0] }, touchpoints.map { visits[$0] * rows.probabilities[$0, rows.lost] })
  }
}
