import Tables
import TestSupport

@testable import Workflows

/// Tables for tests, read from files as the commands read them.
enum TableFixture {
  /// A table read from text; the file is gone afterwards.
  static func table(_ text: String, asText: Set<String> = [], asNumber: Set<String> = []) throws -> Table {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "customers.csv")
    return try TableReader.opened(path, ReadingSettings()).table(
      ColumnSelection(asText: asText, asNumber: asNumber))
  }

  /// The columns of a table, read and decided as `archetype cluster` does.
  static func columns(_ text: String, _ choice: ColumnChoice = ColumnChoice()) throws -> CustomerColumns {
    let headers = text.prefix { $0 != "\n" }.split(separator: ",").map(String.init)
    let table = try table(
      text, asText: CustomerColumns.readAsText(headers: headers, choice: choice),
      asNumber: CustomerColumns.readAsNumber(choice))
    return try CustomerColumns(table, choice: choice)
  }
}

extension ColumnChoice {
  /// A choice with some of its parts set.
  static func with(_ change: (inout ColumnChoice) -> Void) -> ColumnChoice {
    var choice = ColumnChoice()
    change(&choice)
    return choice
  }
}
