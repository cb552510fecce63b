import Journeys

/// Whether so much was seen of an archetype's journeys that touchpoints can be told apart.
struct JourneyEvidence {
  /// Of fewer journeys, chance decides which touchpoint comes first.
  static let leastJourneys = 30.0

  let worth: TouchpointWorth.Archetype
  /// Whether probabilities were assumed for no number of journeys: then nothing is a matter of chance.
  let isAssumed: Bool
  /// Whether intervals were asked for.
  let isResampled: Bool

  /// Journeys that are known to their end.
  var endedJourneys: Double { worth.observed.conversions + worth.observed.losses }

  var isEnough: Bool { isAssumed || endedJourneys >= Self.leastJourneys }

  /// Whether a quantity of a touchpoint is more than nothing, as far as can be told.
  func isSure(of quantity: TouchpointQuantity, touchpoint: Int) -> Bool {
    guard isEnough else { return false }
    if isAssumed { return true }
    if let low = worth.touchpoints[touchpoint][quantity].low { return low > 0 }
    return !isResampled && worth.touchpoints[touchpoint].customers >= IntervalEstimate.leastCustomers
  }

  /// The labels of a touchpoint; none of few journeys.
  func labels(ofTouchpoint touchpoint: Int) -> [TouchpointLabel] {
    isEnough ? worth.touchpoints[touchpoint].labels : []
  }
}

extension JourneyFindings {
  /// Whether probabilities were assumed for no number of journeys, so that only numbers per journey have a meaning.
  var isPerJourney: Bool { observations.isAssumed && request.sampleSize == nil }

  /// Of all customers, then of each archetype; empty for plain chains.
  var evidence: [JourneyEvidence] {
    (worth?.archetypes ?? []).map {
      JourneyEvidence(worth: $0, isAssumed: isPerJourney, isResampled: request.bootstraps > 0)
    }
  }
}
