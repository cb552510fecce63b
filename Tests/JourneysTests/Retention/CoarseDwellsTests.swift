import TestSupport
import Testing

@testable import Journeys

@Suite("Steps of dwells put together")
struct CoarseDwellsTests {
  @Test("A dwell between two steps belongs to both, by how near it is")
  func sharing() {
    let dwells = CoarseDwells(DwellGrid(step: 1, count: 6), factor: 2)
    #expect(dwells.coarse == DwellGrid(step: 2, count: 4))
    // Dwells of 0, 1, … 5 steps of two edges.
    #expect(dwells.totals([1, 10, 100, 1_000, 0, 0, 0, 0, 0, 0, 8, 4]) == [6, 605, 500, 0, 0, 0, 10, 2])
  }

  @Test("Sums and means stay", arguments: 1...7)
  func means(factor: Int) {
    let fine = DwellGrid(step: 0.5, count: 12)
    let totals = (0..<24).map { Double(($0 * 7 + 3) % 11) }
    let dwells = CoarseDwells(fine, factor: factor)
    let coarse = dwells.totals(totals)
    for edge in 0..<2 {
      func moments(_ totals: [Double], _ grid: DwellGrid) -> (sum: Double, mean: Double) {
        let row = totals[edge * grid.count..<(edge + 1) * grid.count]
        return (row.reduce(0, +), zip(row, 0...).reduce(0) { $0 + $1.0 * Double($1.1) * grid.step })
      }
      let (before, after) = (moments(totals, fine), moments(coarse, dwells.coarse))
      #expect(isClose(before.sum, after.sum, relative: 1e-14))
      #expect(isClose(before.mean, after.mean, relative: 1e-14))
    }
  }

  @Test("As many steps are put together as a horizon needs")
  func factors() {
    #expect(CoarseDwells(DwellGrid(window: 30), horizon: 365, mostSteps: 200).factor == 2)
    #expect(CoarseDwells(DwellGrid(window: 30), horizon: 180, mostSteps: 200).factor == 1)
    #expect(CoarseDwells(.none, horizon: 1e9, mostSteps: 200) == CoarseDwells(.none, factor: 1))
  }
}
