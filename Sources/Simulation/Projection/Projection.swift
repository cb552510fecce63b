import Journeys
import LinearAlgebra

/// What scenarios do to conversion, retention and money, beside what would be without them.
///
/// Point estimates are of the model's own probabilities. Under resampled customers base and scenario are fitted to the
/// same weights, so that the interval of a difference is that of the difference; a scenario that changes nothing has one
/// of exactly 0. Intervals are of expectations. The total of archetypes weighs conversion by journeys and retention by
/// followed customers; customers without an archetype are left out of it.
public struct Projection: Sendable {
  /// What was asked for.
  public let options: ProjectionOptions
  /// Where each metric is in a list of numbers.
  public let layout: MetricLayout
  /// The model's groups that are projected: 0 alone, or 0 as the total of the archetypes and then each of these.
  public let groups: [Int]
  /// In the order given.
  public let scenarios: [Scenario]
  /// One a scenario, those of each group in turn.
  public let differences: [[RowDifference]]
  /// One a scenario and archetype (or the group of all): visits to touchpoints before and after.
  public let flows: [[TouchpointFlows]]
  /// One a scenario: the interventions, by number, that the retention chain of a group is left without, because nobody was
  /// seen to go on from a place they need after a conversion.
  public let leftOut: [[Int]]
  /// Arrivals a period, of all groups; nil where the model does not tell.
  public let arrivals: Double?
  /// One a group of ``groups``.
  public let checks: [ProjectionCheck]
  /// For each of ``groups``, metrics of the base and then of each scenario at full adoption; NaN = undefined.
  let numbers: [[Double]]
  /// The share of arrivals that each of ``groups`` has.
  let arrivalShares: [Double]
  private let replicates: ReplicateNumbers?
  private let customers: [Int]

  /// Projects scenarios.
  ///
  /// - Parameters:
  ///   - model: Of order 1, with a conversion chain.
  ///   - statistics: Those the model was fitted to; nil gives no intervals.
  ///   - scenarios: Any number; each is beside the same base.
  ///   - options: Period, horizon, arrivals, values, and the replicates of the bootstrap.
  ///   - workers: Threads to use; any number gives the same result.
  /// - Throws: ``ScenarioError`` with the number of the first scenario that is refused.
  public init(
    _ model: JourneyModel, statistics: JourneyStatistics? = nil, scenarios: [Scenario], options: ProjectionOptions,
    workers: Workers
  ) throws(RefusedScenario) {
    precondition(model.kind == StateSpace.Chain.conversion.rawValue, "Only a chain with an end is projected.")
    precondition(model.estimation.order == 1, "Only a chain of order 1 is projected.")
    var plans: [ScenarioPlan] = []
    for (number, scenario) in scenarios.enumerated() {
      do throws(ScenarioError) {
        plans.append(try ScenarioPlan(scenario, model: model))
      } catch {
        throw RefusedScenario(number: number, error: error)
      }
    }
    let data = ProjectionData(model, options)
    let states = data.states(of: model)
    let weights = data.weights(states)
    let base = states.map { data.outcome($0) }
    var numbers = data.metrics(base, states, weights)
    var differences: [[RowDifference]] = []
    var flows: [[TouchpointFlows]] = []
    var leftOut: [[Int]] = []
    for (number, plan) in plans.enumerated() {
      do throws(ScenarioError) {
        var changed: [GroupOutcome] = []
        for place in states.indices {
          changed.append(try data.outcome(states[place], base[place], plan, group: data.groups[place]))
        }
        for (group, part) in data.metrics(changed, states, weights).enumerated() { numbers[group] += part }
        differences.append(try Self.differences(data, states, plan))
        flows.append(try Self.flows(data, states, plan))
        leftOut.append(try Self.leftOut(data, states, plan))
      } catch {
        throw RefusedScenario(number: number, error: error)
      }
    }
    self.options = options
    layout = data.layout
    groups = data.resultGroups
    self.scenarios = scenarios
    self.differences = differences
    self.flows = flows
    self.leftOut = leftOut
    arrivals = data.arrivals.isNaN ? nil : data.arrivals
    self.numbers = numbers
    arrivalShares = data.groups == [0] ? [1] : [1] + weights.arrivals
    customers = groups.map { model.groups[$0].customers }
    let asObserved = data.metrics(base, states, data.observedWeights(states))
    checks = groups.enumerated().map { place, group in
      ProjectionCheck(model.groups[group], group: group, numbers: asObserved[place], data.layout, options)
    }
    replicates = statistics.flatMap { statistics in
      options.replicates > 0 ? ProjectionReplicates(data, model, statistics).numbers(plans, workers: workers) : nil
    }
  }

