import LinearAlgebra
import Reporting

/// Makes a synthetic event log and writes it with its truth.
public struct GenerateEventsWorkflow {
  public init() {}

  /// The command that estimates what was generated, with the window that was.
  private static func next(_ request: GenerateEventsRequest, events: String) -> String {
    let window = request.inactiveAfter
    let amount = window.amount == window.amount.rounded() ? "\(Int(window.amount))" : "\(window.amount)"
    return "next: archetype journey \(events) --conversion \(EventTouchpoint.purchase.name) "
      + "--end \(EventTruth.date(ofDay: request.days - 1)) "
      + "--inactive-after \(amount)\((window.unit ?? .days).rawValue)"
  }

  /// - Throws: A failure when the request is wrong or a file cannot be written.
  public func run(_ request: GenerateEventsRequest, terminal: Terminal) throws(Failure) -> CommandOutput {
    try request.validate()
    let files = ResultFiles(settings: request.output, standardFolder: "generated-events", inputs: [])
    try files.prepare()
    let report = terminal.report
    let generated = GeneratedEvents(request, workers: Workers()) { share in
      report?(Terminal.Progress(stage: "generating events", fraction: share))
    }
    report?(Terminal.Progress(stage: "writing"))
    let contactCount = generated.events.rowCount
    let truth = EventTruth(request: request, population: generated.population, contactCount: contactCount)
    let written = try files.write(
      tables: [generated.events, generated.archetypes], others: [("truth.json", encodedJSON(truth.json))])
    let isFolder = written.paths.count > 2
    let paths = written.paths
    return CommandOutput(
      remarks: written.remarks,
      closing: [
        "wrote \(Counted.text(contactCount, "contact")) of \(Counted.text(request.customers, "customer")) to "
          + Counted.list(paths)
      ] + (isFolder ? [Self.next(request, events: paths[0])] : []))
  }
}
