import Journeys

/// A scenario made ready to change the chains of a model's groups, again and again.
public struct ScenarioPlan: Sendable {
  /// What was asked for.
  public private(set) var scenario: Scenario
  let directory: PlaceDirectory
  private var steps: [StateSpace.Chain: [Step]]

  private struct Step: Sendable {
    let intervention: Int
    let operation: RowOperation
  }

  /// Finds the places of a scenario's interventions.
  ///
  /// - Throws: ``ScenarioError`` for an empty scenario, unknown names and archetypes, and numbers out of range.
  public init(_ scenario: Scenario, model: JourneyModel) throws(ScenarioError) {
    try self.init(scenario, PlaceDirectory(model.touchpoints), archetypeCount: model.groups.count - 1)
  }

  init(_ scenario: Scenario, _ directory: PlaceDirectory, archetypeCount: Int) throws(ScenarioError) {
    if scenario.interventions.isEmpty { throw ScenarioError(.noInterventions) }
    guard scenario.adoption >= 0, scenario.adoption <= 1 else {
      throw ScenarioError(.shareOutOfRange(scenario.adoption))
    }
    for archetype in scenario.archetypes ?? [] where archetype < 1 || archetype > archetypeCount {
      throw ScenarioError(.unknownArchetype(archetype, count: archetypeCount))
    }
    self.scenario = scenario
    self.directory = directory
    var steps: [StateSpace.Chain: [Step]] = [:]
    for chain in [StateSpace.Chain.conversion, .retention] {
      for (number, intervention) in scenario.interventions.enumerated() {
        do throws(ScenarioError) {
          if let operation = try RowOperation(intervention, in: chain, directory) {
            steps[chain, default: []].append(Step(intervention: number, operation: operation))
          }
        } catch {
          throw ScenarioError(error.reason, intervention: number)
        }
      }
    }
    self.steps = steps
  }

  /// The plan of one intervention with another number, without looking for its places again.
  ///
  /// - Parameter amount: Within the range of the intervention's number.
  func withAmount(_ amount: Double) -> ScenarioPlan {
    precondition(scenario.interventions.count == 1, "One number belongs to one intervention.")
    var plan = self
    plan.scenario.interventions = scenario.interventions.map { $0.withAmount(amount) ?? $0 }
    plan.steps = steps.mapValues { steps in
      steps.map { Step(intervention: $0.intervention, operation: $0.operation.withAmount(amount)) }
    }
    return plan
  }

  /// Whether a group of customers lives in the changed world; group 0 is all customers.
  public func concerns(group: Int) -> Bool { scenario.archetypes?.contains(group) ?? true }

  /// The rows after all interventions, in the order written.
  ///
  /// Rows that an intervention does not name keep their bits.
  ///
  /// - Throws: ``ScenarioError`` where a row cannot become what is asked for.
  public func applied(to rows: ChainRows, group: Int) throws(ScenarioError) -> ChainRows {
    try change(rows, group: group).rows
  }

  /// The interventions that are left out of rows, by number: those that need to know where customers go on from a place
  /// after a conversion, where nobody was seen to.
  public func leftOut(of rows: ChainRows, group: Int) throws(ScenarioError) -> [Int] {
    try change(rows, group: group).leftOut
  }

  private func change(_ rows: ChainRows, group: Int) throws(ScenarioError) -> (rows: ChainRows, leftOut: [Int]) {
    guard concerns(group: group), let steps = steps[rows.chain], rows.isLeft(0) else { return (rows, []) }
    var changed = rows
    var leftOut: [Int] = []
    for step in steps {
      let before = changed
      do throws(RowRefusal) {
        try changed.apply(step.operation)
      } catch {
        if rows.chain == .retention, case .allLost = error {
          changed = before
          leftOut.append(step.intervention)
          continue
        }
        throw ScenarioError(
          reason(error, rows.chain), intervention: step.intervention, group: group, chain: rows.chain)
      }
      if rows.chain == .retention, !changed.isClose(to: before), changed.trap != nil {
        changed = before
        leftOut.append(step.intervention)
      }
    }
    guard !changed.isClose(to: rows) else { return (rows, leftOut) }
    var closed = changed
    // Where the same steps are possible as before, the same states reach an end.
    if changed.hasSteps(of: rows) {
      closed.normalize()
      return (closed, leftOut)
    }
    closed.closeOpenRows()
    // To call open what a scenario sends there would undo the scenario in silence.
    if let trap = changed.firstState(leadingNowhere: closed) {
      throw ScenarioError(
        .leadsNowhere(directory.place(ofState: trap, in: rows.chain)), group: group, chain: rows.chain)
    }
    return (closed, leftOut)
  }

  private func reason(_ refusal: RowRefusal, _ chain: StateSpace.Chain) -> ScenarioError.Reason {
    func place(_ state: Int) -> Place { directory.place(ofState: state, in: chain) }
    return switch refusal {
    case .allLost(let state): .allLost(place(state))
    case .aboveOne(let from, let to, let value): .probabilityAboveOne(from: place(from), to: place(to), value: value)
    case .belowZero(let from, let to, let value): .probabilityBelowZero(from: place(from), to: place(to), value: value)
    case .notEnough(let state, let needed, let available):
      .notEnough(place(state), needed: needed, available: available)
    case .noOtherExit(let from, let to): .noOtherExit(from: place(from), to: place(to))
    case .leadsOnlyToItself(let state): .leadsOnlyToItself(place(state))
    case .liftTooHigh(let state, let score, let most): .liftTooHigh(place(state), score: score, most: most)
    }
  }
}

extension ChainRows {
  /// The first state that customers go to and from which nobody was seen to go on; nil where there is none.
  fileprivate var trap: Int? {
    var closed = self
    closed.closeOpenRows()
    return firstState(leadingNowhere: closed)
  }

  /// The first state that customers go to and that was left out of the closed rows; nil where there is none.
  fileprivate func firstState(leadingNowhere closed: ChainRows) -> Int? {
    inner.first { j in !closed.isLeft(j) && inner.contains { probabilities[$0, j] > 0 } }
  }

  /// Makes one change.
  mutating func apply(_ operation: RowOperation) throws(RowRefusal) {
    switch operation {
    case .recover(let states, let share, let to): try recover(states, share: share, to: to)
    case .move(let from, let to, let amount, let source): try move(from: from, to: to, by: amount, takingFrom: source)
    case .reroute(let from, let to, let share): reroute(from: from, to: to, share: share)
    case .remove(let states, let to): try remove(states, to: to)
    case .lift(let states, let scores, let rise): try lift(states, scores: scores, by: rise)
    case .start(let parts): start(parts)
    }
  }
}
