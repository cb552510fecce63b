import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Quick fits")
struct QuickFitTests {
  private func fit(_ points: Matrix, k: Int, seed: UInt64) -> (run: Lloyd, next: UInt64) {
    var stream = RandomStream(seed: seed)
    let run = Lloyd.quickFit(Observations(points: points), k: k, stream: &stream)
    return (run, stream.next())
  }

  @Test("of a small table are the best of five starts: the optimum where one start misses it two times in five")
  func smallTables() {
    let hits = (0..<20 as Range<UInt64>).count { seed in
      let run = fit(ReferenceData.ruspini, k: 3, seed: seed).run
      return isClose(PlainClustering.cost(ReferenceData.ruspini, run.labelList), 51_063.47504567, relative: 1e-9)
    }
    #expect(hits >= 18)
  }

  @Test("take one start beyond a thousand rows, at most 30 steps")
  func largeTables() {
    let points = ReferenceData.clouds(rows: 1_100, dimension: 2, count: 8, seed: 4).points
    let (run, next) = fit(points, k: 8, seed: 5)
    #expect(run.iterations <= 30)
    var stream = RandomStream(seed: 5)
    _ = Seeding(Observations(points: points)).centers(k: 8, stream: &stream)
    #expect(stream.next() == next)
  }

  @Test("equal streams give equal fits")
  func seeds() {
    let (one, two) = (fit(ReferenceData.iris, k: 5, seed: 3), fit(ReferenceData.iris, k: 5, seed: 3))
    #expect(one.run.centers == two.run.centers && one.next == two.next)
  }
}
