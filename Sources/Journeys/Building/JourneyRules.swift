/// How contacts become journeys.
public struct JourneyRules: Sendable, Equatable {
  /// Whether each touchpoint is a conversion.
  public var isConversion: [Bool]
  /// A longer silence ends a journey as lost.
  public var inactiveAfter: Double
  /// The end of observation; later contacts are left out.
  public var end: Double
  /// Whether only the first journey of each customer is kept.
  public var keepsFirstOnly: Bool
  /// Whether equal touchpoints one after the other are one contact.
  public var collapsesRepeats: Bool

  public init(
    isConversion: [Bool], inactiveAfter: Double, end: Double, keepsFirstOnly: Bool = false,
    collapsesRepeats: Bool = false
  ) {
    precondition(inactiveAfter > 0, "A silence that ends a journey lasts.")
    self.isConversion = isConversion
    self.inactiveAfter = inactiveAfter
    self.end = end
    self.keepsFirstOnly = keepsFirstOnly
    self.collapsesRepeats = collapsesRepeats
  }

  /// The last time whose exits count.
  ///
  /// A contact at this time that nothing followed by the end is lost: the next one would come after more than the window.
  /// A later one can have been followed by another contact or a conversion, but never yet by a loss.
  public var lastCounted: Double { end - inactiveAfter }
}
