import LinearAlgebra
import TestSupport
import Testing

@testable import Journeys

/// Touchpoints 0 support, 1 shop, 2 review (advocacy).
struct TouchpointScoresTests {
  private func totals(_ customers: [[(time: Double, touchpoint: UInt16, score: Double)]]) -> [Double] {
    var words: [UInt64] = []
    for (customer, contacts) in customers.enumerated() { words += contacts.map { _ in UInt64(customer + 1) } }
    let contacts = customers.joined()
    var rows = EventColumns(
      customerWords: words, times: contacts.map(\.time), touchpoints: contacts.map(\.touchpoint),
      amounts: ContactAmounts(scores: contacts.map(\.score)))
    let log = EventLog(emptying: &rows, workers: Workers(count: 1))
    let scores = TouchpointScores(
      log, rules: JourneyRules(isConversion: [false, true, false], inactiveAfter: 10, end: 100),
      bands: .init(low: 2, high: 4), isAdvocacy: [false, false, true], workers: Workers(count: 2))
    return UnitResampling(
      [scores.entries], weights: UnitWeights(seed: 1, unitCount: log.customerCount)
    ).observedTotals(of: scores.entries)[0]
  }

  @Test func `scores are summed up by touchpoint, missing ones left out`() {
    let totals = totals([[(0, 0, 5), (1, 0, 3), (2, 1, .nan)], [(0, 0, 1), (50, 1, 4)], [(101, 0, 5)]])
    let support = TouchpointScores.Cells(totals, 0)
    #expect(support[.count] == 3 && support[.sum] == 9 && support[.customers] == 2)
    let numbers = TouchpointScores.numbers(totals, touchpointCount: 3)
    #expect(isClose(numbers[0], 3) && isClose(numbers[1], -0.25))
    #expect(numbers[4] == 4 && numbers[8].isNaN)
  }

  @Test func `a customer was retained when contacts go on for a window without a longer silence`() {
    let high = totals([[(0, 0, 5), (9, 1, .nan), (10, 1, .nan)]])
    #expect(TouchpointScores.Cells(high, 0)[.highCount] == 1 && TouchpointScores.Cells(high, 0)[.highRetained] == 1)
    let silent = totals([[(0, 0, 3), (9, 1, .nan), (19.5, 1, .nan)]])
    #expect(
      TouchpointScores.Cells(silent, 0)[.neutralCount] == 1 && TouchpointScores.Cells(silent, 0)[.neutralRetained] == 0)
  }

  @Test func `low scores and visits that cannot be followed up count for nothing but the mean`() {
    let totals = totals([[(0, 0, 2), (5, 1, .nan)], [(81, 0, 5), (82, 1, .nan)]])
    let support = TouchpointScores.Cells(totals, 0)
    #expect(support[.count] == 2 && support[.highCount] == 0 && support[.neutralCount] == 0)
  }

  @Test func `an advocate is met at advocacy within a window, without a longer silence`() {
    let totals = totals([
      [(0, 0, 5), (5, 1, .nan), (10, 2, .nan)], [(0, 0, 5), (6, 1, .nan), (10.5, 2, .nan)], [(0, 0, 3), (11, 2, .nan)],
    ])
    let support = TouchpointScores.Cells(totals, 0)
    #expect(support[.highCount] == 2 && support[.highAdvocates] == 1)
    #expect(support[.neutralCount] == 1 && support[.neutralAdvocates] == 0)
    #expect(support[.highCustomers] == 2 && support[.neutralCustomers] == 1)
    #expect(isClose(support.gain(.highAdvocates, .neutralAdvocates), 0.5))
    // Shares of 1 of 2 and 0 of 1 become 3 of 6 and 2 of 5.
    let error = (0.5 * 0.5 / 6 + 0.4 * 0.6 / 5).squareRoot()
    #expect(isClose(support.leastError(.highAdvocates, .neutralAdvocates), error))
  }
}
