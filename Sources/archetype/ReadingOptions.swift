import ArgumentParser
import Workflows

/// Flags that overrule what a table says about itself.
struct ReadingOptions: ParsableArguments {
  @Option(help: "What stands between cells: ',' ';' '|' or tab.", transform: delimiter)
  var delimiter: ReadingSettings.Delimiter?

  @Option(help: "The encoding of the text.")
  var encoding: ReadingSettings.TextEncoding?

  @Option(help: ArgumentHelp("The decimal mark of numbers: ',' or '.'", valueName: "mark"), transform: decimalMark)
  var decimal: ReadingSettings.DecimalMark?

  @Flag(help: "Read 03/04/2025 as 3 April.")
  var dayFirst = false

  @Flag(help: "Read 03/04/2025 as March 4.")
  var monthFirst = false

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Threads to use; never changes a result.", valueName: "count"))
  var threads: Int?

  func settings() throws(Failure) -> ReadingSettings {
    if dayFirst, monthFirst {
      throw .usage("--day-first and --month-first contradict each other", hint: "leave out one of the two")
    }
    var settings = ReadingSettings()
    settings.delimiter = delimiter
    settings.encoding = encoding
    settings.decimalMark = decimal
    settings.dayOrder = dayFirst ? .dayFirst : monthFirst ? .monthFirst : nil
    settings.threads = threads
    return settings
  }

  private static func delimiter(_ text: String) throws -> ReadingSettings.Delimiter {
    let spelled = ["\t": "tab", "\\t": "tab", "comma": ",", "semicolon": ";", "bar": "|", "pipe": "|"][text] ?? text
    guard let delimiter = ReadingSettings.Delimiter(rawValue: spelled) else {
      throw ValidationError("choose one of ',' ';' '|' or tab")
    }
    return delimiter
  }

  private static func decimalMark(_ text: String) throws -> ReadingSettings.DecimalMark {
    let spelled = ["comma": ",", "point": "."][text] ?? text
    guard let mark = ReadingSettings.DecimalMark(rawValue: spelled) else {
      throw ValidationError("choose ',' or '.'")
    }
    return mark
  }
}

extension ReadingSettings.TextEncoding: ExpressibleByArgument {}
