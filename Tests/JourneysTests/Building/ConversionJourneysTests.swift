import LinearAlgebra
import MarkovChains
import Testing

@testable import Journeys

/// Contacts of one customer, `(time, touchpoint)`.
private func log(_ customers: [[(Double, UInt16)]]) -> EventLog {
  var words: [UInt64] = []
  var times: [Double] = []
  var touchpoints: [UInt16] = []
  for (customer, contacts) in customers.enumerated() {
    for (time, touchpoint) in contacts {
      words.append(UInt64(customer + 1))
      times.append(time)
      touchpoints.append(touchpoint)
    }
  }
  var columns = EventColumns(customerWords: words, times: times, touchpoints: touchpoints)
  return EventLog(emptying: &columns, workers: Workers(count: 1))
}

private func journeys(_ customers: [[(Double, UInt16)]], end: Double, window: Double = 10) -> ConversionJourneys {
  ConversionJourneys(
    log(customers), touchpoints: ["ad", "visit", "buy"],
    rules: JourneyRules(isConversion: [false, false, true], inactiveAfter: window, end: end), workers: Workers(count: 1)
  )
}

struct ConversionJourneysTests {
  // States: 0 start, 1 ad, 2 visit, 3 buy (never visited), 4 conversion, 5 lost.
  @Test func `a converting contact ends a journey and the next contact begins another`() {
    let result = journeys([[(0, 0), (1, 1), (3, 2), (4, 1)]], end: 100)
    #expect(result.chain.sequences.states == [0, 1, 2, 4, 0, 2, 5])
    #expect(result.chain.dwells == [0, 0, 1, 2, 0, 0, 0])
    #expect(result.outcomes.converted == 1 && result.outcomes.lost == 1 && result.outcomes.open == 0)
  }

  @Test func `a longer silence than the window loses the journey`() {
    let result = journeys([[(0, 0), (10, 1), (20.5, 1)]], end: 100)
    #expect(result.chain.sequences.states == [0, 1, 2, 5, 0, 2, 5])
  }

  @Test func `exits of the last window are dropped whatever followed`() {
    // The last counted time is 90: the exits of the contacts at 91 and 95 do not count.
    let result = journeys([[(85, 0), (91, 1), (95, 0), (96, 2)]], end: 100)
    #expect(result.chain.sequences.states == [0, 1, 2])
    #expect(result.outcomes.droppedExits == 2 && result.outcomes.converted == 1)
  }

  @Test func `a contact at the last counted time still counts`() {
    #expect(journeys([[(90, 0), (95, 1)]], end: 100).chain.sequences.states == [0, 1, 2])
    #expect(journeys([[(90, 0)]], end: 100).chain.sequences.states == [0, 1, 5])
    #expect(journeys([[(90.5, 0)]], end: 100).chain.sequences.states == [0, 1])
    #expect(journeys([[(89.5, 0)]], end: 100).chain.sequences.states == [0, 1, 5])
  }

  @Test func `rows in any order make the same journeys`() {
    var words: [UInt64] = []
    var times: [Double] = []
    var touchpoints: [UInt16] = []
    for i in 0..<5000 {
      words.append(UInt64(i % 700 + 1))
      times.append(Double(i * 7919 % 5003))
      touchpoints.append(UInt16(i * 31 % 3))
    }
    let order = (0..<5000).map { $0 * 1237 % 5000 }
    let rules = JourneyRules(isConversion: [false, false, true], inactiveAfter: 900, end: 5003)
    let chains = [Array(0..<5000), order].map { order in
      var columns = EventColumns(
        customerWords: order.map { words[$0] }, times: order.map { times[$0] },
        touchpoints: order.map { touchpoints[$0] })
      let workers = Workers(count: 2)
      let log = EventLog(emptying: &columns, workers: workers)
      return ConversionJourneys(log, touchpoints: ["a", "b", "c"], rules: rules, workers: workers).chain
    }
    #expect(TransitionCounts(chains[0].sequences) == TransitionCounts(chains[1].sequences))
  }
}
