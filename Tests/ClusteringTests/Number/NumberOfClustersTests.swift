import Testing

@testable import Clustering

@Suite("The choice of the number of clusters")
struct NumberOfClustersTests {
  @Test("tries 2 to 10, at most √(n/2)")
  func defaultRange() {
    let expected: [(Int, ClosedRange<Int>)] = [
      (2, 2...2), (8, 2...2), (17, 2...2), (18, 2...3), (150, 2...8), (199, 2...9), (200, 2...10), (1_000_000, 2...10),
    ]
    for (rows, range) in expected { #expect(NumberOfClusters.defaultRange(rows: rows) == range, "\(rows) rows") }
  }

  @Test(
    "takes the largest k that reaches 0.8, else the strongest, the smaller of equals",
    arguments: [
      ([2, 3, 4], [0.95, 0.8, 0.7], 3), ([2, 3, 4], [0.95, 0.5, 0.81], 4), ([2, 3, 4], [0.6, 0.7, 0.5], 3),
      ([2, 3, 4], [0.6, 0.6, 0.5], 2), ([4, 3, 2], [0.85, 0.2, 0.9], 4), ([5], [0.1], 5), ([2, 3], [0.799, 0.2], 2),
    ] as [([Int], [Double], Int)])
  func choice(numbers: [Int], strengths: [Double], expected: Int) {
    #expect(NumberOfClusters.choice(numbers: numbers, strengths: strengths) == expected)
  }

  @Test("a number without a strength counts lowest")
  func undefinedStrengths() {
    #expect(NumberOfClusters.choice(numbers: [2, 3, 4], strengths: [nil, 0.1, nil]) == 3)
    #expect(NumberOfClusters.choice(numbers: [2, 3], strengths: [nil, nil]) == 2)
    #expect(NumberOfClusters.choice(numbers: [2, 3, 4], strengths: [0.9, 0.85, nil]) == 3)
  }
}
