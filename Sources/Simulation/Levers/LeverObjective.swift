import Journeys
import LinearAlgebra

/// What shares of some interventions bring, with the gradient: what a budget maximizes.
///
/// A lever is an intervention whose number is the share that money buys. Levers apply in their order, to all archetypes
/// or to some.
public struct LeverObjective: Sendable {
  /// What is maximized, up to the horizon.
  public enum Goal: String, Sendable, CaseIterable {
    /// Journeys that convert.
    case conversions
    /// Active customers at the horizon.
    case retained
    /// Present value.
    case value

    var metric: Metric {
      switch self {
      case .conversions: .conversions
      case .retained: .activeCustomers
      case .value: .presentValue
      }
    }
  }

  /// One lever.
  public struct Lever: Sendable, Equatable {
    /// Its own number is not used.
    public let intervention: Intervention
    /// Archetypes from 1; nil for all.
    public let archetypes: [Int]?

    public init(_ intervention: Intervention, archetypes: [Int]? = nil) {
      self.intervention = intervention
      self.archetypes = archetypes
    }
  }

  /// Steps of differences: shares are of the order of 1.
  private static let rowStep = 1e-5
  private static let metricStep = 1e-4

  /// What is maximized.
  public let goal: Goal
  /// In the order of shares.
  public let levers: [Lever]
  private let data: ProjectionData
  /// The levers with their places found.
  private let plans: [ScenarioPlan]
  private let states: [GroupState]
  private let base: [GroupOutcome]
  private let weights: [[Double]]

  /// Makes levers ready to be evaluated, again and again.
  ///
  /// - Parameters:
  ///   - model: Of order 1, with a conversion chain.
  ///   - levers: Interventions with one number each.
  ///   - goal: What is maximized.
  ///   - options: Period, horizon, arrivals and values.
  /// - Throws: ``ScenarioError`` with the number of the lever as that of the intervention, where it cannot be applied even
  ///   with a share of 0.
  public init(
    _ model: JourneyModel, levers: [Lever], goal: Goal, options: ProjectionOptions
  ) throws(ScenarioError) {
    precondition(levers.allSatisfy { $0.intervention.withAmount(0) != nil }, "A lever has one number.")
    self.goal = goal
    self.levers = levers
    data = ProjectionData(model, options, includesRetention: goal != .conversions)
    var plans: [ScenarioPlan] = []
    for (number, lever) in levers.enumerated() {
      do throws(ScenarioError) {
        let scenario = Scenario(
          name: "", interventions: [lever.intervention.withAmount(0)!], archetypes: lever.archetypes)
        plans.append(try ScenarioPlan(scenario, model: model))
      } catch {
        throw ScenarioError(error.reason, intervention: number, group: error.group, chain: error.chain)
      }
    }
    self.plans = plans
    states = data.states(of: model)
    base = states.map { [data] in data.outcome($0) }
    let weights = data.weights(states)
    self.weights = [weights.arrivals, weights.followed]
    _ = try value(at: levers.map { _ in 0 })
  }

  /// The same levers in other states of the groups.
  private init(_ other: LeverObjective, states: [GroupState], weights: (arrivals: [Double], followed: [Double])) {
    goal = other.goal
    levers = other.levers
    data = other.data
    plans = other.plans
    self.states = states
    base = states.map { other.data.outcome($0) }
    self.weights = [weights.arrivals, weights.followed]
  }

  /// The value and gradient for a search, NaN where they are undefined.
  public func evaluation(at shares: [Double]) -> BudgetProblem.Evaluation {
    guard let (value, gradient) = try? valueAndGradient(at: shares) else {
      return .init(value: .nan, gradient: shares.map { _ in .nan })
    }
    return .init(value: value, gradient: gradient)
  }

