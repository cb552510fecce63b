import LinearAlgebra
import Testing

@testable import Journeys

/// A log of customers with contacts at these times.
private func log(_ customers: [[Double]]) -> EventLog {
  var columns = EventColumns(
    customerWords: customers.enumerated().flatMap { number, times in times.map { _ in UInt64(number + 1) } },
    times: customers.flatMap(\.self), touchpoints: customers.flatMap(\.self).map { _ in 0 })
  return EventLog(emptying: &columns, workers: Workers(count: 1))
}

private func quantile(_ probability: Double, _ customers: [[Double]], threads: Int = 1) -> Double? {
  ContactGaps(log(customers), workers: Workers(count: threads)).quantile(probability)
}

struct ContactGapsTests {
  @Test func `quantiles lie between the two nearest gaps`() {
    // Gaps 1, 2, 4, 8.
    let customers: [[Double]] = [[0, 1, 3], [10, 14, 22], [7]]
    #expect(quantile(0, customers) == 1)
    #expect(quantile(0.5, customers) == 3)
    #expect(quantile(0.25, customers) == 1.75)
    #expect(quantile(1, customers) == 8)
  }

  @Test func `several quantiles are those asked for one by one`() {
    let customers: [[Double]] = [[0, 1, 3], [10, 14, 22], [7]]
    let gaps = ContactGaps(log(customers), workers: Workers(count: 2))
    #expect(gaps.quantiles([1, 0, 0.5]) == [8, 1, 3])
    #expect(ContactGaps(log([[1], [2]]), workers: Workers(count: 2)).quantiles([0.5]) == nil)
  }

  @Test func `gaps of the same class are told apart`() {
    let customers: [[Double]] = [[0, 100], [0, 100.25], [0, 100.5]]
    #expect(quantile(0.5, customers) == 100.25)
    #expect(quantile(0.75, customers) == 100.375)
  }

  @Test func `equal times are gaps of zero`() {
    #expect(quantile(0.5, [[5, 5, 5], [1, 9]]) == 0)
  }

  @Test func `there is no quantile without gaps`() {
    #expect(quantile(0.95, [[1], [2]]) == nil)
    #expect(quantile(0.95, []) == nil)
  }

  @Test func `many customers on several threads have the quantiles of the sorted gaps`() {
    var stream = RandomStream(seed: 5)
    let customers = (0..<9_000).map { _ in
      (0..<3).reduce(into: [0.0]) { times, _ in times.append(times[times.count - 1] + stream.uniform() * 1e6) }
    }
    let gaps = customers.flatMap { times in zip(times, times.dropFirst()).map { $1 - $0 } }.sorted()
    let position = 0.95 * Double(gaps.count - 1)
    let (low, high) = (gaps[Int(position)], gaps[Int(position) + 1])
    let expected = low + (high - low) * (position - position.rounded(.down))
    for threads in [1, 2, 7] { #expect(quantile(0.95, customers, threads: threads) == expected) }
  }
}
