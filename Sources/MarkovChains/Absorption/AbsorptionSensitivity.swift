/// How the probability of ending in one absorbing state answers to small changes of the transition probabilities.
///
/// When an edge gains probability, the other edges of its state lose in proportion to what they have.
public struct AbsorptionSensitivity: Sendable {
  /// N_0i: expected visits to each transient state from the start, t.
  public let visits: [Double]
  /// h: how likely the chain ends in the target from each transient state, t.
  public let absorption: [Double]
  /// h at the start.
  public let probability: Double
  private let chain: AbsorbingChain
  private let target: Int

  init(_ chain: AbsorbingChain, start: Int, target: Int) {
    self.chain = chain
    self.target = target
    visits = chain.visits(from: start)
    absorption = chain.absorption(into: target)
    probability = absorption[start]
  }

  /// ∂h / ∂p_ij = N_0i (h_j − h_i) / (1 − p_ij); nil when the edge has all probability already.
  ///
  /// - Parameters:
  ///   - i: A transient state.
  ///   - j: A transient state, or t + x for absorbing state x.
  public func derivative(from i: Int, to j: Int) -> Double? {
    let p = probability(from: i, to: j)
    // 1 − p as the sum of the other edges, which loses no digits where p is almost 1.
    let others = otherProbability(from: i, than: j)
    return p > 0 && others <= 0 ? nil : visits[i] * (value(j) - absorption[i]) / others
  }

  /// ∂ ln h / ∂ ln p_ij; nil when the edge has all probability already, or h is 0.
  public func elasticity(from i: Int, to j: Int) -> Double? {
    guard probability > 0, let derivative = derivative(from: i, to: j) else { return nil }
    return probability(from: i, to: j) * derivative / probability
  }

  /// ∂ ln h / ∂ ln(1 − exit) = N_0i h_i / h: expected visits to the state given that the chain ends in the target.
  ///
  /// The exit is any edge to an end other than the target, and what it loses is shared in proportion. Nil when h is 0.
  public func continuationElasticity(of i: Int) -> Double? {
    probability > 0 ? visits[i] * absorption[i] / probability : nil
  }

  /// N_0i h_i p / (1 − p): the gain to first order when nothing went from a state to an absorbing state other than the target.
  ///
  /// Nil when everything goes there.
  public func gain(closingExit x: Int, of i: Int) -> Double? {
    precondition(x != target, "The closed exit is not the target.")
    let others = otherProbability(from: i, than: chain.transientCount + x)
    return others > 0 ? visits[i] * absorption[i] * chain.absorbing[i, x] / others : nil
  }

  private func probability(from i: Int, to j: Int) -> Double {
    j < chain.transientCount ? chain.transient[i, j] : chain.absorbing[i, j - chain.transientCount]
  }

  private func otherProbability(from i: Int, than j: Int) -> Double {
    var sum = 0.0
    for (k, p) in chain.transient.row(i).enumerated() where k != j { sum += p }
    for (x, p) in chain.absorbing.row(i).enumerated() where chain.transientCount + x != j { sum += p }
    return sum
  }

  private func value(_ j: Int) -> Double {
    if j < chain.transientCount { return absorption[j] }
    return j - chain.transientCount == target ? 1 : 0
  }
}

extension AbsorbingChain {
  /// The sensitivity of ending in an absorbing state from a start. Two solves; O(t) for each edge asked for.
  public func sensitivity(from start: Int, into target: Int) -> AbsorptionSensitivity {
    AbsorptionSensitivity(self, start: start, target: target)
  }
}
