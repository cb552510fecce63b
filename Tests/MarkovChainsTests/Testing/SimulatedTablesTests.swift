import LinearAlgebra
import TestSupport
import Testing

@testable import MarkovChains

@Suite("Simulated tables")
struct SimulatedTablesTests {
  private func tables(_ rows: [[Double]]) throws -> ContingencyTables {
    let width = rows[0].count
    return ContingencyTables(
      try rows.map { row in
        var counts = Matrix(rows: width, columns: width)
        for (j, count) in row.enumerated() { counts[0, j] = count }
        return try TransitionCounts(counts)
      })
  }

  // Fisher's exact test of [3 1; 1 3]: 34 of 70 tables are as dependent.
  @Test("p is that of Fisher's exact test: tea tasting, 34/70")
  func teaTasting() throws {
    let p = SimulatedTables(try tables([[3, 1], [1, 3]])).pValue(replicates: 20_000, seed: 3, workers: Workers())
    #expect(isClose(p, 34.0 / 70, absolute: 0.012))
  }

  @Test("p of a 3 × 3 table is the share of all tables with its margins, counted out")
  func enumerated() throws {
    let table: [[Double]] = [[5, 1, 0], [2, 3, 1], [1, 1, 4]]
    let p = SimulatedTables(try tables(table)).pValue(replicates: 40_000, seed: 4, workers: Workers())
    #expect(isClose(p, Self.enumeratedP(table), absolute: 0.004))
  }

  @Test("p does not depend on the number of threads, and does on the seed")
  func threads() throws {
    let simulated = SimulatedTables(try tables([[12, 3, 4, 0], [2, 8, 1, 1], [0, 5, 3, 9]]))
    let one = simulated.pValue(replicates: 500, seed: 5, workers: Workers(count: 1))
    #expect(one == simulated.pValue(replicates: 500, seed: 5, workers: Workers(count: 4)))
    let alike = SimulatedTables(try tables([[6, 5], [5, 6]]))
    #expect(alike.pValue(replicates: 99, seed: 1, workers: Workers()) == 1)
  }

  /// Goes through all 3 × 3 tables with the margins of one.
  private static func enumeratedP(_ table: [[Double]]) -> Double {
    let rows = table.map { Int($0.reduce(0, +)) }
    let columns = (0..<3).map { j in Int(table.reduce(0) { $0 + $1[j] }) }
    func weight(_ cells: [Int]) -> (mass: Double, entropy: Double) {
      let mass = cells.reduce(1.0) { product, cell in (1...max(cell, 1)).reduce(product) { $0 / Double($1) } }
      return (mass, cells.reduce(0) { $0 + EntropyTerm.of(Double($1)) })
    }
    let observed = weight(table.joined().map { Int($0) }).entropy
    var (all, reached) = (0.0, 0.0)
    for a in 0...rows[0] {
      for b in 0...(rows[0] - a) {
        for d in 0...rows[1] {
          for e in 0...(rows[1] - d) {
            let last = [columns[0] - a - d, columns[1] - b - e]
            let cells = [a, b, rows[0] - a - b, d, e, rows[1] - d - e, last[0], last[1], rows[2] - last[0] - last[1]]
            guard cells.allSatisfy({ $0 >= 0 }), cells[2] + cells[5] + cells[8] == columns[2] else { continue }
            let (mass, entropy) = weight(cells)
            all += mass
            if entropy >= observed - 1e-9 { reached += mass }
          }
        }
      }
    }
    return reached / all
  }
}