  /// A scenario beside its base, at its own adoption or another.
  ///
  /// Adoption a gives (1 − a)·base + a·scenario of each expectation.
  public func projection(ofScenario number: Int, adoption: Double? = nil) -> ScenarioProjection {
    let share = adoption ?? scenarios[number].adoption
    precondition(share >= 0 && share <= 1, "Adoption is a share.")
    let parts = groups.indices.map { group in
      GroupProjection(
        group: groups[group], layout: layout,
        estimates: (0..<layout.count).map { estimate($0, ofScenario: number, group: group, adoption: share) })
    }
    return ScenarioProjection(
      scenario: scenarios[number], adoption: share, groups: parts, options: options,
      changesNothing: differences[number].allSatisfy(\.cells.isEmpty))
  }

  /// A metric of all replicates under a scenario, at an adoption; empty without a bootstrap. NaN = undefined.
  ///
  /// - Parameter group: Place in ``groups``.
  /// - Parameter number: The scenario; nil for the base again.
  func replicates(
    _ place: Int, ofScenario number: Int?, group: Int, adoption: Double
  ) -> (base: [Double], projected: [Double]) {
    guard let replicates, Double(customers[group]) >= IntervalEstimate.leastCustomers else { return ([], []) }
    let base = replicates.column(place, ofGroup: group)
    guard let number else { return (base, base) }
    let full = replicates.column((number + 1) * layout.count + place, ofGroup: group)
    return (base, zip(base, full).map { Self.mixed($0, $1, adoption) })
  }

  private func estimate(_ place: Int, ofScenario number: Int, group: Int, adoption: Double) -> MetricEstimate {
    let base = numbers[group][place]
    let projected = Self.mixed(base, numbers[group][(number + 1) * layout.count + place], adoption)
    let drawn = replicates(place, ofScenario: number, group: group, adoption: adoption)
    func interval(_ value: Double, _ replicates: [Double]) -> IntervalEstimate {
      IntervalEstimate(value: value.isNaN ? nil : value, replicates: replicates, level: options.level)
    }
    return MetricEstimate(
      base: interval(base, drawn.base), projected: interval(projected, drawn.projected),
      difference: interval(Self.change(base, projected), zip(drawn.base, drawn.projected).map(Self.change)))
  }

  /// Changes below this part of a number are rounding.
  private static let rounding = 1e-12

  /// From base to projected; 0 where nothing but rounding is between them.
  static func change(_ base: Double, _ projected: Double) -> Double {
    let change = projected - base
    return abs(change) <= rounding * max(abs(base), abs(projected)) ? 0 : change
  }

  /// Exactly the base where the scenario changes nothing, exactly the scenario at full adoption.
  static func mixed(_ base: Double, _ scenario: Double, _ adoption: Double) -> Double {
    adoption == 1 ? scenario : base + adoption * (scenario - base)
  }

  private static func differences(
    _ data: ProjectionData, _ states: [GroupState], _ plan: ScenarioPlan
  ) throws(ScenarioError) -> [RowDifference] {
    var result: [RowDifference] = []
    for (place, group) in data.groups.enumerated() {
      let rows = states[place].conversion
      result.append(
        RowDifference(
          rows, try plan.applied(to: rows, group: group), group: group, observed: data.conversion.edges))
      if let retention = states[place].retention, let chain = data.retention {
        let rows = retention.rows
        result.append(
          RowDifference(rows, try plan.applied(to: rows, group: group), group: group, observed: chain.edges))
      }
    }
    return result
  }

  /// The interventions that the retention chain of any group is left without, by number.
  private static func leftOut(
    _ data: ProjectionData, _ states: [GroupState], _ plan: ScenarioPlan
  ) throws(ScenarioError) -> [Int] {
    var found: Set<Int> = []
    for (place, group) in data.groups.enumerated() {
      guard let retention = states[place].retention else { continue }
      found.formUnion(try plan.leftOut(of: retention.rows, group: group))
    }
    return found.sorted()
  }

  private static func flows(
    _ data: ProjectionData, _ states: [GroupState], _ plan: ScenarioPlan
  ) throws(ScenarioError) -> [TouchpointFlows] {
    var result: [TouchpointFlows] = []
    for (place, group) in data.groups.enumerated() {
      let rows = states[place].conversion
      result.append(TouchpointFlows(rows, try plan.applied(to: rows, group: group), group: group))
    }
    return result
  }
}

/// A scenario that cannot be applied.
public struct RefusedScenario: Error, Sendable, Equatable {
  /// Its number from 0, in the order given.
  public let number: Int
  /// Why.
  public let error: ScenarioError
}
