import Clustering
import LinearAlgebra
import TestSupport
import Testing

@testable import Workflows

@Suite("The screen of cluster")
struct ClusterScreenTests {
  /// Three groups; spend is skewed, age is not, and one long name is needed for each.
  private static let customers: String = {
    var lines = ["monthly_internet_charges,age,contract"]
    for row in 0..<120 {
      let group = row % 3
      let charges = [2, 40, 900][group] + row % 7 * [1, 4, 60][group] + (row == 2 ? 20_000 : 0)
      lines.append("\(charges),\(30 + group * 10 + row % 9),\(["month-to-month", "one year", "two years"][group])")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private func screen(
    _ text: String = customers, k: Int = 3, stream: Terminal.Stream = Terminal.Stream(),
    strength: Double? = nil, stability: [Double] = [], change: (inout ClusterAnalysis) -> Void = { _ in }
  ) throws -> String {
    let columns = try TableFixture.columns(text)
    var request = ClusterRequest(input: "customers.csv")
    request.count = .range(k...k)
    request.bootstraps = 0
    var fit = ClusterFit(request, columns: columns, workers: Workers(count: 1)) { _ in }
    var found = try fit.archetypes(startingFrom: nil)
    if let strength { found = Self.found(found, strength: strength) }
    let described = fit.steps.described(found)
    let tests = ClusterAnalysis.Tests(stability: stability, silhouettes: fit.steps.tests(found).silhouettes)
    var analysis = ClusterAnalysis(
      found, described, rules: fit.steps.rules(described), tests: tests, weights: nil)
    change(&analysis)
    return ClusterScreen(analysis: analysis, columns: columns).text(on: stream)
  }

  /// The same with a prediction strength, as if other numbers had been tried too.
  private static func found(_ found: ClusterAnalysis.Found, strength: Double) -> ClusterAnalysis.Found {
    var trial = found.trials[0]
    trial.strength = strength
    return ClusterAnalysis.Found(
      preparation: found.preparation, rows: found.rows, observations: found.observations, trials: [trial],
      gaps: found.gaps, k: found.k, searchedRows: found.searchedRows)
  }

  @Test("trusts no grouping of a few customers")
  func fewCustomers() throws {
    let few = Self.customers.split(separator: "\n").prefix(25).joined(separator: "\n")
    #expect(try screen(few, stability: [1, 1, 1]).hasPrefix("24 customers in 3 archetypes, too few to trust\n"))
  }

  @Test("shows medians where the logarithm was compared, and says what it shows")
  func medians() throws {
    let text = try screen()
    #expect(text.contains("  median monthly_internet_charges") && text.contains("  mean age"))
    // The mean of the third group would be 1,600 and more.
    #expect(text.contains("1,080"))
    // Most are 0 in both groups: their medians would tell nothing.
    let rows = (0..<100).map { "\($0 % 9 == 0 ? 900 + $0 : 0),\($0 % 2 * 50 + $0 % 5),\($0 % 2 * 70 + $0 % 3)" }
    #expect(try screen("x,y,z\n" + rows.joined(separator: "\n") + "\n", k: 2).contains("  mean x"))
  }

  @Test("cuts no name on a narrow terminal", arguments: [80, 100])
  func narrow(width: Int) throws {
    let text = try screen(stream: Terminal.Stream(isInteractive: true, width: width))
    #expect(!text.contains("…"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
  }

  @Test("says of which numbers there is evidence, where there is none of the one that was taken")
  func elsewhere() throws {
    func second(_ others: [Int], structure: Bool? = false) throws -> String {
      let text = try screen {
        $0.structure = structure
        $0.othersWithStructure = others
      }
      return String(text.split(separator: "\n")[1])
    }
    let none = "No evidence of separate groups: these are useful slices, not discovered types."
    #expect(try second([]) == none)
    #expect(try second([2, 4, 5, 6]).hasPrefix(none + " That is said of 3 archetypes;"))
    #expect(try !second([2], structure: true).contains("evidence"))
  }

  @Test("of a number that was asked for, says that groups were tested and the number was not")
  func asked() throws {
    func screen(strength: Double?) throws -> String {
      try self.screen(strength: strength, stability: [1, 1, 1]) { $0.structure = true }
    }
    let text = try screen(strength: nil)
    #expect(
      text.hasPrefix("120 customers in 3 archetypes, natural: the table has separate groups, and these come back"))
    #expect(text.replacing("\n", with: " ").contains("not that there are 3: without -k, numbers are compared."))
    let compared = try screen(strength: 0.9)
    #expect(
      compared.hasPrefix("120 customers in 3 archetypes, natural: separate groups that come back in new samples\n"))
    let weak = try screen(strength: 0.5)
    #expect(weak.contains("natural: the table has separate groups") && weak.contains("none reaches"))
  }

  @Test("calls rows rows where they are not customers")
  func rows() throws {
    let lines = Self.customers.split(separator: "\n")
    let log = lines.enumerated().map { $0.offset == 0 ? "customer,\($0.element)" : "c\($0.offset % 40),\($0.element)" }
    let text = try screen(log.joined(separator: "\n") + "\n")
    #expect(text.hasPrefix("120 rows in 3 archetypes"))
    #expect(text.contains("they are of 40 customers in 'customer', so these are kinds of rows."))
    #expect(text.contains("  Rows  ") && !text.contains("Customers"))
  }

  @Test("shows a dozen rules at most")
  func manyRules() throws {
    let text = try screen(k: 15)
    #expect(text.contains("\n   9  ") && text.contains("\n  12  ") && !text.contains("\n  13  "))
    #expect(text.hasSuffix("\n  and 3 more, with --table archetypes\n"))
  }
}
