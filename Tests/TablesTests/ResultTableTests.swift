import Tables
import Testing

@Suite struct ResultTableTests {
  @Test("A table counts its rows and finds its columns, the first of equal names")
  func columns() {
    let table = ResultTable(
      name: "t", columns: [ResultColumn("a", .flags([true, false])), ResultColumn("a", .texts(["x", "y"]))])
    #expect(table.rowCount == 2)
    if case .flags = table.column(named: "a")?.values {} else { Issue.record("the first column holds flags") }
    #expect(table.column(named: "b") == nil)
  }

  @Test("Columns of different length, codes without a level and typed values for other rows are mistakes in the code")
  func mistakes() async {
    await #expect(processExitsWith: .failure) {
      _ = ResultTable(name: "t", columns: [ResultColumn("a", .integers([1])), ResultColumn("b", .integers([]))])
    }
    await #expect(processExitsWith: .failure) { _ = ResultTable(name: "t", columns: []) }
    await #expect(processExitsWith: .failure) { _ = ResultColumn("a", .levels(codes: [1], levels: ["x"])) }
    await #expect(processExitsWith: .failure) { _ = ResultColumn("a", .levels(codes: [-2], levels: ["x"])) }
    await #expect(processExitsWith: .failure) {
      _ = ResultColumn("a", .copied(CopiedCells(["x"], typed: .numbers([]))))
    }
  }

  @Test("A source that sends fewer or more cells than asked for is a mistake in the code")
  func wrongSources() async {
    for extra in [-1, 1] {
      await #expect(processExitsWith: .failure) { [extra = extra as Int] in
        let cells = CopiedCells(rowCount: 3) { rows, receive in
          for _ in 0..<(rows.count + extra) { receive(UnsafeBufferPointer(start: nil, count: 0)) }
        }
        _ = CSVWriter().bytes(of: ResultTable(name: "t", columns: [ResultColumn("a", .copied(cells))]))
      }
    }
  }
}
