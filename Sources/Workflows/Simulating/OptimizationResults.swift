import Journeys
import LinearAlgebra
import Reporting
import Simulation

/// All that `archetype optimize` found.
struct OptimizationResults {
  /// What a budget achieves at best, with the interval of fixed spends.
  struct FrontierRow {
    let budget: Double
    /// In the order of the levers.
    let spends: [Double]
    let metric: IntervalEstimate
  }

  let request: OptimizeRequest
  let model: JourneyModel
  let options: ProjectionOptions
  /// What may have been meant otherwise than it was read.
  let doubts: [CommandOutput.Remark]
  let plan: BudgetPlan
  /// The gain of the best plan at each budget.
  let frontier: [FrontierRow]

  /// What would be missing without the spend on each lever.
  let leverGains: [Double]

  /// How far is looked ahead, in words.
  var horizon: String { options.horizonText(of: model) }

  /// The gain of the plan itself.
  var gain: IntervalEstimate {
    frontier.first { $0.budget == plan.budget }?.metric ?? IntervalEstimate(value: plan.gain)
  }

  /// What the plan has more than it would have without the spend on each lever.
  static func leverGains(_ plan: BudgetPlan, _ problem: BudgetProblem, _ objective: LeverObjective) -> [Double] {
    let shares = problem.shares(of: plan.spends)
    return shares.indices.map { lever in
      var without = shares
      without[lever] = 0
      return plan.value - ((try? objective.value(at: without)) ?? .nan)
    }
  }

  /// Gains along the frontier, with intervals by resampling customers: the spends stay as they are.
  static func frontier(
    _ plan: BudgetPlan, _ problem: BudgetProblem, _ objective: LeverObjective, model: JourneyModel,
    statistics: JourneyStatistics?, workers: Workers
  ) -> [FrontierRow] {
    let gains = objective.gains(
      at: plan.frontier.map { problem.shares(of: $0.spends) }, model: model, statistics: statistics, workers: workers)
    return zip(plan.frontier, gains).map { FrontierRow(budget: $0.budget, spends: $0.spends, metric: $1) }
  }

  /// Why the plan has no interval, where one was asked for.
  private var withoutInterval: CommandOutput.Remark? {
    guard options.replicates > 0, !model.isAssumed, gain.low == nil else { return nil }
    // Nothing spent changes nothing: where even that has no interval, nothing has.
    guard frontier.first?.metric.low != nil else {
      return .init(.note, "too few customers stand behind this model for intervals")
    }
    return .init(
      .note, "the plan asks for more than some resamples of customers have, so there is no interval",
      hint: "the 'max' of a lever limits what it asks for")
  }

  var remarks: [CommandOutput.Remark] {
    var remarks = doubts + model.assumedRemark
    for note in plan.notes {
      switch note {
      case .allLeversAtMaximum(let unspent):
        remarks.append(
          .init(.note, "all levers are at their maximum; \(NumberText.money(unspent)) of the budget is left"))
      case .nothingGains(let unspent):
        remarks.append(
          .init(.note, "\(NumberText.money(unspent)) of the budget is left, because no lever gains from it"))
      case .frontierEnds(let last, let refused):
        remarks.append(
          .init(
            .note,
            "frontier.csv ends at a budget of \(NumberText.money(last)), up to which the levers can be used",
            hint: "\(NumberText.money(refused)) would buy more than the model allows; the 'max' of a lever limits that"
          ))
      }
    }
    if request.goal == .value, plan.total > 0, plan.gain < plan.total {
      remarks.append(
        .init(
          .warning,
          "the plan costs more than it brings: \(NumberText.money(plan.total)) for \(NumberText.money(plan.gain))",
          hint: "frontier.csv says what smaller budgets bring"))
    }
    if let why = withoutInterval { remarks.append(why) }
    if !plan.converged {
      remarks.append(.init(.warning, "the search did not settle: another allocation may be slightly better"))
    }
    return remarks
  }
}
