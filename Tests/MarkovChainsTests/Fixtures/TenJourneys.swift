import LinearAlgebra
import MarkovChains

/// Ten journeys over Email, Social, Search and Direct from a start to conversion or loss.
///
/// Source: the example of the Python package do-attribution (MIT licence).
enum TenJourneys {
  static let conversion = 0
  static let loss = 1
  static let (email, social, search, direct) = (1, 2, 3, 4)
  static let rowTotals: [Double] = [10, 7, 6, 5, 1]

  /// Columns: start, the four touchpoints, conversion, loss.
  static let counts: [[Double]] = [
    [0, 3, 2, 4, 1, 0, 0], [0, 0, 3, 1, 0, 3, 0], [0, 2, 0, 0, 0, 3, 1], [0, 2, 1, 0, 0, 0, 2], [0, 0, 0, 0, 0, 1, 0],
  ]

  static func chain() throws -> AbsorbingChain {
    let rows = zip(counts, rowTotals).map { row, total in row.map { $0 / total } }
    return try AbsorbingChain(
      transient: Matrix(rows.map { Array($0[..<5]) }), absorbing: Matrix(rows.map { Array($0[5...]) }))
  }

  /// The chain of order 2: a state is a pair, a journey shorter than two a pair with the start (0).
  static func pairs() throws -> (chain: AbsorbingChain, pairs: [[Int]]) {
    let journeys: [(path: [Int], end: Int)] = [
      ([email, social], 0), ([search, email], 0), ([social], 0), ([email, search], 1), ([search, social, email], 0),
      ([direct], 0), ([email, social], 1), ([search, email, social], 0), ([social, email], 0), ([search], 1),
    ]
    var pairs = [[0, 0]]
    for journey in journeys {
      for (before, next) in zip([0] + journey.path, journey.path) where !pairs.contains([before, next]) {
        pairs.append([before, next])
      }
    }
    var transient = Matrix(rows: pairs.count, columns: pairs.count)
    var absorbing = Matrix(rows: pairs.count, columns: 2)
    for journey in journeys {
      var now = 0
      for (before, next) in zip([0] + journey.path, journey.path) {
        let place = pairs.firstIndex(of: [before, next])!
        transient[now, place] += 1
        now = place
      }
      absorbing[now, journey.end] += 1
    }
    for i in pairs.indices {
      let total = transient.row(i).reduce(0, +) + absorbing.row(i).reduce(0, +)
      for j in pairs.indices { transient[i, j] /= total }
      for x in 0..<2 { absorbing[i, x] /= total }
    }
    return (try AbsorbingChain(transient: transient, absorbing: absorbing), pairs)
  }
}
