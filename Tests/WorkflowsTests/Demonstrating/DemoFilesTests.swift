import LinearAlgebra
import TestSupport
import Testing

@testable import Workflows

@Suite("Files of the sample shop")
struct DemoFilesTests {
  static let files = DemoFiles(workers: Workers(count: 2)).all

  private func text(_ name: String) throws -> String {
    String(decoding: try #require(Self.files.first { $0.name == name }).bytes, as: UTF8.self)
  }

  @Test("The readme comes first and names all others")
  func readme() throws {
    #expect(Self.files.map(\.name) == ["README.txt", "customers.csv", "events.csv", "scenarios.yaml", "levers.yaml"])
    let readme = try text("README.txt")
    for file in Self.files.dropFirst() { #expect(readme.contains("  \(file.name) ")) }
    #expect(readme.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(readme.hasSuffix("\n"))
  }

  @Test("A list has a line a file, aligned")
  func list() {
    let files = [
      DemoFiles.File(name: "a.csv", content: "some", bytes: []),
      DemoFiles.File(name: "longer.csv", content: "more", bytes: []),
    ]
    #expect(DemoFiles.list(files) == "  a.csv       some\n  longer.csv  more\n")
  }

  @Test("Scenarios and levers are as their commands read them")
  func settings() throws {
    let folder = try TemporaryFolder()
    let archetypes = ["1", "2", "3"]
    let scenarios = try ScenarioFile(folder.write(try text("scenarios.yaml"), to: "s.yaml"), archetypes: archetypes)
    #expect(scenarios.scenarios.map(\.scenario.name) == ["Free delivery for everyone", "Free delivery"])
    #expect(scenarios.scenarios.map(\.scenario.archetypes) == [nil, [1]])
    let levers = try LeverFile(folder.write(try text("levers.yaml"), to: "l.yaml"), archetypes: archetypes)
    #expect(levers.levers.map(\.name) == ["Free delivery", "Answer every call", "Clearer product pages"])
    for name in ["scenarios.yaml", "levers.yaml"] {
      #expect(try text(name).split(separator: "\n").allSatisfy { $0.count <= 100 })
    }
  }
}
