import TestSupport
import Testing

@testable import Workflows

@Suite("Columns that would be numbers but for a few cells")
struct MixedColumnTests {
  /// Forty customers of ages from 20, with other cells in some rows.
  private func table(_ cells: [Int: String], different: Bool = false) -> String {
    "age,spend\n"
      + (0..<40).map { "\(cells[$0] ?? String(20 + (different ? $0 : $0 % 30))),\($0 * 3)" }.joined(separator: "\n")
      + "\n"
  }

  @Test("are told with the count, the first cell and the flags")
  func warning() throws {
    let columns = try TableFixture.columns(table([5: "unknown", 9: "?", 30: "n.b."]))
    let warnings = columns.remarks.filter { $0.severity == .warning }
    #expect(
      warnings.map(\.message) == [
        "column 'age' is not taken as numbers: 3 of 40 cells are none, the first of them 'unknown' in line 7"
      ])
    #expect(warnings[0].hint?.contains("--numbers age") == true)
    #expect(warnings[0].hint?.contains("--categories age") == true)
    // Said once, not as a note on an unused column again.
    #expect(columns.remarks.count == 1)
    #expect(columns.roles[0].reason?.hasSuffix("numbers but for 3 of 40 cells") == true)
    // Different in every row, it would even name the customers.
    let identifier = try TableFixture.columns(table([5: "unknown", 9: "?", 30: "n.b."], different: true))
    #expect(identifier.identifier?.name == "age")
    #expect(identifier.remarks.map(\.severity) == [.warning])
  }

  @Test("one cell is one cell, amounts in any style are numbers")
  func oneCell() throws {
    let amounts = (0..<8).map { "\"\($0 == 3 ? "free" : "-€ 1.2\($0)0,5%")\",\($0 * 3)" }
    let columns = try TableFixture.columns("fee,x\n" + amounts.joined(separator: "\n") + "\n")
    #expect(
      columns.remarks.contains {
        $0.message == "column 'fee' is not taken as numbers: 1 of 8 cells is none, 'free' in line 5"
      })
  }

  @Test("the few values of a category, and texts with some numbers among them, are left alone")
  func others() throws {
    let few = (0..<40).map { "\(["0", "1", "2", "3+"][$0 % 4]),\($0 * 3)" }
    #expect(try TableFixture.columns("kids,x\n" + few.joined(separator: "\n")).remarks.isEmpty)
    let texts = (0..<40).map { "\($0 % 3 == 0 ? "\($0)" : "a\($0 % 5)"),\($0 * 2)" }
    #expect(
      try !TableFixture.columns("notes,x\n" + texts.joined(separator: "\n")).remarks.contains {
        $0.severity == .warning
      })
  }

  @Test("nothing is said of a column that was asked to be a category, or left out")
  func settled() throws {
    let text = table([5: "unknown", 9: "?", 30: "n.b."])
    for choice in [
      ColumnChoice.with { $0.categories = ["age"] }, .with { $0.excluded = ["age"] }, .with { $0.only = ["spend"] },
    ] {
      #expect(try !TableFixture.columns(text, choice).remarks.contains { $0.severity == .warning })
    }
  }

  @Test("insisting on numbers fails at the first such cell")
  func insisting() throws {
    let failure = try #require(throws: Failure.self) {
      try TableFixture.columns(table([5: "unknown", 9: "?", 30: "n.b."]), .with { $0.numbers = ["age"] })
    }
    #expect(failure.message == "column 'age' cannot be a number: it holds 'unknown'")
    #expect(failure.line == 7 && failure.repeats == 2 && failure.kind == .badContent)
  }

  @Test("where nothing else is left, the first such cell is what is wrong")
  func nothingElse() throws {
    let failure = try #require(throws: Failure.self) { try TableFixture.columns("x\n1\n2\n3\n4\n5\nsix\n7\n8\n") }
    #expect(failure.message == "column 'x' cannot be used: it holds 'six'" && failure.line == 7)
  }

  @Test("beyond five such columns the rest are named together")
  func many() throws {
    let names = (1...8).map { "c\($0)" } + ["x"]
    let rows = (0..<20).map { row in
      names.map { $0 != "x" && row < 2 ? "bad" : String(row * 7 % 20) }.joined(separator: ",")
    }
    let text = ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
    let warnings = try TableFixture.columns(text, .with { $0.identifier = nil }).remarks.filter {
      $0.severity == .warning
    }
    #expect(warnings.count == 6)
    #expect(warnings[5].message == "3 more columns are not taken as numbers likewise: 'c6', 'c7', 'c8'")
  }
}
