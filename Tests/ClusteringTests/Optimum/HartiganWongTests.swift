import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Single transfers of Hartigan and Wong")
struct HartiganWongTests {
  private let alone = Workers(count: 1)

  private func settled(_ points: Matrix, from start: Matrix, weights: [Double]? = nil) -> Lloyd {
    let run = Lloyd(Observations(points: points, weights: weights), centers: start)
    run.run(tolerance: 0, limit: 1_000, workers: alone)
    return run
  }

  @Test("worked by hand: 4.2 leaves {4.2, 10, 10} for {0}, which Lloyd would not let it")
  func workedByHand() {
    let points = Matrix([[0], [4.2], [10], [10]])
    let run = settled(points, from: Matrix([[0], [8]]))
    #expect(run.labelList == [0, 1, 1, 1])
    // Leaving saves 3/2 · (8.0667 − 4.2)², joining costs 1/2 · 4.2²: 22.43 − 8.82 = 13.61.
    let before = PlainClustering.cost(points, run.labelList)
    #expect(run.hartiganWongPass(workers: alone) == 1)
    #expect(run.labelList == [0, 0, 1, 1])
    #expect(areClose(run.centers.elements, [2.1, 10], relative: 1e-14))
    let after = PlainClustering.cost(points, run.labelList)
    #expect(isClose(before - after, 1.5 * (11.6 / 3) * (11.6 / 3) - 0.5 * 4.2 * 4.2, relative: 1e-12))
  }

  @Test("the change of the cost is w·m/(m + w)·‖x − c‖² to join less w·m/(m − w)·‖x − c‖² to leave")
  func predictedChange() {
    var stream = RandomStream(seed: 8)
    let points = ReferenceData.iris
    let weights = (0..<150).map { _ in stream.uniform() + 0.5 }
    let run = settled(points, from: points.selecting(rows: [0, 60, 120]), weights: weights)
    for _ in 0..<40 {
      let row = stream.index(below: 150)
      let source = Int(run.labelList[row])
      let target = (source + 1 + stream.index(below: 2)) % 3
      let w = weights[row]
      let leaving =
        w * run.masses[source] / (run.masses[source] - w)
        * PlainClustering.squaredDistance(points, row, run.centers, source)
      let joining =
        w * run.masses[target] / (run.masses[target] + w)
        * PlainClustering.squaredDistance(points, row, run.centers, target)
      let before = PlainClustering.cost(points, run.labelList, weights: weights)
      run.transfer(row: row, to: target)
      let change = PlainClustering.cost(points, run.labelList, weights: weights) - before
      #expect(isClose(change, joining - leaving, absolute: 1e-9))
    }
  }

  @Test("a pass never raises the cost, and lowers it where a row moves")
  func neverWorse() {
    var movedInAll = 0
    for seed in 0..<20 as Range<UInt64> {
      var stream = RandomStream(seed: seed)
      let points = ReferenceData.standardized(ReferenceData.iris)
      let weights: [Double]? = seed % 2 == 0 ? nil : (0..<150).map { _ in Double(stream.index(below: 4)) }
      let run = settled(points, from: points.selecting(rows: stream.sample(6, of: 150)), weights: weights)
      let before = PlainClustering.cost(points, run.labelList, weights: weights)
      let moved = run.hartiganWongPass(workers: alone)
      let after = PlainClustering.cost(points, run.labelList, weights: weights)
      #expect(moved == 0 ? after == before : after < before)
      let means = ReferenceData.means(of: points, labels: run.labelList, weights: weights)
      #expect(areClose(run.centers.elements, means.elements, absolute: 1e-9))
      movedInAll += moved
    }
    #expect(movedInAll > 20)
  }

  @Test("at the end of a search in a small table no row is better off elsewhere")
  func nothingLeftToGain() throws {
    let points = ReferenceData.standardized(ReferenceData.iris)
    var options = KMeansOptions()
    options.restarts = 1
    let found = try KMeans(Observations(points: points), largest: 5, options: options).partition(k: 5)
    let cost = PlainClustering.cost(points, found.labels)
    for row in 0..<150 {
      for target in 0..<5 where target != Int(found.labels[row]) {
        var labels = found.labels
        labels[row] = Int32(target)
        #expect(PlainClustering.cost(points, labels) > cost * (1 - 1e-9))
      }
    }
  }

  @Test("one cluster, the last row of a cluster and rows without weight stay")
  func staying() {
    let points = Matrix([[0], [1], [9]])
    #expect(settled(points, from: Matrix([[0]])).hartiganWongPass(workers: alone) == 0)
    #expect(settled(points, from: Matrix([[0], [1], [9]])).hartiganWongPass(workers: alone) == 0)
    let weightless = settled(Matrix([[0], [4.2], [10], [10]]), from: Matrix([[0], [8]]), weights: [1, 0, 1, 1])
    let labels = weightless.labelList
    #expect(weightless.hartiganWongPass(workers: alone) == 0)
    #expect(weightless.labelList == labels)
  }

  @Test("1, 2 and 7 workers move the same rows")
  func workersDoNotMatter() {
    let points = ReferenceData.clouds(rows: blockRows + 500, dimension: 2, count: 3, seed: 6).points
    let start = points.selecting(rows: [0, 1, 2, 3, 4])
    let runs = [1, 2, 7].map { count -> (moved: Int, labels: [Int32], centers: Matrix) in
      let run = Lloyd(Observations(points: points), centers: start)
      run.run(tolerance: 0, limit: 15, workers: alone)
      let moved = run.hartiganWongPass(workers: Workers(count: count))
      return (moved, run.labelList, run.centers)
    }
    #expect(runs[0].moved > 0)
    for run in runs.dropFirst() { #expect(run == runs[0]) }
  }
}
