import Journeys
import LinearAlgebra
import Reporting
import Simulation
import Tables

/// Finds where a budget helps most.
public struct OptimizeWorkflow {
  private static let fewStarts = 4
  private static let searchSpacing = 4
  private static let precisionOfDifferences = 1e-9

  public init() {}

  /// - Throws: A failure when the model or the levers cannot be used, or a file cannot be written.
  public func run(_ request: OptimizeRequest, terminal: Terminal) throws(Failure) -> CommandOutput {
    try request.validate()
    let workers = Workers(count: request.threads)
    let report: (String) -> Void = { stage in terminal.report?(Terminal.Progress(stage: stage)) }
    report("reading")
    let file = try JourneyModelFile(request.model)
    let model = file.model
    let levers = try LeverFile(request.levers, archetypes: model.groups.dropFirst().map(\.label))
    let settings = try ProjectionSettings(request, model)
    let options = settings.options
    let statistics = try file.statistics(request.frame, workers: workers)
    let files = ResultFiles(
      settings: request.output, standardFolder: "\(model.source.stem)-optimize", command: "optimize",
      inputs: [request.model, request.levers] + [request.frame.statistics].compactMap(\.self), threads: workers.count)
    try files.prepare()

    report("optimizing")
    let objective = try Self.objective(model, levers, options, request)
    let search = Self.search(request)
    let limits = LeverLimits(levers.levers, objective, most: search.frontierMultiple * request.budget)
    let problem: BudgetProblem
    let plan: BudgetPlan
    do throws(BudgetError) {
      problem = try Self.problem(objective, limits.levers, request)
      plan = try BudgetOptimizer(problem, options: search).plan(workers: workers)
    } catch {
      if case .objectiveNotFinite(let shares) = error {
        try Self.refuse(shares, objective, levers, model, request)
      }
      throw Self.failure(error, request, model)
    }
    report("resampling")
    let results = OptimizationResults(
      request: request, model: model, options: options,
      doubts: request.doubts + levers.doubts
        + [
          settings.rounding, statistics.flatMap { _ in request.frame.resamplingDoubt },
          Self.startDoubt(objective, levers, model, request.goal, options),
        ]
        .compactMap(\.self),
      plan: plan,
      frontier: OptimizationResults.frontier(
        plan, problem, objective, model: model, statistics: statistics, workers: workers),
      leverGains: OptimizationResults.leverGains(plan, problem, objective))
    report("writing")
    let tables = OptimizationTables(results: results).all()
    let written = try files.write(tables: tables)
    let reached = limits.remarks(plan) { error, lever in
      ScenarioRefusal(error, levers.placed(lever), model: model, file: request.model).failure.message
    }
    let remarks = results.remarks + reached + written.remarks
    let printed = PrintedResult(
      settings: request.output, stream: terminal.output, tables: tables,
      screen: { OptimizationTables(results: results).screen(on: $0) },
      json: { OptimizationTables(results: results).json(tables, remarks, timestamp: request.output.timestamp) },
      threads: workers.count)
    return CommandOutput(standardOutput: printed.bytes(), remarks: remarks, closing: written.closing())
  }

  /// Whatever counts later contacts takes the renewal equation at every step of the search, and slopes by differences.
  private static func isDear(_ request: OptimizeRequest) -> Bool { request.goal != .conversions }

  private static func problem(
    _ objective: LeverObjective, _ levers: [Lever], _ request: OptimizeRequest
  ) throws(BudgetError) -> BudgetProblem {
    let value = { @Sendable (shares: [Double]) -> Double in (try? objective.value(at: shares)) ?? .nan }
    return try BudgetProblem(
      levers: levers, budget: request.budget, valueAlone: isDear(request) ? value : nil
    ) { objective.evaluation(at: $0) }
  }

  private static func search(_ request: OptimizeRequest) -> BudgetOptimizer.Options {
    var search = BudgetOptimizer.Options()
    search.seed = request.seed
    if isDear(request) {
      search.randomStarts = fewStarts
      search.searchSpacing = searchSpacing
      search.precision = precisionOfDifferences
    }
    return search
  }

  private static func objective(
    _ model: JourneyModel, _ levers: LeverFile, _ options: ProjectionOptions, _ request: OptimizeRequest
  ) throws(Failure) -> LeverObjective {
    let objective: LeverObjective
    let value: Double
    do throws(ScenarioError) {
      objective = try LeverObjective(model, levers: levers.interventions, goal: request.goal, options: options)
      value = try objective.value(at: levers.levers.map { _ in 0 })
    } catch {
      throw ScenarioRefusal(error, levers.placed(error.intervention ?? 0), model: model, file: request.model).failure
    }
    guard value.isFinite else { throw unknown(request, model) }
    return objective
  }

  /// That levers which set a probability begin below the model, where they do: with nothing spent it is 0.
  private static func startDoubt(
    _ objective: LeverObjective, _ levers: LeverFile, _ model: JourneyModel, _ goal: LeverObjective.Goal,
    _ options: ProjectionOptions
  ) -> CommandOutput.Remark? {
    guard let today = try? LeverObjective(model, levers: [], goal: goal, options: options).value(at: []),
      let start = try? objective.value(at: levers.levers.map { _ in 0 }),
      abs(start - today) > precisionOfDifferences * abs(today)
    else { return nil }
    return .init(
      .warning,
      "with nothing spent on it, a lever of 'set' makes its probability 0: gains count from \(NumberText.number(start)) \(goal.noun), "
        + "not from the \(NumberText.number(today)) of today",
      hint: "a lever of 'add' counts from today")
  }

  /// - Throws: Why the levers cannot have these shares, where that is why nothing is known of them.
  private static func refuse(
    _ shares: [Double], _ objective: LeverObjective, _ levers: LeverFile, _ model: JourneyModel,
    _ request: OptimizeRequest
  ) throws(Failure) {
    do throws(ScenarioError) {
      _ = try objective.value(at: shares)
    } catch {
      var failure = ScenarioRefusal(
        error, levers.placed(error.intervention ?? 0), model: model, file: request.model
      ).failure
      if let lever = error.intervention {
        let bought = "lower what 'response' lets money buy (\(NumberText.percent(shares[lever])) here)"
        failure.hint = [failure.hint, bought].compactMap(\.self).joined(separator: "; ")
      }
      throw failure
    }
  }

  private static func unknown(_ request: OptimizeRequest, _ model: JourneyModel) -> Failure {
    let hint: String? =
      if model.cutting == nil, request.goal == .retained {
        "it knows no times, so nobody can say who stays; --maximize conversions is possible"
      } else if model.cutting == nil, request.frame.customers == nil {
        "--customers N says how many begin a journey in a period"
      } else if request.goal == .value {
        "--value says what a conversion is worth"
      } else {
        "--customers N says how many begin a journey in a period"
      }
    return .badContent(
      "the model does not tell how \(request.goal.noun) would rise", file: request.model, hint: hint)
  }

  private static func failure(_ error: BudgetError, _ request: OptimizeRequest, _ model: JourneyModel) -> Failure {
    switch error {
    case .invalidBudget, .budgetBelowMinimums:
      .usage(Failure.words(error), hint: "raise --budget, or lower the levers' min")
    case .objectiveNotFinite: unknown(request, model)
    default: .badContent(Failure.words(error), file: request.levers)
    }
  }
}
