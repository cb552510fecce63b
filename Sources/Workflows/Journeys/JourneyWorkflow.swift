import Journeys
import LinearAlgebra
import MarkovChains
import Tables

/// Estimates the chain of a customer journey and writes all that is known about it.
public struct JourneyWorkflow {
  public init() {}

  /// - Throws: A failure when the input cannot be read or fitted, or a file cannot be written.
  public func run(_ request: JourneyRequest, terminal: Terminal) throws(Failure) -> CommandOutput {
    try request.validate()
    let workers = Workers(count: request.reading.threads)
    let report: (String) -> Void = { stage in terminal.report?(Terminal.Progress(stage: stage)) }
    let observations = try JourneyObservations.read(request, workers: workers, report: report)
    let names = JourneyTables.names(observations.space.chain)
    if let table = request.output.table, !names.contains(table) {
      throw .badContent(
        "there is no table '\(table)' for this input", file: observations.source.name,
        hint: "there are \(names.joined(separator: ", "))")
    }
    let files = ResultFiles(
      settings: request.output, standardFolder: "\(observations.source.stem)-journey", command: "journey",
      inputs: [request.input] + [request.archetypes, request.stages].compactMap(\.self), threads: workers.count)
    try files.prepare()
    // The largest file is made and written while the others are still being found out.
    nonisolated(unsafe) let (begun, progress) = (files, report)
    let (outcome, saved) = workers.both {
      Result { () throws(Failure) in
        try JourneyFindings(observations, request, workers: workers, report: progress)
      }
    } _: {
      Result { () throws(Failure) in try Self.saveStatistics(of: observations, in: begun, workers) }
    }
    let findings = try outcome.get()
    let digest = try saved.get()
    report("writing")
    let tables = JourneyTables(findings: findings).all()
    let (added, model) = workers.both {
      Result { () throws(Failure) in for table in tables { try begun.add(table) } }
    } _: {
      encodedJSON(JourneyModel(findings, statistics: digest))
    }
    try added.get()
    try files.add(name: "model.json", bytes: model)
    let written = try files.finish(family: JourneyRequest.tables.map { $0 + ".csv" })
    let remarks = JourneyRemarks(findings: findings).all + written.remarks
    let printed = PrintedResult(
      settings: request.output, stream: terminal.output, tables: tables,
      screen: { JourneyScreen(findings: findings).text(on: $0) },
      json: {
        JourneyReport(findings: findings, remarks: remarks, timestamp: request.output.timestamp).json(tables)
      }, threads: workers.count)
    return CommandOutput(
      standardOutput: printed.bytes(), remarks: remarks,
      closing: written.closing { findings.canBeProjected ? "archetype simulate \($0) --rank" : nil })
  }

  /// Begins `statistics.bin`; its digest.
  private static func saveStatistics(
    of observations: JourneyObservations, in files: ResultFiles, _ workers: Workers
  ) throws(Failure) -> String {
    let bytes = JourneyStatisticsFile.encode(observations.savedStatistics, workers: workers)
    try files.begin(name: "statistics.bin", bytes: bytes)
    return JourneyStatisticsFile.digest(of: bytes)
  }
}
