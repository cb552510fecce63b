import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Partitions")
struct PartitionTests {
  private func partition(_ points: Matrix, from centers: Matrix, weights: [Double]? = nil) -> Partition {
    let run = Lloyd(Observations(points: points, weights: weights), centers: centers)
    let converged = run.run(tolerance: 0, limit: 100, workers: Workers(count: 1))
    return Partition(run, converged: converged, workers: Workers(count: 1))
  }

  @Test("clusters come by falling size")
  func largestFirst() {
    let found = partition(Matrix([[0], [10], [11], [20], [21], [22]]), from: Matrix([[0], [10], [20]]))
    #expect(found.k == 3)
    #expect(found.centers == Matrix([[21], [10.5], [0]]))
    #expect(found.labels == [2, 1, 1, 0, 0, 0])
    #expect(found.counts == [3, 2, 1] && found.masses == [3, 2, 1])
    #expect(found.inertia == 2.5)
    #expect(found.converged && found.iterations >= 1)
  }

  @Test("equally large ones by their first feature that differs")
  func tiesByFeatures() {
    let points = Matrix([[5, 9], [5, 1], [-5, 0]])
    let found = partition(points, from: points)
    #expect(found.centers == Matrix([[-5, 0], [5, 1], [5, 9]]))
    #expect(found.labels == [2, 1, 0])
  }

  @Test("size is weight, not rows")
  func weightedSizes() {
    let found = partition(Matrix([[0], [1], [10]]), from: Matrix([[0], [10]]), weights: [1, 1, 5])
    #expect(found.masses == [5, 2] && found.counts == [1, 2])
    #expect(found.labels == [1, 1, 0])
    #expect(found.inertia == 0.5)
  }

  @Test("inertia is summed by direct differences, in the same bits with 1, 2 and 7 workers")
  func inertia() {
    let (points, labels) = ReferenceData.clouds(rows: 2 * blockRows + 77, dimension: 3, count: 4, seed: 3)
    let centers = ReferenceData.means(of: points, labels: labels)
    let weights = labels.map { Double($0) }
    let observations = Observations(points: points, weights: weights)
    let sums = [1, 2, 7].map {
      Partition.inertia(observations, centers: centers, labels: labels, workers: Workers(count: $0))
    }
    #expect(sums[0] == sums[1] && sums[1] == sums[2])
    #expect(isClose(sums[0], PlainClustering.inertia(points, centers, labels, weights: weights), relative: 1e-12))
  }
}
