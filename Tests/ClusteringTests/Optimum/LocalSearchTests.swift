import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Local search by swaps")
struct LocalSearchTests {
  private func search(_ points: Matrix, from centers: Matrix, weights: [Double]? = nil, seed: UInt64 = 1) -> LocalSearch
  {
    let observations = Observations(points: points, weights: weights)
    var search = LocalSearch(
      observations, seeding: Seeding(observations), centers: centers,
      squares: observations.totals.squares)
    let first = search.cost
    var stream = RandomStream(seed: seed)
    search.run(stream: &stream)
    #expect(search.cost <= first)
    return search
  }

  @Test("moves a center from a cluster with two to a cluster without one", arguments: 1...10 as ClosedRange<UInt64>)
  func misplacedCenter(seed: UInt64) {
    var stream = RandomStream(seed: seed, path: 3)
    let middles = [[0.0, 0], [30, 0], [0, 30], [30, 30]]
    let points = Matrix(
      (0..<120).map { i in middles[i % 4].map { $0 + stream.normal() } })
    // Two centers at the first, one each at the second and third, none at the fourth.
    let found = search(points, from: points.selecting(rows: [0, 4, 1, 2]), seed: seed)
    #expect(Set((0..<4).map { Int(PlainClustering.nearest(found.centers, Matrix(middles))[$0]) }) == [0, 1, 2, 3])
  }

  @Test("its cost is that of the labels it leads to, about their means")
  func cost() {
    let points = ReferenceData.iris
    let weights = (0..<150).map { Double(1 + $0 % 3) }
    let found = search(points, from: points.selecting(rows: [0, 1, 2, 3, 4]), weights: weights)
    let labels = PlainClustering.nearest(points, found.centers)
    #expect(isClose(found.cost, PlainClustering.cost(points, labels, weights: weights), relative: 1e-9))
  }

  @Test("ends at once where nothing is left to gain")
  func nothingToGain() {
    let points = Matrix([[0], [5], [5], [9]])
    let found = search(points, from: Matrix([[0], [5], [9]]))
    #expect(found.cost == 0)
    #expect(found.centers == Matrix([[0], [5], [9]]))
  }

  @Test("equal streams give equal bits")
  func seeds() {
    let points = ReferenceData.iris
    let start = points.selecting(rows: [0, 1, 2, 3, 4])
    #expect(search(points, from: start, seed: 9).centers == search(points, from: start, seed: 9).centers)
  }
}
