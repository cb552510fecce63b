import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Scans of chunks of rows")
struct ChunkScanTests {
  /// Of squared distances near 1 to 10.
  private let singlePrecision = 1e-4

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
        first.append(Double(scan.first[r]))
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
        #expect(isClose(found.first[i], distance, absolute: singlePrecision))
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

  @Test("margins never promise more than there is, and no row is left without one where centers differ")
  func margins() {
    let (points, centers) = (random(chunkRows, 6, seed: 3), random(9, 6, seed: 4))
    let scan = ChunkScan(NearestCenters(centers))
    scan.run(Observations(points: points), rows: 0..<chunkRows)
    for i in 0..<chunkRows {
      let distances = (0..<9).map { PlainClustering.squaredDistance(points, i, centers, $0).squareRoot() }.sorted()
      #expect(Double(scan.margin[i]) <= distances[1] - distances[0] + 1e-7)
      #expect(Double(scan.margin[i]) > distances[1] - distances[0] - 1e-3)
    }
  }

  @Test("gathered rows and rows held in single precision give the same", arguments: [1, 16])
  func sources(d: Int) {
    let (points, centers) = (random(300, d, seed: 5), random(5, d, seed: 6))
    let observations = Observations(points: points)
    let (all, some) = (ChunkScan(NearestCenters(centers)), ChunkScan(NearestCenters(centers)))
    all.run(observations, rows: 20..<270)
    let places = Array(stride(from: 20, to: 270, by: 3))
    some.run(observations, places: places, count: places.count)
    for (r, i) in places.enumerated() {
      #expect(all.label[i - 20] == some.label[r] && all.secondLabel[i - 20] == some.secondLabel[r])
    }
  }

  @Test("what single precision cannot hold is decided by differences", arguments: [1e-30, 1e-16, 1e16, 1e40])
  func scales(unit: Double) {
    let scaled = { (matrix: Matrix) in
      Matrix(rows: matrix.rowCount, columns: matrix.columnCount, elements: matrix.elements.map { $0 * unit })
    }
    let (points, centers) = (scaled(random(100, 3, seed: 7)), scaled(random(4, 3, seed: 8)))
    #expect(scanned(points, centers).labels == PlainClustering.nearest(points, centers))
  }

  @Test("far from zero, where products have lost all digits, differences decide")
  func farFromZero() {
    let points = Matrix((0..<200).map { [1e8 + Double($0 % 20) * 0.25, -1e8] })
    let centers = Matrix([[1e8, -1e8], [1e8 + 1, -1e8], [1e8 + 3.25, -1e8]])
    #expect(scanned(points, centers).labels == PlainClustering.nearest(points, centers))
  }
}
