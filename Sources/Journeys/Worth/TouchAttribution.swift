/// Conversions shared out over the touchpoints that led to them, by one rule.
public struct TouchAttribution: Sendable, Equatable {
  /// How conversions are shared out.
  public enum Method: String, Sendable, CaseIterable {
    /// In proportion to removal effects.
    case removal
    /// To the first touchpoint of the journey.
    case first
    /// To the last touchpoint of the journey.
    case last
    /// Evenly to all contacts of the journey.
    case linear
  }

  /// What one touchpoint receives; nil where the rule is undefined.
  public struct Part: Sendable, Equatable {
    /// Conversions of the touchpoint, in general no whole number.
    public let conversions: Double?
    /// Nil without values too.
    public let value: Double?
    /// Part of the conversions shared out.
    public let share: Double?
  }

  /// The rule.
  public let method: Method
  /// One a touchpoint. Conversions before which there was no touchpoint are shared out by no rule.
  public let parts: [Part]

  /// Shares out conversions.
  ///
  /// - Parameters:
  ///   - method: The rule.
  ///   - observed: What was observed of the journeys.
  ///   - removalEffects: One a touchpoint; nil counts as no effect where another one is defined.
  public init(_ method: Method, _ observed: ObservedTouches, removalEffects: [Double?]) {
    self.method = method
    let conversions = observed.conversions - observed.directConversions
    let value = observed.value.map { $0 - observed.directValue }
    switch method {
    case .removal:
      let sum = removalEffects.reduce(0) { $0 + ($1 ?? 0) }
      parts = removalEffects.map { effect in
        guard sum > 0 else { return Part(conversions: nil, value: nil, share: nil) }
        let share = (effect ?? 0) / sum
        return Part(conversions: share * conversions, value: value.map { share * $0 }, share: share)
      }
    case .first: parts = Self.parts(observed, conversions) { $0.first }
    case .last: parts = Self.parts(observed, conversions) { $0.last }
    case .linear: parts = Self.parts(observed, conversions) { $0.linear }
    }
  }

  private static func parts(
    _ observed: ObservedTouches, _ conversions: Double, _ rule: (ObservedTouches.Shares) -> Double
  ) -> [Part] {
    observed.touchpoints.map { touchpoint in
      Part(
        conversions: rule(touchpoint.shares), value: observed.value == nil ? nil : rule(touchpoint.values),
        share: conversions > 0 ? rule(touchpoint.shares) / conversions : nil)
    }
  }
}
