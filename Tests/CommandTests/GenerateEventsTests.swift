import Foundation
import TestSupport
import Testing

@Suite("archetype generate events")
struct GenerateEventsTests {
  @Test("Writes a log, the archetypes and the truth, says so on standard error, and prints nothing")
  func files() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(["generate", "events", "--customers", "500"], folder: folder.path)
    #expect(outcome.exitCode == 0)
    #expect(outcome.outputBytes.isEmpty)
    #expect(try folder.names(in: "generated-events") == ["archetypes.csv", "events.csv", "truth.json"])
    let events = try folder.text(of: "generated-events/events.csv").split(separator: "\n")
    #expect(
      outcome.standardError == """
        wrote \(Self.grouped(events.count - 1)) contacts of 500 customers to generated-events/events.csv, \
        generated-events/archetypes.csv and generated-events/truth.json
        next: archetype journey generated-events/events.csv --conversion purchase --end 2025-06-29 --inactive-after 30d

        """)
    #expect(events[0] == "customer,time,touchpoint,stage,channel,value,cost,score")
    let first = try #require(events.dropFirst().first).split(separator: ",", omittingEmptySubsequences: false)
    #expect(first.count == 8)
    #expect(first[1].hasPrefix("2025-01-0") && first[1].hasSuffix("Z"))
    let archetypes = try folder.text(of: "generated-events/archetypes.csv").split(separator: "\n")
    #expect(archetypes[0] == "customer,archetype")
    #expect(archetypes.count == 501)
  }

  @Test("The truth is a document of its own schema, with the seed that it takes to repeat it")
  func truth() throws {
    let folder = try TemporaryFolder()
    _ = try Program.run(["generate", "events", "--customers", "100", "--seed", "9"], folder: folder.path)
    let truth = try folder.text(of: "generated-events/truth.json")
    #expect(truth.contains("\"schema\" : \"archetype/events-truth/1\""))
    #expect(truth.contains("\"seed\" : 9\n") || truth.contains("\"seed\" : 9,"))
    #expect(truth.contains("\"last_day\" : \"2025-06-29\""))
  }

  @Test("inspect knows every column of the log")
  func inspected() throws {
    let folder = try TemporaryFolder()
    _ = try Program.run(["generate", "events", "--customers", "300"], folder: folder.path)
    let outcome = try Program.run(["inspect", "generated-events/events.csv", "--format", "csv"], folder: folder.path)
    let roles = outcome.standardOutput.split(separator: "\n").map { line in
      (line.split(separator: ",").first ?? "", line.split(separator: ",").last ?? "")
    }
    #expect(roles.count == 9)
    #expect(roles.dropFirst().allSatisfy { $0.0 == $0.1 })
  }

  @Test("The seed decides every byte")
  func seed() throws {
    let folder = try TemporaryFolder()
    for (name, seed) in [("a", "7"), ("b", "7"), ("c", "8")] {
      _ = try Program.run(
        ["generate", "events", "--customers", "200", "-o", name, "--seed", seed], folder: folder.path)
    }
    for file in ["events.csv", "archetypes.csv", "truth.json"] {
      #expect(try folder.bytes(of: "a/\(file)") == folder.bytes(of: "b/\(file)"))
      #expect(try folder.bytes(of: "a/\(file)") != folder.bytes(of: "c/\(file)"))
    }
  }

  @Test("A workbook takes the tables, and the truth goes beside it")
  func workbook() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(
      ["generate", "events", "--customers", "50", "-o", "log.xlsx"], folder: folder.path)
    #expect(outcome.exitCode == 0)
    #expect(try folder.names() == ["log.truth.json", "log.xlsx"])
    #expect(outcome.standardError.contains("to log.xlsx and log.truth.json\n"))
  }

  @Test("More customers than memory could hold are refused at once, with the number that would do")
  func tooMany() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(["generate", "events", "--customers", "1000000000"], folder: folder.path)
    #expect(outcome.exitCode == 64)
    #expect(outcome.standardError.hasPrefix("error: 1,000,000,000 customers make some "))
    #expect(outcome.standardError.contains(" GB of memory\nhint: ask for at most "))
    #expect(try folder.names().isEmpty)
  }

  @Test("The log that comes with the package is what its README says the command makes")
  func dataset() throws {
    let folder = try TemporaryFolder()
    let readme = try String(contentsOfFile: Package.path("Datasets/synthetic-journeys/README.md"), encoding: .utf8)
    let line = try #require(readme.split(separator: "\n").first { $0.hasPrefix("archetype generate events") })
    let arguments = line.split(separator: " ").dropFirst().map(String.init)
    let last = try #require(arguments.last)
    #expect(last == "Datasets/synthetic-journeys")
    _ = try Program.run(arguments, folder: folder.path)
    // The last digits of the truth may differ between processors; those of the tables are rounded away.
    for file in ["events.csv", "archetypes.csv"] {
      let expected = try String(contentsOfFile: Package.path(last + "/" + file), encoding: .utf8)
      #expect(try folder.text(of: last + "/" + file) == expected)
    }
  }

  /// A count below a million as people read it.
  private static func grouped(_ count: Int) -> String {
    guard count >= 1000 else { return String(count) }
    let rest = String(count % 1000)
    return "\(count / 1000)," + String(repeating: "0", count: 3 - rest.count) + rest
  }
}
