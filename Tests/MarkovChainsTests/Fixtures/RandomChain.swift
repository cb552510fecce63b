import LinearAlgebra
import MarkovChains

/// Sparse random chains.
enum RandomChain {
  static func absorbing(seed: UInt64, states: Int, ends: Int) throws -> AbsorbingChain {
    var stream = RandomStream(seed: seed, path: 1)
    let rows = rows(states, columns: states + ends, &stream)
    return try AbsorbingChain(
      transient: Matrix(rows.map { Array($0[..<states]) }), absorbing: Matrix(rows.map { Array($0[states...]) }))
  }

  static func irreducible(seed: UInt64, states: Int) throws -> MarkovChain {
    var stream = RandomStream(seed: seed, path: 2)
    return try MarkovChain(Matrix(rows(states, columns: states, &stream)))
  }

  /// Each state goes to the next one, the last to the last column or back to the first, and to about a third of all.
  private static func rows(_ states: Int, columns: Int, _ stream: inout RandomStream) -> [[Double]] {
    (0..<states).map { i in
      let certain = i + 1 < states ? i + 1 : (columns > states ? columns - 1 : 0)
      var row = (0..<columns).map { $0 == certain || stream.uniform() < 0.3 ? stream.exponential() + 0.01 : 0 }
      let total = row.reduce(0, +)
      for j in row.indices { row[j] /= total }
      return row
    }
  }

  /// Sequences of a chain from state 0, each of a length.
  static func sequences(_ chain: MarkovChain, lengths: [Int], seed: UInt64) -> Sequences {
    var stream = RandomStream(seed: seed, path: 3)
    let lists = lengths.map { length in
      var state = 0
      return (0..<length).map { _ in
        defer { state = draw(chain.probabilities.row(state), &stream) }
        return state
      }
    }
    return Sequences(lists, stateCount: chain.stateCount)
  }

  private static func draw(_ row: ArraySlice<Double>, _ stream: inout RandomStream) -> Int {
    var u = stream.uniform()
    for (j, p) in row.enumerated() {
      u -= p
      if u < 0 { return j }
    }
    return row.count - 1
  }
}
