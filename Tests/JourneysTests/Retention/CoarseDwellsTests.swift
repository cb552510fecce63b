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
    #expect(CoarseDwells(DwellGrid(window: 30), horizon: 365, mostSteps: 200, fewestDwells: 16).factor == 2)
    #expect(CoarseDwells(DwellGrid(window: 30), horizon: 180, mostSteps: 200, fewestDwells: 16).factor == 1)
    let month = DwellGrid(window: 30)
    #expect(CoarseDwells(month, horizon: 1e300, mostSteps: 200, fewestDwells: 16).factor == 2, "dwells keep steps")
    #expect(CoarseDwells(month, horizon: 1e300, mostSteps: 200, fewestDwells: 4).factor == 8)
    #expect(CoarseDwells(month, fewestDwells: 1, longestStep: 3.5 * month.step).factor == 3)
    #expect(CoarseDwells(month, fewestDwells: 16, longestStep: 100).factor == 2)
    #expect(CoarseDwells(month, fewestDwells: 16, longestStep: 0).factor == 1)
    #expect(CoarseDwells(.none, fewestDwells: 16, longestStep: 1) == CoarseDwells(.none, factor: 1))
    #expect(CoarseDwells(.none, horizon: 1e9, mostSteps: 200, fewestDwells: 16) == CoarseDwells(.none, factor: 1))
  }
}
