import TestSupport
import Testing
import Workflows

@Suite("The example of Workflows")
struct WorkflowsExampleTests {
  @Test("does what the command cluster does, and prints nothing")
  func example() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      "id;orders;spent\na;1;15\nb;2;28\nc;1;9\nd;20;410\ne;24;530\nf;19;380\n", to: "customers.csv")

    var request = ClusterRequest(input: input)
    request.count = .range(2...2)
    request.bootstraps = 0
    request.output.destination = .none
    request.output.format = .csv
    request.output.table = "assignments"
    try request.validate()

    let output = try ClusterWorkflow().run(request, terminal: Terminal())
    let text = String(decoding: output.standardOutput, as: UTF8.self)
    // id,archetype,name,distance,confidence,unusual and a line for each customer
    let warnings = output.remarks.map(\.message)
    // == ["6 customers are too few to trust any grouping of them"]

    let lines = text.split(separator: "\n")
    #expect(lines.first == "id,archetype,name,distance,confidence,unusual")
    #expect(lines.count == 7)
    #expect(warnings == ["6 customers are too few to trust any grouping of them"])
  }
}
