import Foundation
import TestSupport
import Testing

@Suite("Tables of unusual proportions")
struct HugeTableTests {
  /// Far above what a release program takes: enough to see that nothing grows with the square.
  private static let secondsAllowed = 100.0
  private static let wideCount = 100_000

  @Test("A field of 10 MB, in a column of its own and in one of few levels")
  func longField() throws {
    let size = 10_000_000
    var rows = Sample.customerRows.map { $0 + ",short" }
    rows[10] = "c10,33,100,basic,\"" + String(repeating: "x", count: size) + "\""
    let work = try Workplace(["t.csv": Sample.table(Sample.customerHeader + ",note", rows)])
    let outcome = try work.run(
      "cluster t.csv --exclude note -k 2 --bootstrap 0 -o out", timeout: Self.secondsAllowed)
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(PrintedTable(try work.folder.text(of: "out/assignments.csv")).rows.count == 60)
    let clean = try work.run("inspect t.csv --clean", timeout: Self.secondsAllowed)
    #expect(clean.exitCode == 0)
    #expect(clean.outputBytes.count > size)
  }

  @Test("A field of 10 MB whose quote is never closed")
  func longOpenField() throws {
    let field = "c10,33,100,\"" + String(repeating: "x", count: 10_000_000)
    let outcome = try Workplace(["t.csv": Sample.customers(row: 10, field)]).run("cluster t.csv")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError.hasPrefix("t.csv:12:12: the quote opened here is never closed\n  c10,33,100,\"xxx"))
    #expect(outcome.standardError.utf8.count < 400)
  }

  private func wideTable() throws -> Workplace {
    let header = (0..<Self.wideCount).map { "c\($0)" }.joined(separator: ",")
    let rows = (1...4).map { row in (0..<Self.wideCount).map { String($0 * row % 7) }.joined(separator: ",") }
    return try Workplace(["t.csv": Sample.table(header, rows)])
  }

  @Test("A hundred thousand columns are looked at, and some of them used")
  func wide() throws {
    let work = try wideTable()
    let findings = try work.run("inspect t.csv", timeout: Self.secondsAllowed)
    #expect(findings.exitCode == 0, "\(findings.standardError.prefix(300))")
    #expect(findings.outputBytes.count { $0 == UInt8(ascii: "\n") } == Self.wideCount + 1)
    let outcome = try work.run("cluster t.csv -k 2 --columns c2,c3 -o out --quiet", timeout: Self.secondsAllowed)
    #expect(outcome.exitCode == 0, "\(outcome.standardError.prefix(300))")
    #expect(PrintedTable(try work.folder.text(of: "out/assignments.csv")).rows.count == 4)
  }
}
