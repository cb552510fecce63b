import ArgumentParser
import Workflows

/// Flags about the files a command writes.
struct FileOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder for all files, or one workbook when the name ends in .xlsx.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(help: ArgumentHelp("How CSV files are written; see 'archetype help formats'.", valueName: "style"))
  var csv = OutputSettings.SpreadsheetStyle.plain

  func settings() -> OutputSettings {
    var settings = OutputSettings()
    if let output { settings.destination = .path(output) }
    settings.spreadsheetStyle = csv
    return settings
  }
}

/// Flags of commands whose files are optional.
struct ResultOptions: ParsableArguments {
  @Flag(help: "Write no files, only the result on standard output.")
  var noOutput = false

  @Flag(help: "Record the time of the run. SOURCE_DATE_EPOCH does too.")
  var timestamp = false

  func apply(to settings: inout OutputSettings) throws(Failure) {
    if noOutput {
      if settings.destination != .standardFolder {
        throw .usage("--output and --no-output contradict each other", hint: "leave out one of the two")
      }
      settings.destination = .none
    }
    settings.includesTimestamp = timestamp
  }
}

/// Flags of commands that print a result and write files.
struct OutputOptions: ParsableArguments {
  @OptionGroup var files: FileOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var printing: PrintingOptions

  func settings() throws(Failure) -> OutputSettings {
    var settings = files.settings()
    try results.apply(to: &settings)
    printing.apply(to: &settings)
    return settings
  }
}

/// Flags about what is printed on standard output.
struct PrintingOptions: ParsableArguments {
  @Option(help: "How to print the result; by default a table on a terminal and CSV elsewhere.")
  var format: OutputSettings.Format?

  @Option(help: ArgumentHelp("Print this table instead of the headline.", valueName: "name"))
  var table: String?

  func apply(to settings: inout OutputSettings) {
    settings.format = format
    settings.table = table
  }
}

extension OutputSettings.Format: ExpressibleByArgument {}
extension OutputSettings.SpreadsheetStyle: ExpressibleByArgument {}
