import Testing

@testable import Clustering

@Suite("Weighted medians")
struct WeightedMediansTests {
  private func median(_ values: [Double], _ weights: [Double]) -> [Double?] {
    let labels = [Int32](repeating: 0, count: values.count)
    return WeightedMedians.medians(
      of: values, weights: weights, Grouping(labels: labels, count: 1, weights: weights))
  }

  @Test("equal weights give the usual median")
  func equalWeights() {
    #expect(median([3, 1, 2], [0.5, 0.5, 0.5]) == [2, 2])
    #expect(median([4, 1, 2, 3], [2, 2, 2, 2]) == [2.5, 2.5])
  }

  @Test("equal weights give the usual median whatever they are", arguments: [0.1, 1.0 / 3, 0.7, 1e-9, 1e9 + 0.1])
  func equalFractionalWeights(weight: Double) {
    let wrong = (1...200).filter { half in
      let even = (1...(2 * half)).map { $0 <= half ? 1.0 : 2.0 }
      let odd = even + [2]
      return median(even, even.map { _ in weight }) != [1.5, 1.5] || median(odd, odd.map { _ in weight }) != [2, 2]
    }
    #expect(wrong.isEmpty)
    #expect(median([1, 2, 3], [0.1, 0.2, 0.3]) == [2.5, 2.5])
  }

  @Test("a weight far smaller than the others still decides where half is passed")
  func smallWeight() {
    #expect(median([1, 2, 3], [1, 1e-6, 1]) == [2, 2])
    #expect(median([1, 2], [1, 1 + 1e-6]) == [2, 2])
  }

  @Test("the heavier side pulls; values without weight, unlabeled and missing ones do not")
  func weightsPull() {
    #expect(median([1, 2, 3], [1, 1, 5]) == [3, 3])
    #expect(median([1, 2, 3, 9], [1, 1, 0, 0]) == [1.5, 1.5])
    #expect(median([1, .nan, 3], [1, 100, 1]) == [2, 2])
    #expect(median([.nan], [1]) == [nil, nil])
    #expect(median([1, 2], [0, 0]) == [nil, nil])
    let apart = WeightedMedians.medians(
      of: [1, 2, 8], weights: [1, 1, 1], Grouping(labels: [1, 0, -1], count: 2, weights: [1, 1, 1]))
    #expect(apart == [2, 1, 1.5])
  }
}
