import LinearAlgebra

/// Why rows cannot be changed, by states.
enum RowRefusal: Error, Equatable {
  case allLost(Int)
  case aboveOne(from: Int, to: Int, value: Double)
  case belowZero(from: Int, to: Int, value: Double)
  case notEnough(Int, needed: Double, available: Double)
  case noOtherExit(from: Int, to: Int)
  case leadsOnlyToItself(Int)
  case liftTooHigh(Int, score: Double, most: Double)
}

extension ChainRows {
  /// What rounding may add to a probability before it counts as more than 1, or less than 0.
  private static let tolerance = 1e-12

  /// Moves a share of what is lost at some states to other states, else over the other exits in proportion.
  mutating func recover(_ states: [Int], share: Double, to target: [Int]?) throws(RowRefusal) {
    for i in states {
      let lostHere = probabilities[i, lost]
      guard lostHere > 0, share > 0 else { continue }
      if let target {
        give(share * lostHere, from: i, to: target)
      } else {
        let others = mass(of: i) { $0 != lost }
        guard others > 0 else { throw .allLost(i) }
        let factor = 1 + share * lostHere / others
        for j in 0..<stateCount where j != lost { probabilities[i, j] *= factor }
      }
      probabilities[i, lost] = (1 - share) * lostHere
    }
  }

  /// Changes the probability of going from some states to others, together.
  mutating func move(
    from states: [Int], to target: [Int], by amount: RowOperation.Amount, takingFrom source: [Int]?
  ) throws(RowRefusal) {
    for i in states where isLeft(i) {
      let before = mass(from: i, to: target)
      let after = amount.applied(to: before)
      if after == before { continue }
      guard after <= 1 + Self.tolerance else { throw .aboveOne(from: i, to: target[0], value: after) }
      guard after >= -Self.tolerance else { throw .belowZero(from: i, to: target[0], value: after) }
      if let source {
        let available = mass(from: i, to: source)
        guard after - before <= available + Self.tolerance else {
          throw .notEnough(source[0], needed: after - before, available: available)
        }
        give(before - after, from: i, to: source)
      } else {
        // Not 1 − before, which keeps few digits of a small rest.
        let others = mass(of: i) { !target.contains($0) }
        guard others > 0 else { throw .noOtherExit(from: i, to: target[0]) }
        let factor = max(0, 1 - after) / others
        for j in 0..<stateCount where !target.contains(j) { probabilities[i, j] *= factor }
      }
      give(after - before, from: i, to: target)
    }
  }

  /// Lets a share of arrivals at some states arrive at others instead.
  mutating func reroute(from states: [Int], to target: [Int], share: Double) {
    let shares = distribution(over: target)
    for i in inner {
      let moved = states.map { share * probabilities[i, $0] }
      for (state, amount) in zip(states, moved) { probabilities[i, state] -= amount }
      let sum = moved.reduce(0, +)
      guard sum > 0 else { continue }
      // Each row keeps its own mix of the states of a touchpoint where it has one.
      let own = mass(from: i, to: target)
      for (j, part) in zip(target, shares) {
        probabilities[i, j] +=
          sum * (own > 0 && Set(states).isDisjoint(with: target) ? probabilities[i, j] / own : part)
      }
    }
  }

  /// Takes states out: who would meet them goes where they lead, or to one place.
  mutating func remove(_ states: [Int], to target: [Int]?) throws(RowRefusal) {
    for state in states {
      if target == nil, isLeft(state) {
        let others = mass(of: state) { $0 != state }
        guard others > 0 else { throw .leadsOnlyToItself(state) }
        let onward = (0..<stateCount).map { $0 == state ? 0 : probabilities[state, $0] / others }
        for i in inner where i != state && probabilities[i, state] > 0 {
          let arriving = probabilities[i, state]
          for j in 0..<stateCount where onward[j] > 0 { probabilities[i, j] += arriving * onward[j] }
          probabilities[i, state] = 0
        }
      } else if let target {
        for i in inner where i != state && probabilities[i, state] > 0 {
          let arriving = probabilities[i, state]
          probabilities[i, state] = 0
          give(arriving, from: i, to: target)
        }
      }
      for j in 0..<stateCount { probabilities[state, j] = 0 }
    }
  }

  /// Raises the mean score over low, neutral and high states by moving arrivals upwards.
  ///
  /// A share u of arrivals at low arrive at neutral, and then u of those at neutral at high. With the shares L, M, H of
  /// visits before the change, the mean rises by uL(m − l) + u(M + uL)(h − m), which is solved for u.
  mutating func lift(_ states: [Int], scores: [Double], by rise: Double) throws(RowRefusal) {
    guard let visits, rise > 0 else { return }
    let met = states.map { visits[$0] }
    let total = met.reduce(0, +)
    guard total > 0 else { return }
    let (low, neutral) = (met[0] / total, met[1] / total)
    let quadratic = low * (scores[2] - scores[1])
    let linear = low * (scores[1] - scores[0]) + neutral * (scores[2] - scores[1])
    let most = quadratic + linear
    guard rise <= most + Self.tolerance else { throw .liftTooHigh(states[0], score: rise, most: max(0, most)) }
    // The form of the root that loses no digits, for a quadratic term of 0 too.
    let share = min(1, 2 * rise / (linear + (linear * linear + 4 * quadratic * rise).squareRoot()))
    for i in inner {
      for (below, above) in [(states[0], states[1]), (states[1], states[2])] {
        let moved = share * probabilities[i, below]
        probabilities[i, below] -= moved
        probabilities[i, above] += moved
      }
    }
  }

  /// Sets where journeys begin.
  mutating func start(_ parts: [(states: [Int], share: Double)]) {
    let shares = parts.map { part in
      let own = mass(from: 0, to: part.states)
      return own > 0 ? part.states.map { probabilities[0, $0] / own } : distribution(over: part.states)
    }
    for j in 0..<stateCount { probabilities[0, j] = 0 }
    for (part, shares) in zip(parts, shares) {
      for (j, share) in zip(part.states, shares) { probabilities[0, j] += part.share * share }
    }
  }

  private func mass(of i: Int, where isMeant: (Int) -> Bool) -> Double {
    var sum = 0.0
    for j in 0..<stateCount where isMeant(j) { sum += probabilities[i, j] }
    return sum
  }

  /// Adds to what a state gives to some states, in proportion to what it gives to each.
  private mutating func give(_ amount: Double, from i: Int, to target: [Int]) {
    let own = mass(from: i, to: target)
    if own > 0 {
      let factor = max(0, own + amount) / own
      for j in target { probabilities[i, j] *= factor }
    } else {
      for (j, share) in zip(target, distribution(over: target)) { probabilities[i, j] += amount * share }
    }
  }

  /// How arrivals from anywhere are spread over states, by probabilities alone; evenly where nobody arrives.
  private func distribution(over states: [Int]) -> [Double] {
    let arrivals = states.map { j in inner.reduce(0) { $0 + probabilities[$1, j] } }
    let sum = arrivals.reduce(0, +)
    return arrivals.map { sum > 0 ? $0 / sum : 1 / Double(states.count) }
  }
}
