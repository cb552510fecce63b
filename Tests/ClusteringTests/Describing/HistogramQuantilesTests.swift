import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Histogram quantiles")
struct HistogramQuantilesTests {
  private func sortedQuantile(_ values: [Double], _ share: Double) -> Double? {
    let sorted = values.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty else { return nil }
    let place = share * Double(sorted.count - 1)
    let low = sorted[Int(place)]
    let fraction = place - place.rounded(.down)
    return fraction > 0 ? low + (sorted[Int(place) + 1] - low) * fraction : low
  }

  private func check(_ values: [Double], groups: Int = 3) {
    let labels = values.indices.map { Int32($0 % (groups + 1)) - 1 }
    for share in [0, 0.5, 0.99, 1] {
      let found = HistogramQuantiles(values, Grouping(labels: labels, count: groups, weights: nil), share: share).values
      for group in 0..<groups {
        let own = values.indices.filter { labels[$0] == group }.map { values[$0] }
        #expect(found[group] == sortedQuantile(own, share))
      }
      #expect(found[groups] == sortedQuantile(values.indices.filter { labels[$0] >= 0 }.map { values[$0] }, share))
    }
  }

  @Test("agree with sorting, whatever the shape", arguments: [5, 6, 7, 8, 1_000, 3_001])
  func agreeWithSorting(count: Int) {
    var stream = RandomStream(seed: UInt64(count), path: 1)
    let normal = (0..<count).map { _ in stream.normal() }
    check(normal)
    check(normal.map { $0 * $0 * $0 * 1e9 })
    check(normal.map { max(0, ($0 * 3).rounded()) })
    check(normal.map { 1e15 + $0 })
    check(normal.map { $0 < 0 ? -1e300 : 1e300 })
    check(normal.map { $0 < 0.5 ? .nan : $0 })
    check(normal.map { $0 > 2 ? 1e12 : 0 })
    check(normal.map { _ in 42 })
    check(normal.map { $0 * .leastNonzeroMagnitude })
  }

  @Test("rows that a sample of the values misses do no harm")
  func valuesBeyondTheSample() {
    // Every fourth value is sampled; the others are larger and smaller.
    let values = (0..<4_096).map { i -> Double in
      if i % 4 == 0 { return Double(i % 7) }
      return (i % 2 == 0 ? 1e6 : -1e6) + Double(i)
    }
    check(values)
  }

  @Test("no values, no quantile")
  func empty() {
    let groups = Grouping(labels: [0, -1], count: 1, weights: nil)
    #expect(HistogramQuantiles([.nan, 1], groups, share: 0.5).values == [nil, nil])
  }
}
