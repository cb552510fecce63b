import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("The two nearest centers of every row")
struct NearestTwoTests {
  @Test("are those of direct differences, with their squared distances")
  func bruteForce() {
    let points = ReferenceData.clouds(rows: 600, dimension: 3, count: 4, seed: 2).points
    let centers = points.selecting(rows: [0, 5, 9, 100, 7, 33])
    let found = NearestTwo(Observations(points: points), centers: centers)
    for i in 0..<600 {
      let order = (0..<6).sorted {
        PlainClustering.squaredDistance(points, i, centers, $0)
          < PlainClustering.squaredDistance(points, i, centers, $1)
      }
      #expect(found.label[i] == Int32(order[0]) && found.secondLabel[i] == Int32(order[1]))
      #expect(
        isClose(found.first[i], PlainClustering.squaredDistance(points, i, centers, order[0]), absolute: 1e-4))
      #expect(
        isClose(found.second[i], PlainClustering.squaredDistance(points, i, centers, order[1]), absolute: 1e-4))
    }
  }

  @Test("with one center the next is itself, infinitely far")
  func oneCenter() {
    let found = NearestTwo(Observations(points: Matrix([[1], [4]])), centers: Matrix([[2]]))
    #expect(found.label == [0, 0] && found.secondLabel == [0, 0])
    #expect(found.first == [1, 4] && found.second == [.infinity, .infinity])
  }
}
