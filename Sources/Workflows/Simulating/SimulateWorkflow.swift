import Journeys
import LinearAlgebra
import Simulation
import Tables

/// Projects what improving touchpoints does to conversion and retention.
public struct SimulateWorkflow {
  public init() {}

  /// - Throws: A failure when the model or a scenario cannot be used, or a file cannot be written.
  public func run(_ request: SimulateRequest, terminal: Terminal) throws(Failure) -> CommandOutput {
    try request.validate()
    let workers = Workers(count: request.reading.threads)
    let report: (String) -> Void = { stage in terminal.report?(Terminal.Progress(stage: stage)) }
    report("reading")
    let file = try JourneyModelFile(request.model)
    let model = file.model
    let (scenarios, doubts) = try Self.scenarios(request, model)
    let settings = try ProjectionSettings(request, model)
    let options = settings.options
    let statistics = try file.statistics(request.frame, workers: workers)
    let files = ResultFiles(
      settings: request.output, standardFolder: "\(model.source.stem)-simulate", command: "simulate",
      inputs: [request.model, request.scenarios, request.events, request.frame.statistics].compactMap(\.self),
      threads: workers.count)
    try files.prepare()

    report("projecting")
    let projection: Projection
    do throws(RefusedScenario) {
      projection = try Projection(
        model, statistics: statistics, scenarios: scenarios.map(\.scenario), options: options, workers: workers)
    } catch {
      throw ScenarioRefusal(error.error, scenarios[error.number], model: model, file: request.model).failure
    }
    var results = SimulationResults(
      request: request, model: model, projection: projection, adoptions: try request.adoptionShares())
    results.doubts =
      request.doubts + doubts
      + [settings.rounding, statistics.flatMap { _ in request.frame.resamplingDoubt }].compactMap(\.self)
    if request.ranks {
      report("ranking")
      results.ranking = ImprovementRanking(
        model, statistics: statistics, projection: Self.ranked(options, arrivals: projection.arrivals),
        options: Self.ranking(model), workers: workers)
    }
    if request.backtest != nil {
      report("testing against what happened")
      results.backtest = try BacktestRun(request, model, workers: workers).backtest
    }
    report("writing")
    let tables = SimulationTables(results: results).all()
    let written = try files.write(tables: tables)
    let remarks = SimulationRemarks(results: results).all + written.remarks
    let printed = PrintedResult(
      settings: request.output, stream: terminal.output, tables: tables,
      screen: { SimulationScreen(results: results).text(on: $0) },
      json: {
        SimulationReport(results: results, remarks: remarks, timestamp: request.output.timestamp).json(tables)
      }, threads: workers.count)
    return CommandOutput(standardOutput: printed.bytes(), remarks: remarks, closing: written.closing())
  }

  /// Those of the file with its doubtful numbers, or the one of the options.
  private static func scenarios(
    _ request: SimulateRequest, _ model: JourneyModel
  ) throws(Failure) -> ([PlacedScenario], doubts: [CommandOutput.Remark]) {
    let labels = model.groups.dropFirst().map(\.label)
    if let path = request.scenarios {
      let file = try ScenarioFile(path, archetypes: labels)
      return (file.scenarios, file.doubts)
    }
    guard !request.interventions.isEmpty else { return ([], []) }
    var scenario = Scenario(
      name: request.name ?? request.interventions.map { "\($0.kind.rawValue) \($0.text)" }.joined(separator: ", "),
      interventions: try request.interventions.map { (written) throws(Failure) in try SimulateRequest.parsed(written) },
      cost: .init(once: request.costOnce, perPeriod: request.costPerPeriod))
    let concerned = NameList.names(in: request.archetypes, known: labels)
    if !request.archetypes.isEmpty {
      guard !concerned.isEmpty else {
        throw .usage("--archetypes names no archetype", hint: "leave it out for all")
      }
      if let repeated = concerned.indices.first(where: { concerned[..<$0].contains(concerned[$0]) }) {
        throw .usage("--archetypes has '\(concerned[repeated])' twice", hint: "name each once")
      }
      scenario.archetypes = try concerned.map { (label) throws(Failure) in
        guard let place = labels.firstIndex(of: label) else {
          throw .unknownArchetype(label, among: labels, in: request.model)
        }
        return place + 1
      }
    }
    let texts = request.interventions.map { "--\($0.kind.rawValue) \($0.text)" }
    return ([PlacedScenario(scenario: scenario, origin: .options(texts))], factorDoubts(request))
  }

  /// Factors that may have been meant otherwise: 10% of `cart>checkout=10%:(lost)`.
  private static func factorDoubts(_ request: SimulateRequest) -> [CommandOutput.Remark] {
    request.interventions.filter { $0.kind == .scale }.compactMap { written in
      let number = written.text.split(separator: "=").last?.prefix { $0 != ":" } ?? ""
      return WrittenNumber.factorDoubt(String(number), shown: "--scale \(written.text)")
    }
  }

  /// One journey in one period where nobody knows how many there are.
  private static func ranked(_ options: ProjectionOptions, arrivals: Double?) -> ProjectionOptions {
    guard arrivals == nil else { return options }
    var options = options
    options.arrivals = .customers(1)
    options.periodCount = 1
    return options
  }

  /// Later contacts count where the model knows when they come.
  private static func ranking(_ model: JourneyModel) -> ImprovementRanking.Options {
    var ranking = ImprovementRanking.Options()
    ranking.includesRetention = model.retention.map { $0.dwellStep > 0 } ?? false
    return ranking
  }
}
