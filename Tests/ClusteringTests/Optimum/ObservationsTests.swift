import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Observations")
struct ObservationsTests {
  @Test("know their norms and totals, weighted")
  func totals() {
    let observations = Observations(points: Matrix([[1, 2], [3, 0], [-1, 4]]), weights: [1, 2, 3])
    #expect(observations.count == 3 && observations.dimension == 2)
    #expect(observations.norms == [5, 9, 17])
    let totals = observations.totals
    #expect(totals.mass == 6)
    #expect(totals.sums == [4, 14])
    #expect(totals.squares == 5 + 18 + 51)
    // Variances: 22/6 − (4/6)² and 52/6 − (14/6)².
    #expect(isClose(totals.meanVariance, (22.0 / 6 - 4.0 / 9 + 52.0 / 6 - 49.0 / 9) / 2, relative: 1e-14))
  }

  @Test("totals are the same bits with 1, 2 and 7 workers")
  func workersDoNotMatter() {
    let points = ReferenceData.clouds(rows: 2 * blockRows + 10, dimension: 2, count: 3, seed: 1).points
    let totals = [1, 2, 7].map { count in
      let workers = Workers(count: count)
      return Observations(points: points, workers: workers).totals
    }
    for other in totals.dropFirst() {
      #expect(other.sums == totals[0].sums && other.squares == totals[0].squares)
      #expect(other.mass == Double(2 * blockRows + 10))
    }
  }

  @Test("a selection takes weights along, times multiplicities")
  func selections() {
    let weighted = Observations(points: Matrix([[1], [2], [3]]), weights: [5, 6, 7])
    #expect(weighted.selecting(rows: [2, 0]).weights == [7, 5])
    #expect(weighted.selecting(rows: [2, 0], multiplicities: [2, 3]).weights == [14, 15])
    let plain = Observations(points: Matrix([[1], [2], [3]]))
    #expect(plain.selecting(rows: [1]).weights == nil)
    let drawn = plain.selecting(rows: [1, 2], multiplicities: [1, 4])
    #expect(drawn.weights == [1, 4] && drawn.points == Matrix([[2], [3]]) && drawn.norms == [4, 9])
  }

  @Test("no rows have no variance")
  func empty() {
    let totals = Observations(points: Matrix(rows: 0, columns: 2)).totals
    #expect(totals.mass == 0 && totals.sums == [0, 0] && totals.meanVariance == 0)
  }
}
