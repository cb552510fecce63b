import Glibc
import Testing

@testable import Workflows

@Suite("Behavior of an archetype of generated events")
struct EventBehaviorTests {
  /// A page, a purchase with a score, and silence.
  static let small = EventBehavior(
    start: [1, 0], next: [[0.5, 0.3, 0.2], [0, 0.6, 0.4]], scores: [[], [0.1, 0.2, 0.4, 0.2, 0.1]],
    dwellTimes: [
      DwellTime(.exponential, unlimitedMean: 10, limit: 100), DwellTime(.exponential, unlimitedMean: 10, limit: 100),
    ],
    medianValue: 50, valueSpread: 0.5)

  static let tolerance = 1e-12

  @Test("The mean value is that of the log-normal law")
  func value() {
    #expect((Self.small.meanValue - 50 * exp(0.125)).magnitude < Self.tolerance)
  }

  @Test("Silence after each score averages to the silence of the chain")
  func lossByScore() {
    let losses = Self.small.lossByScore(1)
    let mean = zip(losses, Self.small.scores[1]).map { $0 * $1 }.reduce(0, +)
    #expect((mean - 0.4).magnitude < Self.tolerance)
    // 0.1·1.5 + 0.2·1.2 + 0.4·1 + 0.2·0.85 + 0.1·0.7 = 1.03.
    #expect((losses[0] - 0.4 * 1.5 / 1.03).magnitude < Self.tolerance)
    #expect(Self.small.lossByScore(0).isEmpty)
  }

  @Test("A score moves silence only: those who go on go where they always go")
  func nextTable() {
    let table = Self.small.nextTable()
    #expect(table.rowCount == 12)
    let afterWorst = 1 - 0.4 * 1.5 / 1.03
    #expect(table.outcome(row: 6 + 1, at: afterWorst - 1e-9) == 1)
    #expect(table.outcome(row: 6 + 1, at: afterWorst + 1e-9) == 2)
    #expect(table.outcome(row: 6, at: 0.6 - 1e-9) == 1)
    #expect(table.outcome(row: 0, at: 0.79) == 1)
  }

  @Test("Scores are drawn where they are given, 0 elsewhere")
  func scoreTable() {
    let table = Self.small.scoreTable()
    #expect(table.outcome(row: 0, at: 0.99) == 0)
    #expect([0, 0.099, 0.101, 0.31, 0.95].map { table.outcome(row: 1, at: $0) } == [1, 1, 2, 3, 5])
  }

  @Test("Readable shares are whole ten-thousandths that sum to 1")
  func readableShares() {
    #expect([1.0, 1, 1].readableShares.sorted() == [0.3333, 0.3333, 0.3334])
    #expect([1.0, 0, 1e-9].readableShares == [1, 0, 0])
    #expect([3.0, 1].readableShares == [0.75, 0.25])
  }
}
