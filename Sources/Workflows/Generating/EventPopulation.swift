import Glibc
import LinearAlgebra

/// The truth behind generated events: the touchpoints, the archetypes, and how each archetype behaves.
struct EventPopulation: Sendable {
  /// What the random streams of one seed are for.
  enum Purpose: UInt64 {
    case sizes = 101
    case order
    case common
    case behavior
    case customers
  }

  let touchpoints: [EventTouchpoint]
  let drawn: DrawnArchetypes
  let behaviors: [EventBehavior]

  /// Where ``EventTouchpoint/purchase`` is among the touchpoints.
  var purchase: Int { touchpoints.firstIndex(of: .purchase)! }

  init(touchpoints: [EventTouchpoint], sizes: [Int], behaviors: [EventBehavior]) {
    precondition(touchpoints.contains(.purchase), "One of the touchpoints is the purchase.")
    precondition(sizes.count == behaviors.count, "Every archetype has a size and a behavior.")
    self.touchpoints = touchpoints
    drawn = DrawnArchetypes(sizes: sizes)
    self.behaviors = behaviors
  }

  /// The archetype of every customer, from 0.
  func archetypesOfCustomers(seed: UInt64) -> [Int32] {
    drawn.shuffled(RandomStream(seed: seed, path: Purpose.order.rawValue))
  }

  /// Draws touchpoints, sizes and behaviors.
  init(_ request: GenerateEventsRequest) {
    let stages = EventStage.allCases.filter { request.stages.contains($0.rawValue) }
    let touchpoints = EventTouchpoint.first(request.touchpoints, of: stages)
    self.touchpoints = touchpoints
    drawn = DrawnArchetypes(
      count: request.archetypes, customers: request.customers,
      stream: RandomStream(seed: request.seed, path: Purpose.sizes.rawValue))
    var common = RandomStream(seed: request.seed, path: Purpose.common.rawValue)
    let losses = touchpoints.map { _ in 0.3 * common.normal() }
    let edges = touchpoints.map { _ in touchpoints.map { _ in 0.4 * common.normal() } }
    behaviors = (0..<request.archetypes).map { archetype in
      var draft = EventBehaviorDraft(
        request: request, touchpoints: touchpoints, commonLosses: losses, commonEdges: edges,
        stream: RandomStream(seed: request.seed, path: Purpose.behavior.rawValue, UInt64(archetype)))
      return draft.behavior()
    }
  }
}

/// Draws how one archetype behaves, around what all have in common.
private struct EventBehaviorDraft {
  let request: GenerateEventsRequest
  let touchpoints: [EventTouchpoint]
  /// Log-odds of silence after each touchpoint, relative to its stage, and log-weights of what comes next.
  let commonLosses: [Double]
  let commonEdges: [[Double]]
  var stream: RandomStream

  /// From a touchpoint a customer goes on to about this many of each stage, however many there are.
  private static let destinationsPerStage = 3

  mutating func behavior() -> EventBehavior {
    let start = touchpoints.map { touchpoint -> Double in
      let ofStage = touchpoints.count { $0.stage == touchpoint.stage }
      return touchpoint.stage.usualStartShare / Double(ofStage) * exp(0.7 * stream.normal())
    }
    let patience = 0.4 * stream.normal()
    // Scores shift silence by up to a factor of two, so it stays rarer where they are given.
    let losses = touchpoints.indices.map { i in
      let odds = logit(touchpoints[i].stage.usualLoss) + commonLosses[i] - patience + 0.3 * stream.normal()
      return min(max(1 / (1 + exp(-odds)), 0.02), touchpoints[i].isScored ? 0.45 : 0.8)
    }
    let next = touchpoints.indices.map { i in
      (goingOn(from: i).map { $0 * (1 - losses[i]) } + [losses[i]]).readableShares
    }
    let scores = touchpoints.map { $0.isScored ? scoreShares() : [] }
    let pace = exp(0.25 * stream.normal())
    let dwellTimes = touchpoints.map { touchpoint in
      let factor = min(max(touchpoint.pace * pace * exp(0.15 * stream.normal()), 0.1), 3)
      return DwellTime(request.dwellLaw, unlimitedMean: factor * request.typicalDwell, limit: request.inactivity)
    }
    return EventBehavior(
      start: start.readableShares, next: next, scores: scores, dwellTimes: dwellTimes,
      medianValue: (60 * exp(0.4 * stream.normal())).rounded(), valueSpread: [0.5, 0.6, 0.7][stream.index(below: 3)])
  }

  /// Shares of the touchpoints that come next, of those who go on.
  private mutating func goingOn(from origin: Int) -> [Double] {
    let usual = zip(EventStage.allCases, touchpoints[origin].stage.usualNextShares)
    var row = touchpoints.map { _ in 0.0 }
    for (stage, share) in usual where share > 0 {
      let members = touchpoints.indices.filter { touchpoints[$0].stage == stage }
      // Every touchpoint of a large stage is reached from some touchpoint, and each touchpoint leads to a few.
      let step = max(1, members.count / Self.destinationsPerStage)
      let destinations = members.enumerated().filter { ($0.offset + origin).isMultiple(of: step) }.map(\.element)
      let stageWeight = share * exp(0.3 * stream.normal())
      let weights = destinations.map { exp(commonEdges[origin][$0] + 0.8 * stream.normal()) }
      let total = weights.reduce(0, +)
      for (destination, weight) in zip(destinations, weights) { row[destination] = stageWeight * weight / total }
    }
    let total = row.reduce(0, +)
    return row.map { $0 / total }
  }

  private mutating func scoreShares() -> [Double] {
    let tilt = 0.3 * stream.normal()
    return [0.08, 0.12, 0.22, 0.33, 0.25].enumerated().map { $1 * exp(tilt * Double($0 - 2)) }.readableShares
  }

  private func logit(_ share: Double) -> Double { log(share / (1 - share)) }
}
