import LinearAlgebra

/// Makes synthetic customers and writes them with their truth.
public struct GenerateCustomersWorkflow {
  public init() {}

  /// - Throws: A failure when the request is wrong or a file cannot be written.
  public func run(_ request: GenerateCustomersRequest, terminal: Terminal) throws(Failure) -> CommandOutput {
    try request.validate()
    let files = ResultFiles(settings: request.output, standardFolder: "generated-customers", inputs: [])
    try files.prepare()
    let report = terminal.report
    let generated = GeneratedCustomers(request, workers: Workers()) { share in
      report?(Terminal.Progress(stage: "generating customers", fraction: share))
    }
    report?(Terminal.Progress(stage: "writing"))
    let written = try files.write(tables: [generated.customers, generated.truth])
    let next = written.paths.count > 1 ? ["next: archetype cluster \(written.paths[0])"] : []
    return CommandOutput(
      remarks: written.remarks,
      closing: ["wrote \(Counted.text(request.rows, "customer")) to \(written.paths.joined(separator: " and "))"]
        + next)
  }
}
