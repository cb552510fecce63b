import Clustering
import Tables
import TestSupport
import Testing

@testable import Workflows

@Suite("Numbers too large for distances")
struct FarNumbersTests {
  @Test(
    "are told with their place, and nothing in the files is infinite",
    arguments: ["standard", "auto", "robust", "none"])
  func huge(scaling: String) throws {
    let folder = try TemporaryFolder()
    let rows = (0..<40).map { "\($0 % 2 * 100 + $0),\($0 % 5 - 2)" }
    try folder.write("x,y\n" + rows.joined(separator: "\n") + "\n", to: "customers.csv")
    var request = ClusterRequest(input: folder.path("customers.csv"))
    request.count = .range(2...2)
    request.bootstraps = 0
    request.scaling = try #require(ClusterRequest.Scaling(rawValue: scaling))
    request.output.destination = .path(folder.path("out"))
    _ = try ClusterWorkflow().run(request, terminal: Terminal())

    try folder.write("x,y\n10,1\n1e300,0\n-1e200,-1.7e308\n110,1e99\n", to: "new.csv")
    var assign = AssignRequest(model: folder.path("out/model.json"), input: folder.path("new.csv"))
    assign.output.destination = .path(folder.path("again"))
    let output = try AssignWorkflow().run(assign, terminal: Terminal())
    let warnings = output.remarks.filter { $0.severity == .warning }.map {
      $0.message.replacing(folder.path(""), with: "")
    }
    #expect(
      warnings == [
        "new.csv:3: column 'x' has 2 numbers too large to compute distances with, the first here; each was taken as the "
          + "largest that can be",
        "new.csv:4: column 'y' has 1 number too large to compute distances with, the first here; each was taken as the "
          + "largest that can be",
      ])
    let table = try TableReader.opened(folder.path("again/assignments.csv"), ReadingSettings()).table()
    let distances = try #require(table.column(named: "distance")?.numbers)
    #expect(distances.allSatisfy(\.isFinite) && distances[1] > 1e90)
    #expect(table.column(named: "confidence")?.numbers?.allSatisfy { (0...1).contains($0) } == true)
    #expect(
      table.column(named: "unusual")?.texts.map { t in (0..<4).map { t.string(ofRow: $0) } } == [
        "false", "true", "true", "true",
      ])
  }

  @Test("a logarithm brings anything near enough, negative numbers included")
  func logarithms() throws {
    let skewed = FeatureColumn(name: "x", values: .numbers([1, 1, 1, 1, 2, 100]))
    let preparation = try Preparation.fit([skewed]).preparation
    #expect(preparation.columns[0].number?.logarithm == true)
    let cluster = ClusterModel(
      source: .init(stem: "t", digest: "0", rows: 6), seed: 1, identifier: nil, preparation: preparation, archetypes: []
    )
    let table = try TableFixture.table("x,y\n1e300,1\n-1e300,2\n")
    let columns = [FeatureColumn(name: "x", values: .numbers([1e300, -1e300]))]
    #expect(try FarNumbers.broughtNearer(columns, cluster, table).remarks.isEmpty)
  }
}
