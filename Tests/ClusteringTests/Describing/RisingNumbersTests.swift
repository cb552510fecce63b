import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Rising numbers")
struct RisingNumbersTests {
  @Test("numbers of both signs rise, missing ones are left out, places follow")
  func workedByHand() {
    let rising = RisingNumbers([3, .nan, -1, 0.5, -.infinity, 1e300, -2.5])
    #expect(rising.values == [-.infinity, -2.5, -1, 0.5, 3, 1e300])
    #expect(rising.places == [4, 6, 2, 3, 0, 5])
  }

  @Test("equal numbers keep their order, zeros of both signs too")
  func stable() {
    let rising = RisingNumbers([0, 7, -0.0, 7, 0])
    #expect(rising.values == [0, 0, 0, 7, 7])
    #expect(rising.places == [0, 2, 4, 1, 3])
  }

  @Test("agree with sorting", arguments: [0, 1, 2, 1_000, 5_000])
  func agreesWithSorting(count: Int) {
    var stream = RandomStream(seed: 5, path: UInt64(count))
    let numbers = (0..<count).map { _ in stream.normal() * 1e6 }
    #expect(RisingNumbers(numbers).values == numbers.sorted())
    #expect(RisingNumbers(numbers.map { $0.rounded() }).values == numbers.map { $0.rounded() }.sorted())
    #expect(RisingNumbers(numbers.map { $0 * .leastNonzeroMagnitude }).values.count == count)
  }

  @Test("only missing numbers leave nothing")
  func onlyMissing() {
    #expect(RisingNumbers([.nan, .nan]).values.isEmpty)
  }
}
