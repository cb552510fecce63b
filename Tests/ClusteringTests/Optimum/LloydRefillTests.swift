import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Centers that lose all rows")
struct LloydRefillTests {
  private let alone = Workers(count: 1)

  /// Labels and centers after one assignment and one update.
  private func step(
    _ points: [Double], centers: [Double], weights: [Double]? = nil
  ) -> (labels: [Int32], centers: [Double], shift: Double) {
    let observations = Observations(
      points: Matrix(rows: points.count, columns: 1, elements: points), weights: weights)
    let run = Lloyd(observations, centers: Matrix(rows: centers.count, columns: 1, elements: centers))
    _ = run.assign(workers: alone)
    let shift = run.update()
    return (run.labelList, run.centers.elements, shift)
  }

  @Test("take the row farthest from its own center, and the step counts as unsettled")
  func farthestRow() {
    let after = step([0, 1, 5, 20, 21], centers: [0, 20, 1_000])
    #expect(after.labels == [0, 0, 2, 1, 1])
    #expect(after.centers == [0.5, 20.5, 5])
    #expect(after.shift == .infinity)
  }

  @Test("take the lowest row of several equally far")
  func lowestRowOfTies() {
    // Rows 0, 2, 3 and 5 are all 1 from their center.
    #expect(step([-1, 0, 1, 9, 10, 11], centers: [0, 10, 1_000]).labels == [2, 0, 0, 1, 1, 1])
  }

  @Test("never take the last row of a cluster")
  func lastRow() {
    // Row 2 is by far the farthest from its center, but alone there.
    #expect(step([0, 1, 50], centers: [0, 30, 1_000]).labels == [0, 2, 1])
  }

  @Test("never take a row without weight, and count a cluster of such rows as empty")
  func rowsWithoutWeight() {
    #expect(step([0, 1, 5, 20], centers: [0, 20, 1_000], weights: [1, 1, 0, 1]).labels == [0, 2, 0, 1])
    // Center 1 has only a row of weight 0.
    let after = step([0, 3, 20], centers: [0, 20], weights: [1, 1, 0])
    #expect(after.labels == [0, 1, 1])
    #expect(after.centers == [0, 3])
  }

  @Test("never take a row at distance zero: with too few different rows the center stays")
  func equalRows() {
    let after = step([4, 4, 4], centers: [4, 9])
    #expect(after.labels == [0, 0, 0])
    #expect(after.centers == [4, 9])
    #expect(after.shift == 0)
  }

  @Test("two at once take two rows")
  func twoAtOnce() {
    let after = step([0, 1, 5, 8], centers: [0, 500, 600])
    #expect(after.labels == [0, 0, 2, 1])
    #expect(after.centers == [0.5, 8, 5])
  }

  @Test("distances are those to centers before the step moves them")
  func centersBeforeTheStep() {
    // From 0 the farthest row is 6; from the mean, 3.25, it would be row 0.
    #expect(step([0, 2, 5, 6], centers: [0, 1_000]).labels == [0, 0, 0, 1])
  }
}
