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
    report("reading")
    let table = try EventTable.read(request, workers: workers)
    report("cutting journeys")
    let window = InactivityWindow.quantile(0.95, of: table.log, workers: workers) ?? 1
    let days = max(1, (window / 86400).rounded(.up)) * 86400
    let period = table.log.period(workers: workers)!
    let rules = JourneyRules(isConversion: table.states.isConversion, inactiveAfter: days, end: period.upperBound)
    let conversion = ConversionJourneys(table.log, touchpoints: table.states.names, rules: rules, workers: workers)
    let retention = RetentionJourneys(table.log, touchpoints: table.states.names, rules: rules, workers: workers)
    report("counting")
    let grid = DwellGrid(window: days)
    let count = table.log.customerCount
    let statistics = ChainStatistics(conversion.chain, dwellGrid: grid, unitCount: count, workers: workers)
    let later = ChainStatistics(retention.chain, dwellGrid: grid, unitCount: count, workers: workers)
    report("done")
    print(count, table.log.contactCount, days / 86400, conversion.outcomes, statistics.cells.count, later.cells.count, statistics.edges.count)
    return CommandOutput()
  }
}
