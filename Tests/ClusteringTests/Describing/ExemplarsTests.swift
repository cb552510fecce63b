import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Exemplars")
struct ExemplarsTests {
  /// Exemplars of points on a line, distances taken from the centers.
  private func exemplars(
    _ values: [Double], centers: [Double], labels: [Int32], completeness: [PreparedRows.Completeness]? = nil
  ) -> [Exemplar] {
    let points = Matrix(rows: values.count, columns: 1, elements: values)
    let own = labels.indices.map { labels[$0] < 0 ? 0 : abs(values[$0] - centers[Int(labels[$0])]) }
    let next = labels.indices.map { i in
      centers.indices.filter { $0 != Int(labels[i]) }.map { abs(values[i] - centers[$0]) }.min() ?? .infinity
    }
    return Exemplars.exemplars(
      of: PreparedRows(points: points, completeness: completeness, missingColumns: [:]), labels: labels, distances: own,
      nextDistances: next, archetypeCount: centers.count)
  }

  @Test("the three nearest by rank, then the row nearest the border")
  func nearestAndBorderline() {
    let found = exemplars(
      [4, 0, 1, -2, 3, 10, 11, 9, 7], centers: [0, 10], labels: [0, 0, 0, 0, 0, 1, 1, 1, 1])
    #expect(found.map(\.row) == [1, 2, 3, 0, 5, 6, 7, 8])
    #expect(found.map(\.rank) == [1, 2, 3, 1, 1, 2, 3, 1])
    #expect(
      found.map(\.kind) == [.typical, .typical, .typical, .borderline, .typical, .typical, .typical, .borderline])
    #expect(found.map(\.distance) == [0, 1, 2, 4, 0, 1, 1, 3])
    #expect(found[3].confidence == 1 - 4.0 / 6)
    #expect(found.map(\.archetype) == [0, 0, 0, 0, 1, 1, 1, 1])
  }

  @Test("repeats of a row stand back for different rows")
  func repeatsStandBack() {
    let found = exemplars([1, 1, 1, 2, 3, 8, 20], centers: [0, 100], labels: [0, 0, 0, 0, 0, 0, 1])
    #expect(found.filter { $0.archetype == 0 }.map(\.row) == [0, 3, 4, 5])
  }

  @Test("repeats fill the places when nothing else is there")
  func repeatsFillPlaces() {
    let found = exemplars([5, 1, 1, 1, 1, 90], centers: [0, 100], labels: [0, 0, 0, 0, 0, 1])
    #expect(found.filter { $0.archetype == 0 }.map(\.row) == [1, 2, 0, 3])
    #expect(found.filter { $0.archetype == 0 }.map(\.kind).last == .borderline)
  }

  @Test("ties go to the lowest row, on either side of the center")
  func ties() {
    let found = exemplars([2, -2, 1, -1, 3, -3, 50], centers: [0, 50], labels: [0, 0, 0, 0, 0, 0, 1])
    #expect(found.filter { $0.archetype == 0 }.map(\.row) == [2, 3, 0, 4])
  }

  @Test("small archetypes have what they can; empty ones nothing; unlabeled rows are never shown")
  func corners() {
    let found = exemplars([0, 1, 0.5, 10], centers: [0, 10, 70], labels: [0, 0, -1, 1])
    #expect(found.map(\.row) == [0, 1, 3])
    #expect(found.map(\.kind) == [.typical, .typical, .typical])
  }

  @Test("rows that took no part in fitting are neither typical nor borderline beside rows that did")
  func partialRowsStandBack() {
    let found = exemplars(
      [0, 1, 2, 1, 3, 4, 4.9, 10, 11], centers: [0, 10], labels: [0, 0, 0, 0, 0, 0, 0, 1, 1],
      completeness: [.partial, .partial, .fitted, .fitted, .fitted, .fitted, .partial, .partial, .partial])
    #expect(found.filter { $0.archetype == 0 }.map(\.row) == [3, 2, 4, 5])
    // Nothing else is there.
    #expect(found.filter { $0.archetype == 1 }.map(\.row) == [7, 8])
  }

  @Test("a single archetype borders on nothing")
  func singleArchetype() {
    let found = exemplars([0, 1, 2, 3, 4], centers: [0], labels: [0, 0, 0, 0, 0])
    #expect(found.map(\.row) == [0, 1, 2])
    #expect(found[2].confidence == 1)
  }

  @Test("confidence is 1 at the center and 0 half way, never below 0")
  func confidence() {
    #expect(Exemplars.confidence(0, 3) == 1)
    #expect(Exemplars.confidence(3, 3) == 0)
    #expect(Exemplars.confidence(0, 0) == 0)
    #expect(Exemplars.confidence(4, 3) == 0)
    #expect(Exemplars.confidence(4, .infinity) == 1)
  }
}
