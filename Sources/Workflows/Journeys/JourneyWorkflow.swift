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
    report("done")
    print(observations.statistics.edges.count, observations.statistics.cells.count)
    return CommandOutput()
  }
}
