import LinearAlgebra
import Testing

@testable import Journeys

struct EventLogTests {
  @Test func `contacts of many customers in any order are put together in time`() {
    // Two contacts each, the later one first.
    let customers = 9_000
    let rows = (0..<2).flatMap { turn in (0..<customers).map { ($0 &* 7_919 % customers, Double(2 - turn)) } }
    var columns = EventColumns(
      customerWords: rows.map { UInt64($0.0 + 1) }, times: rows.map(\.1),
      touchpoints: rows.map { UInt16($0.0 % 5) })
    let log = EventLog(emptying: &columns, workers: Workers(count: 2))
    #expect(log.customerCount == customers && log.contactCount == 2 * customers && log.tieCount == 0)
    for customer in 0..<customers {
      let range = log.range(of: customer)
      guard range.count == 2, Array(log.times[range]) == [1, 2], Set(log.touchpoints[range]).count == 1 else {
        Issue.record("customer \(customer)")
        continue
      }
    }
  }

  @Test(arguments: [0, 70_000]) func `every customer has its own contacts, also where one has most of them`(hot: Int) {
    var stream = RandomStream(seed: 8)
    let rows = (0..<150_000).map { row in
      // Some customers share their first word; the second tells them apart.
      let customer = row < hot ? 7 : UInt64(stream.uniform() * 60_000)
      return (word: customer / 2, second: customer % 2, time: (stream.uniform() * 1e3).rounded(.down), row: row)
    }
    var columns = EventColumns(
      customerWords: rows.map(\.word), secondWords: rows.map(\.second), times: rows.map(\.time),
      touchpoints: rows.map { UInt16($0.row % 251) }, amounts: ContactAmounts(values: rows.map { Double($0.row) }))
    let log = EventLog(emptying: &columns, workers: Workers(count: 2))

    let expected = Dictionary(grouping: rows) { [$0.word, $0.second] }.values.map { own in
      own.sorted { ($0.time, $0.row) < ($1.time, $1.row) }
    }
    let ties = expected.reduce(0) { sum, own in sum + zip(own, own.dropFirst()).count { $0.time == $1.time } }
    #expect(log.customerCount == expected.count && log.tieCount == ties)
    // Customers are told by the rows that they have.
    let byFirstRow = Dictionary(uniqueKeysWithValues: expected.map { (Double($0[0].row), $0) })
    for customer in 0..<log.customerCount {
      let range = log.range(of: customer)
      guard let own = byFirstRow[log.amounts.values[range.lowerBound]],
        log.amounts.values[range].elementsEqual(own.map { Double($0.row) }),
        log.times[range].elementsEqual(own.map(\.time)),
        log.touchpoints[range].elementsEqual(own.map { UInt16($0.row % 251) })
      else {
        Issue.record("customer \(customer)")
        return
      }
    }
  }

  @Test func `a tie is one of a customer's contacts, and not of neighbours in the log`() {
    func ties(_ rows: [(customer: UInt64, time: Double)]) -> Int {
      var columns = EventColumns(
        customerWords: rows.map(\.customer), times: rows.map(\.time), touchpoints: rows.map { _ in 0 })
      return EventLog(emptying: &columns, workers: Workers(count: 1)).tieCount
    }
    #expect(ties([(1, 0), (1, 5), (2, 5), (2, 9)]) == 0)
    #expect(ties([(1, 0), (1, 5), (2, 1), (2, 1), (3, 1), (4, 0)]) == 1)
    #expect(ties([(1, 5), (1, 0), (2, 5), (2, 5), (2, 5)]) == 2)
  }

  @Test func `customers whose first words agree are told apart by the second`() {
    var columns = EventColumns(
      customerWords: [9, 9, 9], secondWords: [1, 3, 1], times: [0, 1, 2], touchpoints: [0, 1, 2])
    let log = EventLog(emptying: &columns, workers: Workers(count: 1))
    #expect(log.offsets == [0, 2, 3] && log.touchpoints == [0, 2, 1])
  }

  @Test(arguments: [1, 2, 7]) func `the period goes from the first contact of all to the last`(threads: Int) {
    var columns = EventColumns(customerWords: [1, 2, 1, 3], times: [5, -2, 9, 4], touchpoints: [0, 0, 0, 0])
    let workers = Workers(count: threads)
    #expect(EventLog(emptying: &columns, workers: workers).period(workers: workers) == -2...9)
    #expect(EventLog.empty.period(workers: workers) == nil)
  }
}
