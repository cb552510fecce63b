import TestSupport
import Testing

@testable import Workflows

@Suite("Archetypes that follow empty cells")
struct EmptyCellsTests {
  /// Two kinds of customer, 0 and 10, of whom some have no `calls`.
  private func output(
    _ folder: TemporaryFolder, count: Int = 3, dropping: Bool = false, isEmpty: (Int) -> Bool
  ) throws
    -> CommandOutput
  {
    let rows = (0..<120).map { row in
      let base = row % 2 * 10
      let calls = isEmpty(row) ? "" : String(Double(base) + Double(row % 7) / 10)
      return "c\(row),\(calls),\(Double(base) + Double(row % 5) / 10)\n"
    }
    try folder.write("id,calls,visits\n" + rows.joined(), to: "customers.csv")
    var request = ClusterRequest(input: folder.path("customers.csv"))
    request.bootstraps = 2
    request.count = .range(count...count)
    request.missing = dropping ? .drop : .median
    request.output.destination = .path(folder.path("out"))
    return try ClusterWorkflow().run(request, terminal: Terminal())
  }

  private func warnings(_ output: CommandOutput) -> [String] {
    output.remarks.filter { $0.message.hasPrefix("archetypes differ in which cells are empty") }.map(\.message)
  }

  @Test("are a warning with the column and where its cells are empty")
  func warned() throws {
    let folder = try TemporaryFolder()
    let found = try warnings(output(folder) { $0 % 4 == 1 })
    #expect(found.count == 1)
    #expect(found.first?.hasSuffix("empty are 'calls' (100% of archetype 2, 0% of archetype 1)") == true)
  }

  @Test("are none where a few cells are empty everywhere, or such customers took no part")
  func silent() throws {
    let folder = try TemporaryFolder()
    #expect(try warnings(output(folder, count: 2) { $0 % 9 == 0 }).isEmpty)
    #expect(try warnings(output(folder, dropping: true) { $0 % 4 == 1 }).isEmpty)
  }

  @Test("have no z where nothing is known of them, and nothing is said of it in their names")
  func unknown() throws {
    let folder = try TemporaryFolder()
    _ = try output(folder) { $0 % 4 == 1 }
    let line = try folder.text(of: "out/profile.csv").split(separator: "\n").first { $0.contains(",calls,,,,,") }
    #expect(line?.hasSuffix(",,,,false") == true)
    #expect(line.map { $0.contains("calls ·") || $0.contains("er calls") } == false)
  }
}
