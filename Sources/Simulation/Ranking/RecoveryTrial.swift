import Journeys
import LinearAlgebra
import MarkovChains

/// Recovers a share of what is lost at each touchpoint in turn.
struct RecoveryTrial: Sendable {
  /// Touchpoints, each once, in the model's order.
  let names: [String]
  private let data: ProjectionData
  private let options: ImprovementRanking.Options
  /// By touchpoint, its states in both chains.
  private let conversionStates: [[Int]]
  private let retentionStates: [[Int]]

  init(_ data: ProjectionData, _ model: JourneyModel, _ options: ImprovementRanking.Options) {
    self.data = data
    self.options = options
    let directory = PlaceDirectory(model.touchpoints)
    var names: [String] = []
    for touchpoint in model.touchpoints
    where !names.contains(where: { $0.utf8.elementsEqual(touchpoint.touchpoint.utf8) }) {
      names.append(touchpoint.touchpoint)
    }
    self.names = names
    let innerCount = model.touchpoints.count + 1
    func states(_ chain: StateSpace.Chain) -> [[Int]] {
      names.map { name in
        let found = (try? directory.states(of: Place(name), in: chain, expected: .touchpoint)) ?? []
        return found.filter { $0 < innerCount }
      }
    }
    conversionStates = states(.conversion)
    retentionStates = states(.retention)
  }

  func place(of order: ImprovementRanking.Order) -> Int {
    switch order {
    case .conversions: 0
    case .retained: 1
    case .value: 2
    }
  }

  /// Gains in conversions, active customers and present value: group × touchpoint × gain, the total first where there are
  /// archetypes. NaN = undefined.
  func gains(
    _ states: [GroupState], _ weights: (arrivals: [Double], followed: [Double]), workers: Workers
  ) -> [[[Double]]] {
    let parts = workers.map(pieces: states.count) { place in
      gains(states[place], place, arrivals: data.arrivals * weights.arrivals[place])
    }
    guard data.groups != [0] else { return parts }
    let total = names.indices.map { touchpoint in
      (0..<3).map { gain in
        // An archetype where all are lost at the touchpoint, or that never meets it, gains nothing.
        let known = parts.map { $0[touchpoint][gain] }.filter { !$0.isNaN }
        return known.isEmpty ? .nan : known.reduce(0, +)
      }
    }
    return [total] + parts
  }

  private func gains(_ state: GroupState, _ place: Int, arrivals: Double) -> [[Double]] {
    let rates = RecoveredConversion(state.conversion)
    guard options.includesRetention else {
      let periods = Double(data.options.periodCount)
      return names.indices.map { touchpoint in
        let gain = rates?.gain(at: conversionStates[touchpoint], share: options.share) ?? .nan
        return [gain * arrivals * periods, .nan, .nan]
      }
    }
    let base = data.outcome(state)
    let before = data.metrics(base, state, place, arrivals: arrivals)
    let wanted = [
      data.layout.place(.conversions)!, data.layout.place(.activeCustomers)!, data.layout.place(.presentValue)!,
    ]
    return names.indices.map { touchpoint in
      let rate = rates?.gain(at: conversionStates[touchpoint], share: options.share) ?? .nan
      var lifetime = base.lifetime
      if let retention = state.retention {
        var rows = retention.rows
        do throws(RowRefusal) {
          try rows.recover(retentionStates[touchpoint], share: options.share, to: nil)
          if rows != retention.rows { lifetime = data.lifetime(retention.chain(with: rows)) }
        } catch {
          // Where all lapse nobody can be kept by what others do.
          lifetime = base.lifetime
        }
      }
      let outcome = GroupOutcome(conversionRate: base.conversionRate + rate, lifetime: lifetime)
      let after = data.metrics(outcome, state, place, arrivals: arrivals)
      return wanted.map { after[$0] - before[$0] }
    }
  }
}

/// How conversion answers when a share of what is lost at a state goes on, from one factorization.
///
/// With m the share lost at state i and f = s·m/(1 − m), the change of its row is d = f·(its other exits) − s·m·(lost), so that
/// d·h = f·h_i and Σ d_k N_ki = f·(N_ii − 1): h' = h + N_0i f h_i / (1 − f (N_ii − 1)).
///
/// Source: Sherman and Morrison (1950).
struct RecoveredConversion {
  private let rows: ChainRows
  private let chain: AbsorbingChain
  private let places: [Int]
  private let absorption: [Double]
  private let visits: [Double]
  private let fundamental: Matrix

  /// Nil where the start leads to no end.
  init?(_ rows: ChainRows) {
    guard let (chain, states) = rows.absorbing else { return nil }
    self.rows = rows
    self.chain = chain
    var places = [Int](repeating: -1, count: rows.stateCount)
    for (place, state) in states.enumerated() { places[state] = place }
    self.places = places
    absorption = chain.absorption(into: 0)
    fundamental = chain.fundamental
    visits = Array(fundamental.row(0))
  }

  /// The gain in the conversion rate; NaN where all are lost at one of the states.
  func gain(at states: [Int], share: Double) -> Double {
    let met = states.filter { places[$0] >= 0 && rows.probabilities[$0, rows.lost] > 0 }
    guard let first = met.first else { return 0 }
    let others = met.map { state in
      (0..<rows.lost).reduce(0) { $0 + rows.probabilities[state, $1] }
    }
    guard others.allSatisfy({ $0 > 0 }) else { return .nan }
    let factors = zip(met, others).map { share * rows.probabilities[$0, rows.lost] / $1 }
    if met.count == 1 {
      let i = places[first]
      let denominator = 1 - factors[0] * (fundamental[i, i] - 1)
      if denominator > 1e-10 { return visits[i] * factors[0] * absorption[i] / denominator }
    }
    let changes = zip(met, factors).map { state, factor in
      let i = places[state]
      var row = Array(chain.transient.row(i)) + Array(chain.absorbing.row(i))
      for j in 0..<row.count - 1 { row[j] *= 1 + factor }
      row[row.count - 1] *= 1 - share
      return AbsorbingChain.RowChange(state: i, probabilities: row)
    }
    guard let changed = try? chain.absorption(from: 0, into: 0, changing: changes) else { return .nan }
    return changed - absorption[0]
  }
}
