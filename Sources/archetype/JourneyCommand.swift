import ArgumentParser
import Workflows

struct JourneyCommand: WorkingCommand {
  static let examples = [
    Example("archetype journey Datasets/synthetic-journeys/events.csv --conversion purchase", "what each touchpoint is worth")
  ]

  static let configuration = CommandConfiguration(
    commandName: "journey", abstract: "Estimates the chain of a customer journey.", discussion: examples.text)

  @Argument(help: ArgumentHelp("The event log: a row a contact; - reads standard input.", valueName: "file"), completion: .file())
  var file: String?

  @Option(help: ArgumentHelp("Touchpoints that are conversions.", valueName: "names"))
  var conversion: [String] = []

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Results") var files: FileOptions
  @OptionGroup(title: "Results") var results: ResultOptions
  @OptionGroup(title: "Results") var printing: PrintingOptions
  @OptionGroup(title: "Screen") var terminalOptions: TerminalOptions

  func perform(on terminal: Terminal) throws -> CommandOutput {
    try JourneyWorkflow().run(request(), terminal: terminal)
  }

  func request() throws(Failure) -> JourneyRequest {
    guard let file else { throw .noInput("archetype journey") }
    var request = JourneyRequest(input: file)
    request.conversions = ColumnChoice.names(inLists: conversion)
    request.reading = try reading.settings()
    request.output = files.settings()
    try results.apply(to: &request.output)
    printing.apply(to: &request.output)
    try request.validate()
    return request
  }
}
