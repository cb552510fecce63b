import TestSupport
import Testing

@testable import Workflows

@Suite("Unusual customers")
struct UnusualCustomersTests {
  private func remarks(margin: (Int) -> Double) throws -> [CommandOutput.Remark] {
    let folder = try TemporaryFolder()
    func table(_ margin: (Int) -> Double) -> String {
      "id,spend,margin\n" + (0..<60).map { "c\($0),\($0 % 2 * 100 + $0 % 7),\(margin($0))\n" }.joined()
    }
    try folder.write(table { Double($0 % 11 + 20) }, to: "customers.csv")
    try folder.write(table(margin), to: "new.csv")
    var request = ClusterRequest(input: folder.path("customers.csv"))
    request.bootstraps = 2
    request.count = .range(2...2)
    request.output.destination = .path(folder.path("out"))
    _ = try ClusterWorkflow().run(request, terminal: Terminal())
    var again = AssignRequest(model: folder.path("out/model.json"), input: folder.path("new.csv"))
    again.output.destination = .path(folder.path("again"))
    return try AssignWorkflow().run(again, terminal: Terminal()).remarks
  }

  @Test("are a warning where they are many, with the column that is in other units")
  func otherUnits() throws {
    let found = try remarks { Double($0 % 11 + 20) / 100 }
    #expect(
      found.map(\.message) == [
        "60 of 60 customers are unusual, where 1 in 100 was; moved most has 'margin' (from around 24.75 to around 0.2475)"
      ])
    #expect(
      found.first?.severity == .warning
        && found.first?.hint?.hasPrefix("see that such columns are in the units") == true)
  }

  @Test("are none among the customers that archetypes were found in")
  func sameTable() throws {
    #expect(try remarks { Double($0 % 11 + 20) }.isEmpty)
  }
}
