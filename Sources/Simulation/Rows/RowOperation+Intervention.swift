import Journeys

extension RowOperation {
  /// An intervention in a chain; nil where the chain does not hold its places.
  ///
  /// - Throws: ``ScenarioError`` for names the model does not know, places that cannot stand there, and numbers out of
  ///   range.
  init?(
    _ intervention: Intervention, in chain: StateSpace.Chain, _ directory: PlaceDirectory
  ) throws(ScenarioError) {
    let lookup = Lookup(directory: directory, chain: chain)
    switch intervention {
    case .recover(let place, let share, let to):
      try Self.check(share: share)
      let target = try lookup.optionalDestinations(to)
      guard let states = try lookup.origins(place, .touchpoint), !target.isForeign else { return nil }
      if let to, target.states == [lookup.lost] { throw ScenarioError(.unusablePlace(to, expected: .destination)) }
      self = .recover(states, share: share, to: target.states)
    case .scale(let step, let factor):
      guard factor >= 0, factor < .infinity else { throw ScenarioError(.amountOutOfRange(factor)) }
      guard let move = try lookup.move(step, by: .factor(factor)) else { return nil }
      self = move
    case .add(let step, let points):
      guard points.magnitude <= 1 else { throw ScenarioError(.amountOutOfRange(points)) }
      guard let move = try lookup.move(step, by: .points(points)) else { return nil }
      self = move
    case .set(let step, let value):
      try Self.check(share: value)
      guard let move = try lookup.move(step, by: .value(value)) else { return nil }
      self = move
    case .reroute(let from, let to, let share):
      try Self.check(share: share)
      let target = try lookup.destinations(to)
      guard let states = try lookup.arrivals(from), let target else { return nil }
      self = .reroute(from: states, to: target, share: share)
    case .remove(let place, let to):
      let target = try lookup.optionalDestinations(to)
      guard let states = try lookup.removable(place), !target.isForeign else { return nil }
      self = .remove(states, to: target.states)
    case .lift(let place, let score):
      guard score >= 0, score < .infinity else { throw ScenarioError(.amountOutOfRange(score)) }
      guard let lift = try lookup.lift(place, score: score) else { return nil }
      self = lift
    case .start(let shares):
      guard let start = try lookup.start(shares) else { return nil }
      self = start
    }
  }

  private static func check(share: Double) throws(ScenarioError) {
    guard share >= 0, share <= 1 else { throw ScenarioError(.shareOutOfRange(share)) }
  }
}

/// Finds the states of an intervention's places in one chain.
private struct Lookup {
  let directory: PlaceDirectory
  let chain: StateSpace.Chain

  var lost: Int { directory.space(chain).count - 1 }

  func states(_ place: Place, _ expected: ScenarioError.Expectation) throws(ScenarioError) -> [Int]? {
    try directory.states(of: place, in: chain, expected: expected)
  }

  /// States that customers can be sent to: any but the start. Nil where the chain does not hold the place.
  func destinations(_ place: Place) throws(ScenarioError) -> [Int]? {
    if isStart(place) { throw ScenarioError(.unusablePlace(place, expected: .destination)) }
    let states = try states(place, .destination)?.filter { $0 > 0 }
    return states?.isEmpty ?? true ? nil : states
  }

  func optionalDestinations(_ place: Place?) throws(ScenarioError) -> (states: [Int]?, isForeign: Bool) {
    guard let place else { return (nil, false) }
    let states = try destinations(place)
    return (states, states == nil)
  }

  /// States that customers arrive at: as for destinations.
  func arrivals(_ place: Place) throws(ScenarioError) -> [Int]? {
    if isStart(place) { throw ScenarioError(.unusablePlace(place, expected: .touchpoint)) }
    let states = try states(place, .touchpoint)?.filter { $0 > 0 }
    return states?.isEmpty ?? true ? nil : states
  }

  private func isStart(_ place: Place) -> Bool { place.band == nil && place.name == StateSpace.start }

  /// States that customers leave; nil where the chain has the place as an end, or not at all.
  func origins(_ place: Place, _ expected: ScenarioError.Expectation) throws(ScenarioError) -> [Int]? {
    if place.band == nil, [StateSpace.lost, StateSpace.lapsed].contains(place.name) {
      throw ScenarioError(.unusablePlace(place, expected: expected))
    }
    let states = try states(place, expected)
    let space = directory.space(chain)
    let left = states?.filter { $0 < space.count - space.ends.count } ?? []
    return left.isEmpty ? nil : left
  }

  func move(_ step: Intervention.Step, by amount: RowOperation.Amount) throws(ScenarioError) -> RowOperation? {
    let target = try destinations(step.to)
    let source = try optionalDestinations(step.takingFrom)
    guard let from = try origins(step.from, .origin), let target, !source.isForeign else { return nil }
    if let place = step.takingFrom, let states = source.states, !Set(states).isDisjoint(with: target) {
      throw ScenarioError(.unusablePlace(place, expected: .destination))
    }
    return .move(from: from, to: target, by: amount, takingFrom: source.states)
  }

  func removable(_ place: Place) throws(ScenarioError) -> [Int]? {
    let meant = directory.touchpoints(of: place)
    if meant.isEmpty, StateSpace.reserved.contains(place.description) {
      throw ScenarioError(.unusablePlace(place, expected: .touchpoint))
    }
    // Without what converts there would be nothing to ask for.
    if meant.contains(where: { directory.touchpoints[$0].isConversion }) {
      throw ScenarioError(.unusablePlace(place, expected: .touchpoint))
    }
    return try states(place, .touchpoint)
  }

  func lift(_ place: Place, score: Double) throws(ScenarioError) -> RowOperation? {
    guard try origins(place, .touchpoint) != nil else { return nil }
    var states: [Int] = []
    var scores: [Double] = []
    for band in Place.bands {
      let meant = directory.touchpoints(of: Place(place.name, band: band))
      guard place.band == nil, meant.count == 1, let mean = directory.touchpoints[meant[0]].meanScore else {
        throw ScenarioError(.noEmotionBands(place))
      }
      if chain == .conversion, directory.touchpoints[meant[0]].isConversion { return nil }
      states.append(directory.space(chain).state(ofTouchpoint: meant[0]))
      scores.append(mean)
    }
    return .lift(states, scores: scores, rise: score)
  }

  func start(_ shares: [Intervention.StartShare]) throws(ScenarioError) -> RowOperation? {
    var parts: [(states: [Int], share: Double)] = []
    for part in shares {
      guard part.share >= 0, part.share <= 1 else { throw ScenarioError(.shareOutOfRange(part.share)) }
      guard let states = try states(part.place, .touchpoint) else { continue }
      if isStart(part.place) || states == [lost] {
        throw ScenarioError(.unusablePlace(part.place, expected: .touchpoint))
      }
      parts.append((states, part.share))
    }
    let sum = shares.reduce(0) { $0 + $1.share }
    guard (sum - 1).magnitude <= 1e-9 else { throw ScenarioError(.startSum(sum)) }
    // Retention begins with the conversion, wherever the journey to it began.
    return chain == .conversion ? .start(parts) : nil
  }
}
