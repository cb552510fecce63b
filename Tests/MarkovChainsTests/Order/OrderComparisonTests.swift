import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@Suite("Comparison of orders")
struct OrderComparisonTests {
  @Test("rain in Alofi, orders 0 to 3 on the same 1,093 days")
  func rain() throws {
    let comparison = try OrderComparison(Rain.sequence, orders: 0...3, beginning: .plain, simulation: nil)
    #expect(comparison.observations == 1093)
    let rows = comparison.rows
    #expect(rows.map(\.order) == [0, 1, 2, 3])
    #expect(rows.map(\.parameters) == [2, 6, 18, 54])
    #expect(rows.map(\.plainParameters) == [2, 6, 18, 54])
    #expect(rows.map(\.observedContexts) == [1, 3, 9, 27])
    let logLikelihoods = [-1133.8273048345648, -1038.0625848457917, -1025.0948806167924, -1005.5633838674347]
    #expect(areClose(rows.map(\.logLikelihood), logLikelihoods, relative: 1e-13))
    let aic = [2271.6546096691295, 2088.1251696915833, 2086.1897612335847, 2119.1267677348696]
    let bic = [2281.6479726454827, 2118.1052586206424, 2176.1300280207624, 2388.9475680964024]
    #expect(areClose(rows.map(\.aic), aic, relative: 1e-13) && areClose(rows.map(\.bic), bic, relative: 1e-13))
    #expect(comparison.orderByAIC == 2 && comparison.orderByBIC == 1)
    #expect(isClose(try #require(rows[1].lrStatistic), 25.837019908881, relative: 1e-12))
    #expect(rows[1].degreesOfFreedom == 12)
    #expect(isClose(try #require(rows[1].pValue), 0.011318319705, relative: 1e-10))
    #expect(rows[3].test == nil && rows[3].pValue == nil)
  }

  @Test("the likelihood ratio is twice the gain of the next order on the same observations")
  func likelihoodRatio() throws {
    let comparison = try OrderComparison(Rain.sequence, orders: 1...2, beginning: .plain, simulation: nil)
    let gain = comparison.rows[1].logLikelihood - comparison.rows[0].logLikelihood
    #expect(isClose(try #require(comparison.rows[0].lrStatistic), 2 * gain, relative: 1e-11))
  }

  @Test("led by a start state, worked by hand: a b > end three times and b > end once")
  func leading() throws {
    // States: a, b, end, start. Nothing but the start is dropped: 3·3 + 2 = 11 observations.
    let sequences = Sequences([[3, 0, 1, 2], [3, 1, 2]], repetitions: [3, 1], stateCount: 4)
    let comparison = try OrderComparison(sequences, orders: 0...2, beginning: .leading, simulation: nil)
    #expect(comparison.observations == 11)
    let rows = comparison.rows
    // Order 0: shares 3, 4, 4 of 11. Order 1: only the first contact is open, 3 to 1; the rest is certain.
    #expect(isClose(rows[0].logLikelihood, -11.990656245818622, relative: 1e-12))
    #expect(isClose(rows[1].logLikelihood, -2.249_340_578_475_233, relative: 1e-12))
    #expect(rows[2].logLikelihood == rows[1].logLikelihood)
    #expect(rows.map(\.parameters) == [2, 1, 1])
    // Contexts: start, a, b; at order 2 start-start, start-a, start-b and a-b.
    #expect(rows.map(\.observedContexts) == [1, 3, 4])
    #expect(rows.allSatisfy { $0.plainParameters == nil })
    #expect(comparison.orderByBIC == 1)
  }

  @Test("likelihoods never fall with the order, and only observed contexts are paid for")
  func laws() throws {
    let chain = try RandomChain.irreducible(seed: 21, states: 8)
    let sequences = RandomChain.sequences(chain, lengths: (0..<300).map { 2 + $0 % 7 }, seed: 21)
    for beginning in [OrderComparison.Beginning.plain, .leading] {
      let rows = try OrderComparison(sequences, orders: 0...3, beginning: beginning, simulation: nil).rows
      for (row, next) in zip(rows, rows.dropFirst()) { #expect(row.logLikelihood <= next.logLikelihood + 1e-9) }
      if beginning == .plain { #expect(rows.allSatisfy { $0.parameters <= $0.plainParameters ?? 0 }) }
    }
  }

  // One state more takes one bit more where there are 8 of them.
  @Test("of a plain chain, tests use every tuple, and likelihoods the same states", arguments: [3, 8, 60])
  func countedApart(stateCount: Int) throws {
    var stream = RandomStream(seed: 5)
    let lists = (0..<400).map { _ in (0..<stream.index(below: 7)).map { _ in stream.index(below: stateCount) } }
    let repetitions = lists.map { _ in stream.index(below: 3) }
    let sequences = Sequences(lists, repetitions: repetitions, stateCount: stateCount)
    let comparison = try OrderComparison(sequences, orders: 0...3, beginning: .plain, simulation: nil)
    #expect(comparison.observations == zip(lists, repetitions).reduce(0) { $0 + max(0, $1.0.count - 3) * $1.1 })
    for row in comparison.rows {
      let last = try TupleCounts(sequences, length: row.order + 1, beginning: .plain(dropping: 3))
      #expect(row.observedContexts == (row.order == 0 ? 1 : last.droppingLast().codes.count))
      guard row.order < 3 else { continue }
      let apart = try ChainTests.order(row.order, sequences, beginning: .plain(dropping: 0), simulation: nil)
      #expect(row.test == apart)
    }
  }

  @Test("sequences too short for the highest order leave nothing to choose by")
  func tooShort() throws {
    let comparison = try OrderComparison(
      Sequences([[0, 1]], stateCount: 2), orders: 0...3, beginning: .plain, simulation: nil)
    #expect(comparison.observations == 0 && comparison.orderByAIC == nil && comparison.orderByBIC == nil)
    #expect(comparison.rows.allSatisfy { $0.logLikelihood == 0 && $0.parameters == 0 && $0.pValue == nil })
  }

  @Test("too many states for the highest order are an error")
  func tooLong() {
    #expect(throws: MarkovChainError.tuplesTooLong(length: 4, stateCount: 100_000)) {
      try OrderComparison(Sequences([[0]], stateCount: 100_000), orders: 0...3, beginning: .leading, simulation: nil)
    }
  }
}
