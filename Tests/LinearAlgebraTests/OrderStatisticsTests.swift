import LinearAlgebra
import Testing

@Suite("Order statistics")
struct OrderStatisticsTests {
  @Test("every rank is found, among repeats too, and parts the values")
  func everyRank() {
    let lists: [[Double]] = [
      [5, 1, 5, 3, 3, 3, 9, -2, 5, 0], [7], [2, 2, 2, 2], (0..<40).map(Double.init),
      (0..<41).reversed().map(Double.init),
      [-.infinity, 3, .infinity, 3],
    ]
    for values in lists {
      for (rank, expected) in values.sorted().enumerated() {
        var copy = values
        #expect(copy.withUnsafeMutableBufferPointer { OrderStatistics.select(rank, of: $0) } == expected)
        #expect(copy[..<rank].allSatisfy { $0 <= expected } && copy[rank...].allSatisfy { $0 >= expected })
        #expect(copy.sorted() == values.sorted())
      }
    }
  }

  @Test("quantiles lie between order statistics")
  func quantiles() {
    // Places 0, 0.2, 2, 3.8 and 4 of 0, 1, 2, 3, 4 put to 10 times as much.
    var values: [Double] = [40, 10, 30, 20, 0]
    for (probability, expected) in [(0.05, 2.0), (0.5, 20), (0.95, 38), (0, 0), (1, 40)] {
      #expect(abs(OrderStatistics.quantile(probability, of: &values) - expected) < 1e-12)
    }
    var stream = RandomStream(seed: 3)
    for count in 2...60 {
      var values = (0..<count).map { _ in stream.uniform() }
      let sorted = values.sorted()
      let place = 0.3 * Double(count - 1)
      let (below, above) = (sorted[Int(place)], sorted[Int(place) + 1])
      let expected = below + (place - place.rounded(.down)) * (above - below)
      #expect(abs(OrderStatistics.quantile(0.3, of: &values) - expected) < 1e-12, "\(count) values")
    }
    var even: [Double] = [4, 1, 2, 9]
    #expect(OrderStatistics.quantile(0.5, of: &even) == 3)
    var one = [6.0]
    #expect(OrderStatistics.quantile(0.3, of: &one) == 6)
  }
}
