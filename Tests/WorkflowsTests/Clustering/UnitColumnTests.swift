import Testing

@testable import Workflows

@Suite("Numbers with a unit")
struct UnitColumnTests {
  private func columns(_ cells: [String], _ choice: ColumnChoice = ColumnChoice()) throws -> CustomerColumns {
    let rows = cells.enumerated().map { "c\($0),\"\($1)\",\($0 % 7)\n" }
    return try TableFixture.columns("id,size,x\n" + rows.joined(), choice)
  }

  @Test(
    "are a warning, as a category and as free text",
    arguments: [
      (0..<40).map { "\($0 % 8 + 1) kg" }, (0..<40).map { "\($0 * 7 + 3) min." },
      (0..<40).map { $0 % 6 == 0 ? "1 mes" : "\($0 % 6 + 1) meses" }, (0..<40).map { "\($0 % 9),5k" },
    ])
  func warned(cells: [String]) throws {
    let columns = try columns(cells)
    #expect(columns.remarks.map(\.severity) == [.warning])
    #expect(
      columns.remarks.first?.message == "column 'size' is not taken as numbers: they have a unit, as in '\(cells[0])'")
    #expect(columns.roles[1].reason?.hasSuffix("numbers with a unit, such as '\(cells[0])'") == true)
  }

  @Test(
    "are not seen in kinds and codes",
    arguments: [
      (0..<40).map { "\($0 % 3 + 3)G" }, (0..<40).map { "\($0 % 8)\($0 % 2 == 0 ? "A" : "B")" },
      (0..<40).map { $0 == 20 ? "none" : "\($0 % 8) kg" }, (0..<40).map { "\($0 % 8)-\($0 % 8 + 5) años" },
    ])
  func others(cells: [String]) throws {
    #expect(try !columns(cells).remarks.contains { $0.message.contains("have a unit") })
  }

  @Test("are none of the program's business where the user has decided")
  func decided() throws {
    let cells = (0..<40).map { "\($0 % 8 + 1) kg" }
    #expect(try columns(cells, .with { $0.categories = ["size"] }).remarks.isEmpty)
    #expect(try columns(cells, .with { $0.excluded = ["size"] }).remarks.isEmpty)
  }
}
