import Foundation
import TestSupport
import Testing

@testable import Workflows

@Suite("Assigning a table")
struct AssignWorkflowTests {
  @Test("rows have the same first column as when the archetypes were found")
  func firstColumn() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<40).map { "\($0 % 20),\($0 % 2 * 100 + $0 % 5)\n" }
    try folder.write("customer_id,spend\n" + rows.joined(), to: "customers.csv")
    var request = ClusterRequest(input: folder.path("customers.csv"))
    request.bootstraps = 2
    request.output.destination = .path(folder.path("out"))
    _ = try ClusterWorkflow().run(request, terminal: Terminal())
    var again = AssignRequest(model: folder.path("out/model.json"), input: folder.path("customers.csv"))
    again.output.destination = .path(folder.path("again"))
    _ = try AssignWorkflow().run(again, terminal: Terminal())
    let headers = try ["out", "again"].map { place in
      let text = try String(contentsOfFile: folder.path("\(place)/assignments.csv"), encoding: .utf8)
      return text.prefix { $0 != "," }
    }
    #expect(headers[0] == headers[1] && headers[0] != "customer_id")
  }

  @Test("a cell that is missing is a failure whose hint names no flag of another command")
  func hints() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<40).map { "\($0 * 37 % 41),\($0 % 2 * 100 + $0 % 5)\n" }
    try folder.write("age,spend\n" + rows.joined(), to: "customers.csv")
    try folder.write("age,spend\n,3\n4,100\n", to: "new.csv")
    var request = ClusterRequest(input: folder.path("customers.csv"))
    request.bootstraps = 2
    request.missing = .error
    request.output.destination = .path(folder.path("out"))
    _ = try ClusterWorkflow().run(request, terminal: Terminal())
    let failure = #expect(throws: Failure.self) {
      try AssignWorkflow().run(
        AssignRequest(model: folder.path("out/model.json"), input: folder.path("new.csv")), terminal: Terminal())
    }
    #expect(failure?.line == 2 && failure?.hint == "fill in such cells, or take such rows out of the table")
  }
}
