import Testing

@testable import Workflows

@Suite("Rows of totals")
struct TotalRowTests {
  private static let rows = (1...12).map { "c\($0),\($0 * $0),\($0 % 2)\n" }.joined()

  @Test(
    "are told by their word or by their sum",
    arguments: [
      ("Total,,\n", "it begins with 'Total'"), (",TOTAL  general:,9\n", "it begins with 'TOTAL general'"),
      (",650,\n", "its 'spend' is the sum of all above"), ("x,649.9,\n", "its 'spend' is the sum of all above"),
    ])
  func totals(last: String, evidence: String) throws {
    let warning = try TotalRow(TableFixture.table("id,spend,vip\n" + Self.rows + last))?.warning
    #expect(warning?.severity == .warning)
    #expect(warning?.message == "the last row seems to be one of totals, and counts like any other: \(evidence)")
  }

  @Test(
    "are not seen in customers",
    arguments: ["c13,169,1\n", "Totalán,200,0\n", "c13,640,1\n", "c13,,1\n", "c13,0,0\n", "c13,-650,1\n"])
  func customers(last: String) throws {
    #expect(try TotalRow(TableFixture.table("id,spend,vip\n" + Self.rows + last)) == nil)
  }

  @Test("are not seen where a few numbers add up")
  func fewRows() throws {
    #expect(try TotalRow(TableFixture.table("id,x\na,1\nb,2\nc,3\n")) == nil)
    #expect(try TotalRow(TableFixture.table("id,x\n")) == nil)
  }

  @Test("are a warning of cluster and of inspect")
  func warned() throws {
    let columns = try TableFixture.columns("id,spend,vip\n" + Self.rows + "Total,650,6\n")
    #expect(columns.remarks.contains { $0.message.hasPrefix("the last row seems to be one of totals") })
  }
}