  /// What shares gain over no shares, with intervals by resampling customers; the shares stay as they are.
  ///
  /// - Parameters:
  ///   - points: Shares of all levers, any number of times.
  ///   - model: Of order 1, with a conversion chain.
  ///   - statistics: Those the model was fitted to; nil gives no intervals.
  ///   - workers: Threads to use; any number gives the same result.
  public func gains(
    at points: [[Double]], model: JourneyModel, statistics: JourneyStatistics?, workers: Workers
  ) -> [IntervalEstimate] {
    let observed = Self.gains(self, points)
    guard let statistics, data.options.replicates > 0 else {
      return observed.map { IntervalEstimate(value: $0.isNaN ? nil : $0) }
    }
    let replicates = ProjectionReplicates(data, model, statistics).map(workers: workers) { states, weights in
      [Self.gains(LeverObjective(self, states: states, weights: weights), points)]
    }
    return observed.enumerated().map { place, gain in
      IntervalEstimate(
        value: gain.isNaN ? nil : gain, replicates: replicates.column(place, ofGroup: 0), level: data.options.level)
    }
  }

  private static func gains(_ objective: LeverObjective, _ points: [[Double]]) -> [Double] {
    guard let base = try? objective.value(at: objective.levers.map { _ in 0 }) else { return points.map { _ in .nan } }
    return points.map { ((try? objective.value(at: $0)) ?? .nan) - base }
  }

  /// The metric at some shares.
  ///
  /// - Throws: ``ScenarioError`` where a row cannot become what is asked for.
  public func value(at shares: [Double]) throws(ScenarioError) -> Double {
    var outcomes: [GroupOutcome] = []
    for place in states.indices { outcomes.append(try outcome(place, shares)) }
    return metric(outcomes)
  }

  /// The metric and its derivative by each share.
  ///
  /// For conversions the derivative is Σ N_0i dp_ij h_j over the changed rows: exact but for dp, a central difference of
  /// rows, which are linear in most shares. For other metrics it is a central difference of the metric. At the end of what
  /// a row allows it is a difference from the inside, and 0 where a share can neither rise nor fall.
  ///
  /// - Throws: As ``value(at:)`` does.
  public func valueAndGradient(
    at shares: [Double]
  ) throws(ScenarioError) -> (value: Double, gradient: [Double]) {
    precondition(shares.count == levers.count, "Every lever has its share.")
    return goal == .conversions ? try conversionsAndGradient(shares) : try differences(shares)
  }

  private func metric(_ outcomes: [GroupOutcome]) -> Double {
    data.metrics(outcomes, states, (weights[0], weights[1]))[0][data.layout.place(goal.metric)!]
  }

  /// What a lever's share gives a step below and a step above, within 0...1, and the distance of the two shares.
  ///
  /// - Parameters:
  ///   - middle: What the shares themselves give: it stands for a side that the rows do not allow.
  ///   - result: What shares give.
  private func sides<Result>(
    _ lever: Int, _ shares: [Double], _ step: Double, middle: Result,
    _ result: ([Double]) throws(ScenarioError) -> Result
  ) -> (low: Result, high: Result, width: Double) {
    func side(_ share: Double) -> (share: Double, result: Result) {
      var moved = shares
      moved[lever] = share
      return (try? result(moved)).map { (share, $0) } ?? (shares[lever], middle)
    }
    let low = side(max(0, shares[lever] - step))
    let high = side(min(1, shares[lever] + step))
    return (low.result, high.result, high.share - low.share)
  }

  /// A lever that concerns some groups leaves the outcomes of the others alone.
  private func differences(_ shares: [Double]) throws(ScenarioError) -> (value: Double, gradient: [Double]) {
    var outcomes: [GroupOutcome] = []
    for place in states.indices { outcomes.append(try outcome(place, shares)) }
    var gradient: [Double] = []
    for lever in levers.indices {
      let sides = sides(lever, shares, Self.metricStep, middle: outcomes) { moved throws(ScenarioError) in
        var result = outcomes
        for place in states.indices where plans[lever].concerns(group: data.groups[place]) {
          result[place] = try outcome(place, moved)
        }
        return result
      }
      gradient.append(sides.width > 0 ? (metric(sides.high) - metric(sides.low)) / sides.width : 0)
    }
    return (metric(outcomes), gradient)
  }

