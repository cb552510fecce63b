import LinearAlgebra
import TestSupport
import Testing

@testable import MarkovChains

@Suite("Contingency tables")
struct ContingencyTablesTests {
  @Test("tuples become a table for each state between, without tables of one row or column")
  func fromTuples() throws {
    // Triples of 0 1 0, 0 1 2, 2 1 0 and 2 2 2: only state 1 between has two before and two after.
    let sequences = Sequences([[0, 1, 0], [0, 1, 2], [2, 1, 0], [2, 2, 2]], stateCount: 3)
    let tables = ContingencyTables(try TupleCounts(sequences, length: 3, beginning: .plain(dropping: 0)))
    #expect(tables.tables.count == 1 && tables.degreesOfFreedom == 1)
    #expect(tables.tables[0].rowTotals == [2, 1] && tables.tables[0].columnTotals == [2, 1])
    // Expected 4/3 2/3 2/3 1/3 against 1 1 1 0.
    #expect(isClose(tables.pearson, 0.75, relative: 1e-13))
    #expect(tables.hasSmallExpectedCounts)
  }

  @Test("a fifth of expected counts may lie below 5, none below 1")
  func smallCounts() throws {
    func small(_ rows: [[Double]]) throws -> Bool {
      let groups = try rows.map { row in
        var counts = Matrix(rows: row.count, columns: row.count)
        for (j, count) in row.enumerated() { counts[0, j] = count }
        return try TransitionCounts(counts)
      }
      return ContingencyTables(groups).hasSmallExpectedCounts
    }
    #expect(try !small([[10, 10], [10, 10]]))
    #expect(try small([[4, 4], [4, 4]]))
    // Two of 24 cells, expected ¾ and ¼, and then 3 and 1.
    let many = [Double](repeating: 300, count: 11)
    let few = [Double](repeating: 100, count: 11)
    #expect(try small([many + [1], few + [0]]))
    #expect(try !small([many + [3], few + [1]]))
  }
}
