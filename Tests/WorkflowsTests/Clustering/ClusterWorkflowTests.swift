import Clustering
import Foundation
import Tables
import TestSupport
import Testing

@testable import Workflows

@Suite("Clustering and assigning a table")
struct ClusterWorkflowTests {
  /// Three groups of twenty customers, far apart in spend and visits; plan goes with the group, but for one in ten.
  private static func customers(_ header: String = "id,spend,visits,plan") -> String {
    let plans = ["basic", "pro", "gold"]
    let lines = (0..<60).map { i in
      let group = i % 3
      let plan = plans[i % 30 == 0 ? 1 : group]
      return "c\(i),\(100 + 400 * group + i % 7),\(5 + 20 * group + i % 4),\(plan)"
    }
    return header + "\n" + lines.joined(separator: "\n") + "\n"
  }

  private func run(_ folder: TemporaryFolder, _ change: (inout ClusterRequest) -> Void = { _ in }) throws
    -> CommandOutput
  {
    var request = ClusterRequest(input: folder.path("customers.csv"))
    request.bootstraps = 5
    request.output.destination = .path(folder.path("out"))
    change(&request)
    return try ClusterWorkflow().run(request, terminal: Terminal())
  }

  @Test("finds the groups, writes every table and says how to go on")
  func threeGroups() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.customers(), to: "customers.csv")
    let output = try run(folder)
    #expect(
      try folder.names(in: "out") == [
        "archetypes.csv", "assignments.csv", "exemplars.csv", "model.json", "profile.csv", "selection.csv",
      ])
    #expect(output.closing.count == 2 && output.closing[1].hasPrefix("next: archetype assign "))
    let assignments = try TableReader.opened(folder.path("out/assignments.csv"), ReadingSettings()).table()
    let archetypes = try #require(assignments.column(named: "archetype")?.numbers)
    #expect((0..<60).allSatisfy { archetypes[$0] == archetypes[$0 % 3] })
    #expect(Set(archetypes) == [1, 2, 3])
    let sizes = try TableReader.opened(folder.path("out/archetypes.csv"), ReadingSettings()).table()
    #expect(sizes.column(named: "size")?.numbers == [20, 20, 20])
  }

  @Test("warns where separate groups are equal values alone", arguments: [false, true])
  func coarseColumns(hasAmount: Bool) throws {
    // Answers that have nothing to do with each other, and an amount of two kinds of customer.
    let lines = (0..<120).map { i in
      "c\(i),\(["web", "shop"][i % 2]),\(1 + i / 2 % 3)" + (hasAmount ? ",\(i % 2 * 500 + i % 11)" : "")
    }
    let folder = try TemporaryFolder()
    try folder.write(
      "id,channel,answer\(hasAmount ? ",spend" : "")\n" + lines.joined(separator: "\n"), to: "customers.csv")
    let remarks = try run(folder).remarks.filter { $0.message.hasPrefix("every column has few different values") }
    #expect(remarks.map(\.severity) == (hasAmount ? [] : [.warning]))
  }

  @Test("assigns the same table as it was clustered, and new customers to the nearest")
  func assigning() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.customers(), to: "customers.csv")
    _ = try run(folder)
    var request = AssignRequest(model: folder.path("out/model.json"), input: folder.path("customers.csv"))
    request.output.destination = .path(folder.path("again"))
    _ = try AssignWorkflow().run(request, terminal: Terminal())
    #expect(try folder.text(of: "again/assignments.csv") == folder.text(of: "out/assignments.csv"))

    try folder.write("visits,plan,spend,id\n6,basic,101,new\n,,,empty\n46,platinum,,part\n", to: "new.csv")
    request.input = folder.path("new.csv")
    let output = try AssignWorkflow().run(request, terminal: Terminal())
    let lines = try folder.text(of: "again/assignments.csv").split(separator: "\n").map(String.init)
    let first = try folder.text(of: "out/assignments.csv").split(separator: "\n")[1].split(separator: ",")[1]
    #expect(lines.count == 4 && lines[1].hasPrefix("new,\(first),"))
    // No cell, no archetype, no distance and no confidence.
    #expect(lines[2] == "empty,,,,,false")
    #expect(output.remarks.contains { $0.message.contains("1 customer has a level that the model has not seen") })
    #expect(output.remarks.contains { $0.message.contains("without any usable cell") })
  }

  @Test("gives the same files on any number of threads")
  func threads() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.customers(), to: "customers.csv")
    for threads in [1, 2, 7] {
      _ = try run(folder) {
        $0.reading.threads = threads
        $0.output.destination = .path(folder.path("out\(threads)"))
      }
    }
    for name in try folder.names(in: "out1") {
      let bytes = try folder.bytes(of: "out1/\(name)")
      #expect(try folder.bytes(of: "out2/\(name)") == bytes, "\(name)")
      #expect(try folder.bytes(of: "out7/\(name)") == bytes, "\(name)")
    }
  }

  @Test("starts from given centers and does nothing else")
  func initialCenters() throws {
    let folder = try TemporaryFolder()
    try folder.write("x\n1\n2\n3\n", to: "customers.csv")
    try folder.write("x\n4\n0\n1\n", to: "centers.csv")
    _ = try run(folder) {
      $0.initialCenters = folder.path("centers.csv")
      $0.scaling = .none
    }
    let selection = try TableReader.opened(folder.path("out/selection.csv"), ReadingSettings()).table()
    #expect(selection.column(named: "k")?.numbers == [3])
    #expect(selection.column(named: "inertia")?.numbers == [0])
  }

  @Test("starts from centers that follow each other like row numbers, or are the same in a column")
  func countingCenters() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<60).map { "\($0 % 6 + 1),\($0 % 6 * 10),\($0 % 2 == 0 ? 7 : 8)" }
    try folder.write("x,phone_number,plan\n" + rows.joined(separator: "\n") + "\n", to: "customers.csv")
    let centers = (0..<6).map { "\($0 + 1),\($0 * 10),7,note" }
    try folder.write("x,phone_number,plan,note\n" + centers.joined(separator: "\n") + "\n", to: "centers.csv")
    _ = try run(folder) {
      $0.initialCenters = folder.path("centers.csv")
      $0.columns.categories = ["plan"]
    }
    let selection = try TableReader.opened(folder.path("out/selection.csv"), ReadingSettings()).table()
    #expect(selection.column(named: "k")?.numbers == [6])
    try folder.write("x,phone_number,plan\na,1,7\nb,2,8\n", to: "centers.csv")
    let failure = try #require(throws: Failure.self) {
      try run(folder) {
        $0.initialCenters = folder.path("centers.csv")
        $0.columns.categories = ["plan"]
      }
    }
    #expect(failure.message == "column 'x' holds 'a', and the table of customers holds numbers there")
    #expect(failure.file?.hasSuffix("centers.csv") == true && failure.line == 2)
  }

  @Test("weights of zero leave rows out, and are still assigned")
  func weights() throws {
    let folder = try TemporaryFolder()
    let lines = (0..<40).map { "\($0 % 2 * 10 + $0 % 5),\($0 == 39 ? 0 : 1)" } + ["1000000,0"]
    try folder.write("x,w\n" + lines.joined(separator: "\n") + "\n", to: "customers.csv")
    _ = try run(folder) {
      $0.columns.weight = "w"
      $0.count = .range(2...2)
    }
    let archetypes = try TableReader.opened(folder.path("out/archetypes.csv"), ReadingSettings()).table()
    #expect(archetypes.column(named: "size")?.numbers == [20, 21])
    #expect(archetypes.column(named: "mean_x")?.numbers?.contains { $0 > 100 } == false)
  }

  /// What is printed as JSON.
  private func report(_ folder: TemporaryFolder, _ change: (inout ClusterRequest) -> Void = { _ in }) throws
    -> [String: Any]
  {
    let output = try run(folder) {
      $0.output.format = .json
      $0.output.destination = .none
      change(&$0)
    }
    return try #require(JSONSerialization.jsonObject(with: Data(output.standardOutput)) as? [String: Any])
  }

  @Test("calls separate groups natural, also where their number was given")
  func naturalGroups() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.customers(), to: "customers.csv")
    for count in [ClusterCount.automatic, .range(3...3)] {
      let report = try report(folder) { $0.count = count }
      #expect(report["k"] as? Int == 3)
      #expect(report["structure"] as? Bool == true && report["verdict"] as? String == "natural")
      #expect(report["converged"] as? Bool == true)
    }
    #expect(try report(folder) { $0.bootstraps = 0 }["verdict"] is NSNull)
  }

  @Test("finds no structure in one cloud, and says so in the second line")
  func oneCloud() throws {
    let folder = try TemporaryFolder()
    // Sums of evenly spread digits: a round cloud without gaps.
    let lines = (0..<150).map { i in
      let (a, b) = (i * 7_919 % 10_007, i * 6_133 % 10_009)
      return "\(a % 10 + a / 10 % 10 + a / 100 % 10).\(a / 1000),\(b % 10 + b / 10 % 10 + b / 100 % 10).\(b / 1000)"
    }
    try folder.write("x,y\n" + lines.joined(separator: "\n") + "\n", to: "customers.csv")
    let report = try report(folder) { $0.count = .range(3...3) }
    #expect(report["structure"] as? Bool == false && report["verdict"] as? String != "natural")
    let screen = try run(folder) {
      $0.count = .range(3...3)
      $0.output.format = .table
      $0.output.destination = .none
    }
    let second = String(decoding: screen.standardOutput, as: UTF8.self).split(separator: "\n")[1]
    #expect(second == "No evidence of separate groups: these are useful slices, not discovered types.")
  }

  @Test("warns of an archetype with nearly all customers, of tiny ones, and of columns that say the same")
  func warnings() throws {
    let folder = try TemporaryFolder()
    let lines = (0..<200).map { i in
      let x = i == 0 ? 9_000 : i % 11
      return "\(x),\(2 * x + 1)"
    }
    try folder.write("x,twice\n" + lines.joined(separator: "\n") + "\n", to: "customers.csv")
    let output = try run(folder) {
      $0.count = .range(2...2)
      $0.scaling = .standard
      $0.output.destination = .none
    }
    let warnings = output.remarks.filter { $0.severity == .warning }.map(\.message)
    #expect(warnings.contains { $0.hasPrefix("archetype 1 has 99.5% of the customers") })
    #expect(warnings.contains { $0.hasPrefix("archetype 2 has only 1 customer") })
    #expect(warnings.contains { $0.contains("x and twice") })
  }

  @Test("says nothing about structure, nor about columns that agree, where there are hardly any customers")
  func hardlyAnyCustomers() throws {
    let folder = try TemporaryFolder()
    try folder.write("x,y\n1,2\n5,9\n7,3\n", to: "customers.csv")
    let report = try report(folder) { $0.count = .range(2...2) }
    #expect(report["structure"] is NSNull)
    let remarks = try #require(report["remarks"] as? [String])
    #expect(remarks == ["3 customers are too few to trust any grouping of them"])
  }

  @Test("names a few of many pairs of columns that say the same")
  func manyPairs() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<60).map { row in (1...6).map { String(row * 7 % 60 * $0) }.joined(separator: ",") }
    try folder.write("a,b,c,d,e,f\n" + rows.joined(separator: "\n") + "\n", to: "customers.csv")
    let output = try run(folder) {
      $0.count = .range(2...2)
      $0.output.destination = .none
    }
    let pairs = try #require(output.remarks.first { $0.message.contains("count double") })
    #expect(pairs.message.hasSuffix("; and 7 more pairs"))
    #expect(pairs.message.split(separator: ";").count == 9)
  }

  @Test("gathers warnings of tiny archetypes, and offers no flag that was used already")
  func gatheredWarnings() throws {
    let folder = try TemporaryFolder()
    // One crowd and eight customers far away from it and from each other.
    let lines = (0..<400).map { i in i < 8 ? "\(i * 1_000 - 9_000),\(i % 3 * 2_000 - 1)" : "\(i % 11),\(i % 7 - 3)" }
    try folder.write("x,y\n" + lines.joined(separator: "\n") + "\n", to: "customers.csv")
    let output = try run(folder) {
      $0.count = .range(9...9)
      $0.output.destination = .none
    }
    let warnings = output.remarks.filter { $0.severity == .warning }
    let tiny = warnings.filter { $0.message.contains("archetypes have less than 2% of the customers each") }
    #expect(
      tiny.map(\.message) == [
        "8 of 9 archetypes have less than 2% of the customers each, and 8 customers together: 2 to 9"
      ])
    let large = try #require(warnings.first { $0.message.hasPrefix("archetype 1 has 98.0% of the customers") })
    #expect(large.hint == "leave out the columns in which the others stand out, with --exclude")
  }

  @Test("fails with the file, the reason and a hint where nothing can be clustered")
  func failures() throws {
    let folder = try TemporaryFolder()
    func failure(_ text: String, _ change: (inout ClusterRequest) -> Void = { _ in }) throws -> Failure {
      try folder.write(text, to: "customers.csv")
      return try #require(throws: Failure.self) { try run(folder, change) }
    }
    let few = try failure("x\n1\n2\n3\n") { $0.count = .range(5...5) }
    #expect(few.message == "5 archetypes need at least as many customers, and only 3 can take part")
    let same = try failure("x\n1\n1\n2\n2\n") { $0.count = .range(3...3) }
    #expect(same.message == "3 archetypes need at least as many different customers, and there are only 2")
    #expect(try failure("x,y\n1,2\n1,2\n").message == "no column varies, so rows cannot be told apart")
    let none = try failure("x\n1e200\n2\n")
    #expect(none.message.hasPrefix("column 'x' reaches from"))
    let cell = try failure("x,y\n1,2\n,3\n4,5\n") { $0.missing = .error }
    #expect(cell.message == "column 'x' is empty in data row 2" && cell.line == 3)
    #expect(try failure("x,y\n").message == "the table has a header and no rows")
    for found in [few, same, none, cell] {
      #expect(found.kind == .badContent && found.hint != nil && found.file?.hasSuffix("customers.csv") == true)
    }
  }
}