  private func conversionsAndGradient(
    _ shares: [Double]
  ) throws(ScenarioError) -> (value: Double, gradient: [Double]) {
    var outcomes = base
    var slopes = [Double](repeating: 0, count: levers.count)
    for place in states.indices {
      let stages = try stages(states[place].conversion, place, shares)
      let rows = stages[levers.count]
      guard let (chain, kept) = rows.absorbing else {
        outcomes[place] = GroupOutcome(conversionRate: .nan, lifetime: base[place].lifetime)
        continue
      }
      var h = [Double](repeating: 0, count: rows.stateCount)
      for (state, value) in zip(kept, chain.absorption(into: 0)) { h[state] = value }
      h[rows.lost - 1] = 1
      if rows != states[place].conversion {
        outcomes[place] = GroupOutcome(conversionRate: h[0], lifetime: base[place].lifetime)
      }
      guard weights[0][place] > 0 else { continue }
      let visits = chain.visits(from: 0)
      for lever in levers.indices where plans[lever].concerns(group: data.groups[place]) {
        let sides = sides(lever, shares, Self.rowStep, middle: rows) { moved throws(ScenarioError) in
          try changed(stages[lever], place, moved, from: lever)
        }
        guard sides.width > 0 else { continue }
        let (low, high) = (sides.low.probabilities, sides.high.probabilities)
        var sum = 0.0
        for (k, i) in kept.enumerated() {
          var change = 0.0
          for j in 0..<rows.stateCount { change += (high[i, j] - low[i, j]) * h[j] }
          sum += visits[k] * change
        }
        slopes[lever] += weights[0][place] * sum / sides.width
      }
    }
    let journeys = data.arrivals * Double(data.options.periodCount)
    return (metric(outcomes), slopes.map { $0 * journeys })
  }

  private func outcome(_ place: Int, _ shares: [Double]) throws(ScenarioError) -> GroupOutcome {
    let state = states[place]
    let rows = try changed(state.conversion, place, shares)
    let rate = rows == state.conversion ? base[place].conversionRate : rows.conversionRate ?? .nan
    var lifetime = base[place].lifetime
    if let retention = state.retention {
      let changed = try changed(retention.rows, place, shares)
      if changed != retention.rows { lifetime = data.lifetime(retention.chain(with: changed)) }
    }
    return GroupOutcome(conversionRate: rate, lifetime: lifetime)
  }

  /// The rows of a group after all levers.
  ///
  /// - Parameter first: Levers before this one have changed the rows already.
  private func changed(
    _ rows: ChainRows, _ place: Int, _ shares: [Double], from first: Int = 0
  ) throws(ScenarioError) -> ChainRows {
    var rows = rows
    for lever in first..<levers.count { rows = try changed(rows, place, by: lever, shares[lever]) }
    return rows
  }

  /// The rows of a group before each lever, and after the last.
  private func stages(
    _ rows: ChainRows, _ place: Int, _ shares: [Double]
  ) throws(ScenarioError) -> [ChainRows] {
    var stages = [rows]
    for lever in levers.indices { stages.append(try changed(stages[lever], place, by: lever, shares[lever])) }
    return stages
  }

  private func changed(
    _ rows: ChainRows, _ place: Int, by lever: Int, _ share: Double
  ) throws(ScenarioError) -> ChainRows {
    guard plans[lever].concerns(group: data.groups[place]) else { return rows }
    do throws(ScenarioError) {
      return try plans[lever].withAmount(share).applied(to: rows, group: data.groups[place])
    } catch {
      throw ScenarioError(error.reason, intervention: lever, group: error.group, chain: error.chain)
    }
  }
}
