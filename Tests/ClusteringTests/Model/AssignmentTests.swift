import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Assignment")
struct AssignmentTests {
  private let rounding = 1e-12
  private let alone = Workers(count: 1)

  private func table(_ points: Matrix) -> [FeatureColumn] {
    (0..<points.columnCount).map { j in .numbers("x\(j)", (0..<points.rowCount).map { points[$0, j] }) }
  }

  @Test("of the rows that archetypes were found with agrees with their labels")
  func trainingRows() throws {
    let table = table(ReferenceData.iris)
    let preparation = try Preparation.fit(table).preparation
    let rows = try preparation.apply(table, workers: alone)
    let partition = try KMeans(Observations(points: rows.points), largest: 3).partition(k: 3)
    let found = Assignment(rows, centers: partition.centers, preparation: preparation, workers: alone)
    #expect(found.labels == partition.labels)
    let inertia = found.distances.reduce(0) { $0 + $1 * $1 }
    #expect(isClose(inertia, partition.inertia, relative: rounding))
  }

  @Test("worked by hand: distances to the nearest and the next center, and the confidence between")
  func workedByHand() throws {
    let table: [FeatureColumn] = [.numbers("x", [0, 1, 2, 3, 4]), .numbers("y", [0, 0, 0, 0, 5])]
    let options = Preparation.options(.none)
    let preparation = try Preparation.fit(table, options: options).preparation
    let rows = try preparation.apply(table, workers: alone)
    // Means are 2 and 1, so centers stand at (0, 0), (4, 0) and (4, 5) of the table.
    let centers = Matrix([[-2, -1], [2, -1], [2, 4]])
    let found = Assignment(rows, centers: centers, preparation: preparation, workers: alone)
    #expect(found.labels == [0, 0, 0, 1, 2])
    #expect(found.distances == [0, 1, 2, 1, 0])
    #expect(found.nextDistances == [4, 3, 2, 3, 5])
    let confidences = (0..<5).map { found.confidence(of: $0) }
    #expect(areClose(confidences, [1, 2.0 / 3, 0, 2.0 / 3, 1], relative: rounding))
  }

  @Test("with one archetype there is no next, and every row is certain")
  func oneArchetype() throws {
    let table: [FeatureColumn] = [.numbers("x", [0, 2])]
    let preparation = try Preparation.fit(table).preparation
    let rows = try preparation.apply(table, workers: alone)
    let found = Assignment(rows, centers: Matrix([[0]]), preparation: preparation, workers: alone)
    #expect(found.labels == [0, 0] && found.nextDistances == [.infinity, .infinity])
    #expect(found.confidence(of: 0) == 1)
  }

  @Test("an incomplete row is judged on what it has, its distance brought to that of complete rows")
  func incompleteRows() throws {
    let table: [FeatureColumn] = [
      .numbers("x", [0, 4, 1, .nan]), .numbers("y", [0, 4, .nan, .nan]), .numbers("z", [0, 4, .nan, .nan]),
    ]
    let preparation = try Preparation.fit(table, options: Preparation.options(.none)).preparation
    let rows = try preparation.apply(table, workers: alone)
    let centers = Matrix([Array(rows.points.row(0)), Array(rows.points.row(1))])
    let found = Assignment(rows, centers: centers, preparation: preparation, workers: alone)
    // On x alone the row is 1 from the first and 3 from the second center; one of three features counts three times.
    #expect(found.labels == [0, 1, 0, -1])
    #expect(isClose(found.distances[2], 3.0.squareRoot(), relative: rounding))
    #expect(isClose(found.nextDistances[2], 27.0.squareRoot(), relative: rounding))
    #expect(found.distances[3].isNaN && found.nextDistances[3].isNaN && found.confidence(of: 3).isNaN)
  }

  @Test("a missing category takes all of its features with it")
  func incompleteCategories() throws {
    let table: [FeatureColumn] = [
      .numbers("x", [0, 4, 3, 1]), .texts("c", ["a", "b", nil, "a"]), .numbers("y", [0, 4, .nan, 0]),
    ]
    let preparation = try Preparation.fit(table, options: Preparation.options(.none)).preparation
    #expect(preparation.dimension == 5)
    let rows = try preparation.apply(table, workers: alone)
    #expect(rows.completeness(of: 2) == .partial)
    let centers = Matrix([Array(rows.points.row(0)), Array(rows.points.row(1))])
    let found = Assignment(rows, centers: centers, preparation: preparation, workers: alone)
    #expect(found.labels[2] == 1)
    #expect(isClose(found.distances[2], 5.0.squareRoot(), relative: rounding))
  }

  @Test("the limit of the usual is the 99th percentile of each archetype's fitted rows")
  func unusualThresholds() throws {
    // 201 rows at distances 0 … 200 from the first center, two at 0 and 10 from the second, none at the third; the
    // last row is incomplete.
    let x = (0...200).map { Double($0) } + [10_000, 10_010, .nan]
    let y = [Double](repeating: 0, count: 203) + [5]
    let table: [FeatureColumn] = [.numbers("x", x), .numbers("y", y)]
    let options = Preparation.options(.none, missing: .drop)
    let preparation = try Preparation.fit(table, options: options).preparation
    let rows = try preparation.apply(table, workers: alone)
    let third = [rows.points[202, 0] + 9_000, 0]
    let centers = Matrix([Array(rows.points.row(0)), Array(rows.points.row(201)), third])
    let found = Assignment(rows, centers: centers, preparation: preparation, workers: alone)
    #expect(rows.completeness(of: 203) == .partial)
    let limits = found.unusualThresholds(of: rows, archetypeCount: 3)
    #expect(areClose(limits, [198, 9.9, 0], relative: 1e-9))
  }

  @Test("1, 2 and 7 workers give the same bits, over several blocks of rows")
  func workersDoNotMatter() throws {
    let points = ReferenceData.clouds(rows: 2 * blockRows + 50, dimension: 3, count: 4, seed: 8).points
    let table = table(points)
    let preparation = try Preparation.fit(table).preparation
    let rows = try preparation.apply(table, workers: Workers())
    let centers = rows.points.selecting(rows: [0, 1, 2, 3])
    let found = [1, 2, 7].map {
      Assignment(rows, centers: centers, preparation: preparation, workers: Workers(count: $0))
    }
    for other in found.dropFirst() {
      #expect(other.labels == found[0].labels)
      #expect(other.distances == found[0].distances && other.nextDistances == found[0].nextDistances)
    }
    #expect(found[0].labels == PlainClustering.nearest(rows.points, centers))
  }

  @Test("no rows have no labels")
  func noRows() throws {
    let preparation = try Preparation.fit([.numbers("x", [0, 2])]).preparation
    let rows = try preparation.apply([.numbers("x", [])], workers: alone)
    #expect(Assignment(rows, centers: Matrix([[0]]), preparation: preparation, workers: alone).labels.isEmpty)
  }
}
