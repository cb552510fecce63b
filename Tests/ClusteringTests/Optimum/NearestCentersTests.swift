import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Nearest centers")
struct NearestCentersTests {
  private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var stream = RandomStream(seed: seed)
    return Matrix(rows: rows, columns: columns, elements: (0..<(rows * columns)).map { _ in stream.normal() })
  }

  /// Labels and squared distances that a scan of all rows in chunks finds.
  private func scanned(_ points: Matrix, _ centers: Matrix) -> (labels: [Int32], seconds: [Int], first: [Double]) {
    let scan = ChunkScan(NearestCenters(centers))
    var (labels, seconds, first): ([Int32], [Int], [Double]) = ([], [], [])
    for rows in Workers.blocks(of: points.rowCount, size: chunkRows) {
      points.elements.withUnsafeBufferPointer {
        scan.run($0.baseAddress! + rows.lowerBound * points.columnCount, count: rows.count)
      }
      for r in 0..<rows.count {
        labels.append(Int32(scan.label[r]))
        seconds.append(Int(scan.secondLabel[r]))
        first.append(scan.first[r])
      }
    }
    return (labels, seconds, first)
  }

  @Test("a chunk of any size gives what direct differences give", arguments: [1, 2, 3, 4, 5, 255, 256, 257])
  func chunks(rows: Int) {
    for (k, d) in [(1, 1), (2, 3), (5, 4), (9, 17)] {
      let (points, centers) = (random(rows, d, seed: 1), random(k, d, seed: 2))
      let found = scanned(points, centers)
      #expect(found.labels == PlainClustering.nearest(points, centers))
      for i in 0..<rows {
        let distance = PlainClustering.squaredDistance(points, i, centers, Int(found.labels[i]))
        #expect(isClose(found.first[i], distance, absolute: 1e-12))
      }
    }
  }

  @Test("ties go to the lowest index, the next one to the next lowest")
  func ties() {
    let points = Matrix([[0, 0], [1, 1], [2, 0], [1, 0]])
    let found = scanned(points, Matrix([[2, 0], [0, 0], [2, 0], [0, 0]]))
    #expect(found.labels == [1, 0, 0, 0])
    #expect(found.seconds == [3, 1, 2, 1])
  }

  @Test("far from zero, where products have lost all digits, differences decide")
  func farFromZero() {
    let points = Matrix((0..<200).map { [1e8 + Double($0 % 20) * 0.25, -1e8] })
    let centers = Matrix([[1e8, -1e8], [1e8 + 1, -1e8], [1e8 + 3.25, -1e8]])
    #expect(scanned(points, centers).labels == PlainClustering.nearest(points, centers))
  }

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
