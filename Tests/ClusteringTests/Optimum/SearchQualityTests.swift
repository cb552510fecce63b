import LinearAlgebra
import Testing

@testable import Clustering

/// Sets drawn like public families whose clusters are known, some of them hard for k-means from chance starts.
///
/// The sets keep their number and layout of clusters. In a build without optimization their clusters have fewer rows and
/// two seeds are tried; sets of full size, the grid of 100,000 rows and twenty seeds take half a minute with
/// `swift test -c release -Xswiftc -enable-testing --disable-xctest --filter SearchQualityTests`.
@Suite("The search finds every cluster")
struct SearchQualityTests {
  #if DEBUG
    static let seeds: [UInt64] = [1, 2]
    static let isOptimized = false
  #else
    static let seeds: [UInt64] = Array(1...20)
    static let isOptimized = true
  #endif

  struct Family: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let centers: Matrix
    let sizes: [Int]
    let deviation: Double

    /// Normal clouds about the centers, in random order.
    var points: Matrix {
      var stream = RandomStream(seed: 2_024, path: UInt64(centers.rowCount), UInt64(centers.columnCount))
      var rows: [[Double]] = []
      for (j, size) in sizes.enumerated() {
        for _ in 0..<size { rows.append(centers.row(j).map { $0 + deviation * stream.normal() }) }
      }
      return Matrix(stream.sample(rows.count, of: rows.count).map { rows[$0] })
    }
  }

  /// Centers in a square of side 100, none closer than `gap` to another.
  private static func scattered(_ count: Int, gap: Double) -> Matrix {
    var stream = RandomStream(seed: 7, path: UInt64(count))
    var found: [[Double]] = []
    while found.count < count {
      let next = [100 * stream.uniform(), 100 * stream.uniform()]
      let isFree = found.allSatisfy { other in
        (other[0] - next[0]) * (other[0] - next[0]) + (other[1] - next[1]) * (other[1] - next[1]) > gap * gap
      }
      if isFree { found.append(next) }
    }
    return Matrix(found)
  }

  private static func inManyDimensions(_ count: Int, _ d: Int) -> Matrix {
    var stream = RandomStream(seed: 8)
    return Matrix(rows: count, columns: d, elements: (0..<(count * d)).map { _ in 10 * stream.uniform() })
  }

  private static func size(_ full: Int, _ short: Int) -> Int { isOptimized ? full : short }

  static let families: [Family] = [
    Family(
      testDescription: "15 overlapping", centers: scattered(15, gap: 14),
      sizes: [Int](repeating: size(333, 60), count: 15), deviation: 4),
    Family(
      testDescription: "20 apart", centers: scattered(20, gap: 14),
      sizes: [Int](repeating: size(150, 40), count: 20), deviation: 1.5),
    Family(
      testDescription: "35 apart", centers: scattered(35, gap: 10.5),
      sizes: [Int](repeating: size(150, 20), count: 35), deviation: 1.5),
    Family(
      testDescription: "50 apart", centers: scattered(50, gap: 8.5),
      sizes: [Int](repeating: size(150, 20), count: 50), deviation: 1.5),
    Family(
      testDescription: "three large and five small",
      centers: Matrix([[10, 50], [15, 40], [10, 60], [70, 70], [80, 60], [70, 50], [80, 45], [65, 60]]),
      sizes: [Int](repeating: size(2_000, 240), count: 3) + [Int](repeating: size(100, 12), count: 5), deviation: 1),
    Family(
      testDescription: "30 in 16 dimensions", centers: inManyDimensions(30, 16),
      sizes: [Int](repeating: size(200, 20), count: 30), deviation: 1),
  ]

  /// How many clusters have no center, or share one.
  private func missed(_ family: Family, points: Matrix, seed: UInt64) throws -> Int {
    let k = family.centers.rowCount
    var options = KMeansOptions()
    options.seed = seed
    options.restarts = Self.isOptimized ? 10 : 3
    let found = try KMeans(Observations(points: points), largest: k, options: options).partition(k: k)
    return k
      - min(
        Set(PlainClustering.nearest(found.centers, family.centers)).count,
        Set(PlainClustering.nearest(family.centers, found.centers)).count)
  }

  @Test("of sets shaped like public families", arguments: families)
  func publicFamilies(family: Family) throws {
    let points = family.points
    for seed in Self.seeds { #expect(try missed(family, points: points, seed: seed) == 0, "seed \(seed)") }
  }

  @Test("of a grid of ten by ten with 100,000 rows", .enabled(if: isOptimized, "takes minutes without optimization"))
  func grid() throws {
    var centers = Matrix(rows: 100, columns: 2)
    for j in 0..<100 { (centers[j, 0], centers[j, 1]) = (Double(j / 10 * 10), Double(j % 10 * 10)) }
    let family = Family(
      testDescription: "grid", centers: centers, sizes: [Int](repeating: 1_000, count: 100), deviation: 1.8)
    let points = family.points
    for seed in Self.seeds { #expect(try missed(family, points: points, seed: seed) == 0, "seed \(seed)") }
  }
}
