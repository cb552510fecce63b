import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("A column far from zero")
struct OffsetTests {
  /// Doubles near 1e8 lie 1.5e-8 apart, so a cell has already lost up to 7.5e-9 of its differences, which are near 1,
  /// when it is read. Inertia may then differ by some 1e-8; a program that loses digits of its own differs by 1 or more.
  private let tolerance = 1e-6

  private func columns(_ points: Matrix, offset: Double) -> [FeatureColumn] {
    (0..<points.columnCount).map { j in
      FeatureColumn(
        name: "x\(j)", values: .numbers((0..<points.rowCount).map { points[$0, j] + (j == 0 ? offset : 0) }))
    }
  }

  @Test("loses nothing: labels stay, inertia to the digits that are left", arguments: [1e8, -1e8, 1e6])
  func offsets(offset: Double) throws {
    for scaling in [PreparationOptions.Scaling.none, .standard, .robust] {
      var options = PreparationOptions()
      options.scaling = scaling
      let found = try [0, offset].map { offset in
        let columns = columns(ReferenceData.iris, offset: offset)
        let preparation = try Preparation.fit(columns, options: options).preparation
        let rows = try preparation.apply(columns, workers: Workers())
        return try KMeans(Observations(points: rows.points), largest: 3).partition(k: 3)
      }
      #expect(found[0].labels == found[1].labels)
      #expect(isClose(found[0].inertia, found[1].inertia, relative: tolerance))
    }
  }

  @Test("rows that were not centered are still labeled by direct differences where digits run out")
  func uncentered() throws {
    var points = ReferenceData.ruspini
    for i in 0..<75 { points[i, 0] += 1e8 }
    let start = points.selecting(rows: [0, 20, 44, 60])
    let found = try KMeans(Observations(points: points), largest: 4).partition(startingFrom: start)
    #expect(found.labels == ReferenceData.ruspiniLabels4)
    #expect(isClose(found.inertia, 12_881.0512361, relative: tolerance))
  }
}
