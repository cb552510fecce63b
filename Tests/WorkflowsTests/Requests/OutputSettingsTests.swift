import Testing

@testable import Workflows

@Suite("Output settings")
struct OutputSettingsTests {
  @Test("A terminal gets a table and anything else CSV, unless a format is asked for")
  func format() {
    var settings = OutputSettings()
    #expect(settings.resolvedFormat(for: Terminal.Stream(isInteractive: true)) == .table)
    #expect(settings.resolvedFormat(for: Terminal.Stream(isInteractive: false)) == .csv)
    settings.format = .json
    #expect(settings.resolvedFormat(for: Terminal.Stream(isInteractive: true)) == .json)
  }

  @Test("An empty place and a table that is not there are usage failures")
  func validation() {
    var settings = OutputSettings()
    settings.destination = .path("")
    #expect(throws: Failure.self) { try settings.validate(tables: ["a"]) }
    for path in ["out", "a.b/c", "results.xlsx", "out.csv/", "../out", "2024.06"] {
      settings.destination = .path(path)
      #expect(throws: Never.self, "\(path)") { try settings.validate(tables: ["a"]) }
    }
    settings.destination = .none
    settings.table = "b"
    #expect(throws: Failure.self) { try settings.validate(tables: ["a"]) }
    settings.table = "a"
    #expect(throws: Never.self) { try settings.validate(tables: ["a"]) }
    settings.format = .json
    #expect(throws: Failure.self) { try settings.validate(tables: ["a"]) }
  }
}
