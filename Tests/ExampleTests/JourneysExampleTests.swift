import Journeys
import LinearAlgebra
import TestSupport
import Testing

@Suite("The example of Journeys")
struct JourneysExampleTests {
  @Test("goes from contacts to journeys, to what touchpoints are worth, and to retention")
  func example() throws {
    let workers = Workers()
    let touchpoints = ["ad", "site", "mail", "purchase"]
    var contacts = EventColumns(  // a row a contact, times in days, in any order
      customerWords: [1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 4, 4, 5, 6, 6, 6],
      times: [0, 2, 5, 30, 1, 3, 9, 4, 6, 10, 12, 38, 60, 80, 13, 20, 21, 30],
      touchpoints: [0, 1, 3, 3, 1, 3, 2, 0, 1, 2, 3, 2, 2, 3, 0, 1, 2, 3])
    let log = EventLog(emptying: &contacts, workers: workers)

    let rules = JourneyRules(isConversion: [false, false, false, true], inactiveAfter: 30, end: 100)
    let journeys = ConversionJourneys(log, touchpoints: touchpoints, rules: rules, workers: workers)
    let outcomes = journeys.outcomes
    // outcomes.converted == 6, outcomes.lost == 3, outcomes.open == 0

    let counted = ChainStatistics(
      journeys.chain, dwellGrid: .none, unitCount: log.customerCount, workers: workers)
    let data = try WorthData(journeys.chain, counted: counted, workers: workers)
    let worth = TouchpointWorth(data, workers: workers).archetypes[0]
    let rate = worth.conversionRate.value  // ≈ 0.667, six of nine journeys
    let removal = touchpoints.indices.map { worth.touchpoints[$0][.removalEffect].value }
    // ≈ [0.229, 0.458, 0.5, nil]: half of the conversions would be lost with the mail

    let later = RetentionJourneys(log, touchpoints: touchpoints, rules: rules, workers: workers)
    let curve = KaplanMeier(durations: later.durations, lapsed: later.lapsed, workers: workers)
    let retained = curve.survival(before: 14)  // == 0.5, two weeks after the first purchase

    #expect(outcomes.converted == 6 && outcomes.lost == 3 && outcomes.open == 0)
    #expect(isClose(try #require(rate), 2.0 / 3, relative: 1e-12))
    #expect(areClose(removal.compactMap { $0 }, [11.0 / 48, 11.0 / 24, 0.5], relative: 1e-12))
    #expect(removal[3] == nil)
    #expect(retained == 0.5)
  }
}
