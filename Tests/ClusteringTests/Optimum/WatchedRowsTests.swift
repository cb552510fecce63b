import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("Watched rows")
struct WatchedRowsTests {
  /// Two chunks; the room of row i is i, whatever has drifted.
  private let rows = chunkRows + 10

  private func places(
    _ watched: WatchedRows, _ rows: Range<Int>, drift: Double, horizon: Double, room: (Int) -> Double
  ) -> [Int]? {
    watched.list(rows, drift: drift, slack: 0.5, horizon: horizon, room: room)?.map { rows.lowerBound + Int($0) }
  }

  /// None of whose rows were in doubt.
  private func settled() -> WatchedRows {
    let watched = WatchedRows(rows: rows)
    watched.note(0, inDoubtAmong: 0..<chunkRows)
    watched.note(0, inDoubtAmong: chunkRows..<rows)
    return watched
  }

  @Test("a list holds the rows that a drift of the horizon puts in doubt")
  func list() {
    let watched = settled()
    #expect(places(watched, 0..<chunkRows, drift: 0, horizon: 3, room: { Double($0) }) == [0, 1, 2, 3])
    #expect(
      places(watched, chunkRows..<rows, drift: 0, horizon: 3, room: { Double($0 - chunkRows - 2) })
        == (0..<6).map { chunkRows + $0 })
  }

  @Test("a list is kept until the drift has used up its horizon, and then made anew")
  func lasting() {
    let watched = settled()
    _ = places(watched, 0..<chunkRows, drift: 10, horizon: 3, room: { Double($0) })
    var looks = 0
    func looked(drift: Double) -> Bool {
      looks = 0
      _ = places(watched, 0..<chunkRows, drift: drift, horizon: 3) { i in
        looks += 1
        return Double(i)
      }
      return looks > 0
    }
    #expect(!looked(drift: 10) && !looked(drift: 13))
    #expect(looked(drift: 13.001))
    #expect(looks == chunkRows)
    #expect(!looked(drift: 16))
    watched.forget(chunkOf: chunkRows)
    #expect(!looked(drift: 16), "another chunk is forgotten")
    watched.forget(chunkOf: chunkRows - 1)
    #expect(looked(drift: 16))
    watched.forgetAll()
    watched.note(0, inDoubtAmong: 0..<chunkRows)
    #expect(looked(drift: 16))
  }

  @Test("no list is made where more than a quarter of a chunk was in doubt, nor before a first step")
  func manyInDoubt() {
    let watched = WatchedRows(rows: rows)
    func list(_ rows: Range<Int>) -> [Int]? { places(watched, rows, drift: 0, horizon: 3, room: { Double($0) }) }
    #expect(list(0..<chunkRows) == nil)
    watched.note(chunkRows / 4 + 1, inDoubtAmong: 0..<chunkRows)
    #expect(list(0..<chunkRows) == nil)
    watched.note(chunkRows / 4, inDoubtAmong: 0..<chunkRows)
    #expect(list(0..<chunkRows) == [0, 1, 2, 3])
    #expect(list(chunkRows..<rows) == nil, "each chunk by itself")
    watched.forgetAll()
    #expect(list(0..<chunkRows) == nil)
  }

  @Test("a list that holds much of its chunk is made anew at once")
  func shortening() {
    let watched = settled()
    #expect(places(watched, 0..<chunkRows, drift: 0, horizon: 200, room: { Double($0) })?.count == 201)
    #expect(places(watched, 0..<chunkRows, drift: 0, horizon: 20, room: { Double($0) })?.count == 21)
    #expect(places(watched, 0..<chunkRows, drift: 0, horizon: 2, room: { Double($0) })?.count == 21)
  }
}
