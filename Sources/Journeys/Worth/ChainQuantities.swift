import LinearAlgebra
import MarkovChains

/// What a fitted chain says of journeys as a whole.
public enum JourneyQuantity: Int, Sendable, CaseIterable {
  /// How likely a journey converts.
  case conversionRate
  /// Expected steps from start to end: contacts and the end itself.
  case meanSteps
  /// Variance of the steps.
  case stepsVariance
}

/// What a fitted chain says of a touchpoint.
public enum TouchpointQuantity: Int, Sendable, CaseIterable {
  /// Expected visits a journey.
  case expectedVisits
  /// How likely a journey meets it at all.
  case visitProbability
  /// How likely a journey converts from there.
  case conversionAfter
  /// Expected steps from there to the end.
  case stepsToEnd
  /// How likely a journey is lost at once there.
  case dropOff
  /// 1 − conversion rate without it / conversion rate.
  case removalEffect
  /// Expected visits given conversion: d ln h / d ln(1 − drop-off).
  case elasticity
  /// Conversions gained a journey, to first order, if nobody were lost there.
  case recoverableGain
}

/// All quantities of one fitted chain, from one factorization.
///
/// At higher orders a touchpoint's conversion-after, steps and drop-off are means over the states in which it was met
/// last, weighted by expected visits; its elasticity and gain are sums over them, where a state in which all are lost adds
/// no gain. Removal sends every state that holds it to (lost).
///
/// O(t³) for t states, and O(r³) a touchpoint that r states hold. Source: Kemeny and Snell (1960); removal effect: Anderl,
/// Becker, von Wangenheim and Schumann (2016).
public struct ChainQuantities: Sendable {
  static let journeyCount = JourneyQuantity.allCases.count
  static let touchpointCount = TouchpointQuantity.allCases.count

  /// ``JourneyQuantity`` in order, then ``TouchpointQuantity`` in order touchpoint after touchpoint; NaN = undefined.
  let numbers: [Double]

  /// Undefined where there is no chain, nothing converts, or a state was left out.
  public init(_ fitted: FittedChain, states: TouchpointStates) {
    var numbers = [Double](
      repeating: .nan, count: Self.journeyCount + Self.touchpointCount * states.touchpointCount)
    if let chain = fitted.chain {
      let parts = Parts(chain)
      numbers[JourneyQuantity.conversionRate.rawValue] = parts.absorption[0]
      numbers[JourneyQuantity.meanSteps.rawValue] = parts.steps[0]
      numbers[JourneyQuantity.stepsVariance.rawValue] = parts.stepsVariance
      for touchpoint in 0..<states.touchpointCount {
        let base = Self.journeyCount + touchpoint * Self.touchpointCount
        numbers.withUnsafeMutableBufferPointer { numbers in
          let row = UnsafeMutableBufferPointer(rebasing: numbers[base..<(base + Self.touchpointCount)])
          parts.fillSums(row, visits: Self.places(states.visits[touchpoint], fitted))
          parts.fillRemoval(row, holders: Self.places(states.holders[touchpoint], fitted))
        }
      }
    }
    self.numbers = numbers
  }

  /// A quantity of journeys as a whole; nil where it is undefined.
  public subscript(_ quantity: JourneyQuantity) -> Double? { Self.defined(numbers[quantity.rawValue]) }

  /// A quantity of a touchpoint; nil where it is undefined.
  public subscript(_ quantity: TouchpointQuantity, ofTouchpoint touchpoint: Int) -> Double? {
    Self.defined(numbers[Self.place(quantity, touchpoint)])
  }

  static func place(_ quantity: TouchpointQuantity, _ touchpoint: Int) -> Int {
    journeyCount + touchpoint * touchpointCount + quantity.rawValue
  }

  static func defined(_ number: Double) -> Double? { number.isNaN ? nil : number }

  private static func places(_ states: [Int], _ fitted: FittedChain) -> [Int] {
    states.compactMap { fitted.places[$0] >= 0 ? fitted.places[$0] : nil }
  }

  /// What all touchpoints share; the start is place 0.
  private struct Parts {
    let chain: AbsorbingChain
    let fundamental: Matrix
    let absorption: [Double]
    let steps: [Double]
    let stepsVariance: Double

