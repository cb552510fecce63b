import LinearAlgebra
import Testing

@testable import Journeys

struct LabelShuffleTests {
  @Test func `labels are kept and equal streams give equal orders`() {
    var first = Array(0..<1000)
    var second = first
    var streams = [RandomStream(seed: 1, path: 2), RandomStream(seed: 1, path: 2)]
    LabelShuffle.shuffle(&first, &streams[0])
    LabelShuffle.shuffle(&second, &streams[1])
    #expect(first == second && first != Array(0..<1000) && first.sorted() == Array(0..<1000))
  }

  @Test func `every order is as likely as any other`() {
    var stream = RandomStream(seed: 3, path: 1)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<24_000 {
      var labels = [0, 1, 2, 3]
      LabelShuffle.shuffle(&labels, &stream)
      counts[labels, default: 0] += 1
    }
    #expect(counts.count == 24)
    // χ² of 23 degrees of freedom: 49.7 is the quantile .999.
    let distance = counts.values.reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
    #expect(distance < 49.7)
  }

  @Test func `nothing and one label stay`() {
    var stream = RandomStream(seed: 3, path: 1)
    var none: [Int] = []
    var one = [7]
    LabelShuffle.shuffle(&none, &stream)
    LabelShuffle.shuffle(&one, &stream)
    #expect(none.isEmpty && one == [7])
  }
}
