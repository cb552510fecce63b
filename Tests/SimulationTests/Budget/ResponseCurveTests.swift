import TestSupport
import Testing

@testable import Simulation

@Suite("Responses to money")
struct ResponseCurveTests {
  private let tolerance = 1e-12
  private let slopeTolerance = 1e-7

  private func table(_ rows: [(Double, Double)]) throws(ResponseCurveError) -> ResponseCurve {
    try ResponseCurve(table: rows.map { ResponseCurve.Point(spend: $0, share: $1) })
  }

  @Test("a saturating response: nothing for nothing, half of the limit at its spend, the limit for all money")
  func saturating() throws {
    let curve = try ResponseCurve(limit: 0.3, halfAt: 8000)
    #expect(curve.share(at: 0) == 0)
    #expect(isClose(curve.share(at: 8000), 0.15, relative: tolerance))
    #expect(isClose(curve.share(at: 24000), 0.225, relative: tolerance))
    #expect(curve.share(at: .infinity) == 0.3)
    // l·h / (s + h)²
    #expect(isClose(curve.slope(at: 0), 0.3 / 8000, relative: tolerance))
    #expect(isClose(curve.slope(at: 8000), 0.3 / 32000, relative: tolerance))
    #expect(curve.kinks.isEmpty)
    #expect(curve.leastSpend(asGoodAs: 123) == 123)
  }

  @Test("a table is straight between rows, constant after the last, and bends at rows")
  func readFromTable() throws {
    let curve = try table([(0, 0), (100, 0), (200, 0.5), (300, 0.6), (400, 0.6)])
    for (spend, share) in [
      (0.0, 0.0), (100, 0), (150, 0.25), (200, 0.5), (250, 0.55), (350, 0.6), (400, 0.6), (1e9, 0.6),
    ] {
      #expect(isClose(curve.share(at: spend), share, relative: tolerance))
    }
    for (spend, less, more) in [
      (0.0, 0.0, 0.0), (100, 0, 0.005), (150, 0.005, 0.005), (200, 0.005, 0.001), (300, 0.001, 0), (400, 0, 0),
      (500, 0, 0),
    ] {
      #expect(isClose(curve.slope(at: spend, toward: .less), less, relative: tolerance))
      #expect(isClose(curve.slope(at: spend, toward: .more), more, relative: tolerance))
      #expect(curve.slope(at: spend) == curve.slope(at: spend, toward: .more))
    }
    #expect(try table([(0, 0), (10, 0.2)]).slope(at: 0, toward: .less) == 0.2 / 10)
    #expect(curve.kinks == [100, 200, 300, 400])
  }

  @Test("the least spend as good as another is the beginning of a flat stretch")
  func leastSpend() throws {
    let curve = try table([(0, 0), (100, 0), (200, 0.5), (300, 0.6), (400, 0.6)])
    for (spend, least) in [(0.0, 0.0), (60, 0), (100, 0), (150, 150), (200, 200), (350, 300), (400, 300), (900, 300)] {
      #expect(curve.leastSpend(asGoodAs: spend) == least)
    }
  }

  @Test("slopes are derivatives of shares")
  func derivative() throws {
    let curves = try [ResponseCurve(limit: 0.7, halfAt: 30), table([(0, 0), (20, 0.1), (50, 0.8)])]
    for curve in curves {
      for spend in [1.0, 7, 19, 21, 44, 60] {
        let difference = (curve.share(at: spend + 1e-4) - curve.share(at: spend - 1e-4)) / 2e-4
        #expect(isClose(curve.slope(at: spend), difference, relative: slopeTolerance, absolute: 1e-12))
      }
    }
  }

  @Test("a limit outside 0...1 and a half that no positive spend reaches are refused")
  func wrongParameters() {
    for limit in [-0.1, 1.2, .infinity] {
      #expect(throws: ResponseCurveError.limitOutOfRange(limit)) { try ResponseCurve(limit: limit, halfAt: 1) }
    }
    #expect(throws: ResponseCurveError.self) { try ResponseCurve(limit: .nan, halfAt: 1) }
    for half in [0, -5, Double.infinity] {
      #expect(throws: ResponseCurveError.halfSpendNotPositive(half)) { try ResponseCurve(limit: 0.5, halfAt: half) }
    }
  }

  @Test("tables that are no responses are refused with the row")
  func wrongTables() {
    let cases: [([(Double, Double)], ResponseCurveError)] = [
      ([], .tooFewRows(0)), ([(0, 0)], .tooFewRows(1)),
      ([(5, 0), (6, 0.1)], .startsElsewhere(spend: 5, share: 0)),
      ([(0, 0.1), (6, 0.2)], .startsElsewhere(spend: 0, share: 0.1)),
      ([(0, 0), (5, 0.1), (5, 0.2)], .spendsNotRising(row: 3, spend: 5, previous: 5)),
      ([(0, 0), (.infinity, 0.1)], .spendsNotRising(row: 2, spend: .infinity, previous: 0)),
      ([(0, 0), (5, 1.2)], .shareOutOfRange(row: 2, share: 1.2)),
      ([(0, 0), (5, 0.3), (6, 0.2)], .sharesFall(row: 3, share: 0.2, previous: 0.3)),
    ]
    for (rows, error) in cases {
      #expect(throws: error) { try table(rows) }
      #expect(!error.message.isEmpty)
    }
  }
}