    init(_ chain: AbsorbingChain) {
      self.chain = chain
      let n = chain.transientCount
      let fundamental = chain.fundamental
      var absorption = [Double](repeating: 0, count: n)
      var steps = absorption
      for i in 0..<n {
        for j in 0..<n {
          absorption[i] += fundamental[i, j] * chain.absorbing[j, 0]
          steps[i] += fundamental[i, j]
        }
        absorption[i] = min(absorption[i], 1)
      }
      var variance = 0.0
      for i in 0..<n where fundamental[0, i] > 0 {
        variance += fundamental[0, i] * chain.varianceOfStep(from: i, values: steps, ends: [0, 0])
      }
      self.fundamental = fundamental
      self.absorption = absorption
      self.steps = steps
      stepsVariance = variance
    }

    func fillSums(_ row: UnsafeMutableBufferPointer<Double>, visits places: [Int]) {
      guard !places.isEmpty else { return }
      var visits = 0.0
      var (conversions, steps, losses, gain) = (0.0, 0.0, 0.0, 0.0)
      var losesAll = true
      for place in places {
        let weight = fundamental[0, place]
        let lost = chain.absorbing[place, 1]
        // What goes on as a sum, which keeps its digits where almost all are lost.
        let others = chain.transient.row(place).reduce(chain.absorbing[place, 0], +)
        visits += weight
        conversions += weight * absorption[place]
        steps += weight * self.steps[place]
        losses += weight * lost
        if others > 0 {
          losesAll = false
          gain += weight * absorption[place] * lost / others
        }
      }
      set(row, .expectedVisits, visits)
      if places.count == 1 {
        set(row, .conversionAfter, absorption[places[0]])
        set(row, .stepsToEnd, self.steps[places[0]])
        set(row, .dropOff, min(chain.absorbing[places[0], 1], 1))
      } else if visits > 0 {
        set(row, .conversionAfter, min(conversions / visits, 1))
        set(row, .stepsToEnd, steps / visits)
        set(row, .dropOff, min(losses / visits, 1))
      }
      if absorption[0] > 0 { set(row, .elasticity, conversions / absorption[0]) }
      if !losesAll { set(row, .recoverableGain, gain) }
    }

    private func set(_ row: UnsafeMutableBufferPointer<Double>, _ quantity: TouchpointQuantity, _ value: Double) {
      row[quantity.rawValue] = value
    }

    /// With S the holders, N_0S N_SS⁻¹ says in which of them a journey first comes, if it does.
    func fillRemoval(_ row: UnsafeMutableBufferPointer<Double>, holders: [Int]) {
      guard let first = holders.first else { return }
      let converts = absorption[0] > 0
      if holders.count == 1 {
        let visited = min(fundamental[0, first] / fundamental[first, first], 1)
        set(row, .visitProbability, visited)
        if converts { set(row, .removalEffect, min(visited * absorption[first] / absorption[0], 1)) }
        return
      }
      var system = Matrix(rows: holders.count, columns: holders.count)
      var right = Matrix(rows: holders.count, columns: 2)
      for (i, from) in holders.enumerated() {
        for (j, to) in holders.enumerated() { system[i, j] = fundamental[from, to] }
        right[i, 0] = 1
        right[i, 1] = absorption[from]
      }
      // Where the update would lose more than about four digits, the chain without the states is solved anew.
      guard let factors = try? LUDecomposition(system), factors.reciprocalCondition > 1e-4 else {
        return solveRemoval(row, holders: holders)
      }
      let solution = factors.solve(right)
      var (visited, converted) = (0.0, 0.0)
      for (i, place) in holders.enumerated() {
        visited += fundamental[0, place] * solution[i, 0]
        converted += fundamental[0, place] * solution[i, 1]
      }
      set(row, .visitProbability, min(max(visited, 0), 1))
      if converts { set(row, .removalEffect, min(max(converted / absorption[0], 0), 1)) }
    }

    private func solveRemoval(_ row: UnsafeMutableBufferPointer<Double>, holders: [Int]) {
      let lost = chain.absorption(from: 0, into: 1, sending: holders, to: 0)
      let converted = chain.absorption(from: 0, into: 0, sending: holders, to: 1)
      // What ends neither as lost nor as converted without them has come to them.
      set(row, .visitProbability, min(max(1 - lost - converted, 0), 1))
      if absorption[0] > 0 { set(row, .removalEffect, min(max(1 - converted / absorption[0], 0), 1)) }
    }
  }
}
