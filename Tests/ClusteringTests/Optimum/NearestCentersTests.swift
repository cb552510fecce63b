import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Nearest centers")
struct NearestCentersTests {
  @Test("one row: both centers and both distances; one center has no next")
  func oneRow() {
    let nearest = NearestCenters(Matrix([[5], [1], [0]]))
    let found = nearest.nearestByDifferences([2])
    #expect(found.label == 1 && found.first == 1)
    #expect(found.secondLabel == 2 && found.second == 4)
    let alone = NearestCenters(Matrix([[5]])).nearestByDifferences([2])
    #expect(alone.label == 0 && alone.first == 9 && alone.second == .infinity)
  }

  @Test("squared distances and norms of any number of columns", arguments: 1...9)
  func distances(d: Int) {
    let x = (0..<d).map { Double($0) }
    let y = x.map { 2 * $0 + 1 }
    let squares = x.map { $0 * $0 }
    let differences = x.map { ($0 + 1) * ($0 + 1) }
    #expect(squaredDistance(x, y, d) == differences.reduce(0, +))
    #expect(squaredNorm(x, d) == squares.reduce(0, +))
  }
}
