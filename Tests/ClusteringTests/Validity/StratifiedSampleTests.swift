import LinearAlgebra
import Testing

@testable import Clustering

@Suite("Stratified sample")
struct StratifiedSampleTests {
  private func sample(_ labelings: [[Int32]], size: Int, minimum: Int, seed: UInt64 = 1) -> StratifiedSample {
    StratifiedSample(
      size: size, minimum: minimum, labelings: labelings, stream: RandomStream(seed: seed, path: 1))
  }

  @Test("takes all rows when no more are there than asked for")
  func takesAll() {
    let sample = sample([[0, -1, 1, 0]], size: 10, minimum: 1)
    #expect(sample.rows == [0, 2, 3])
    #expect(sample.represented == [1, 1, 1])
  }

  @Test("takes small clusters of every labeling whole, and about the size asked for")
  func takesSmallClustersWhole() {
    let first = (0..<10_000).map { Int32($0 < 20 ? 1 : 0) }
    let second = (0..<10_000).map { Int32($0 >= 9_990 ? 1 : 0) }
    let sample = sample([first, second], size: 1_000, minimum: 30)
    #expect(Set(sample.rows).isSuperset(of: Array(0..<20) + Array(9_990..<10_000)))
    #expect(sample.rows.count >= 1_000 && sample.rows.count <= 1_060)
    #expect(sample.rows == Array(Set(sample.rows)).sorted())
  }

  @Test("a larger cluster gives about its share, and its rows stand for all of it")
  func representsTheRest() {
    let labels = (0..<30_000).map { Int32($0 % 3 == 0 ? 1 : 0) }
    let sample = sample([labels], size: 3_000, minimum: 10)
    let ones = sample.rows.indices.filter { labels[sample.rows[$0]] == 1 }
    #expect(abs(ones.count - 1_000) < 120)
    let represented = ones.reduce(0.0) { $0 + sample.represented[$1] }
    #expect(abs(represented - 10_000) < 1_200)
  }

  @Test("every row has the same chance, also where the table repeats a pattern")
  func patternsDoNotMatter() {
    // Rows 0, 10, 20 … would fill a sample of every tenth row.
    let labels = [Int32](repeating: 0, count: 2_000)
    var hits = [Int](repeating: 0, count: 10)
    for seed in 0..<50 {
      for row in sample([labels], size: 200, minimum: 0, seed: UInt64(seed)).rows { hits[row % 10] += 1 }
    }
    for hit in hits { #expect(abs(hit - 1_000) < 150) }
  }

  @Test("the same seed gives the same sample, and no rows give none")
  func seeds() {
    let labels = (0..<5_000).map { Int32($0 % 7) }
    #expect(sample([labels], size: 100, minimum: 2) == sample([labels], size: 100, minimum: 2))
    #expect(sample([labels], size: 100, minimum: 2) != sample([labels], size: 100, minimum: 2, seed: 2))
    #expect(sample([[]], size: 5, minimum: 1).rows.isEmpty)
  }

  @Test("cluster sizes count rows of a label")
  func sizes() {
    #expect(clusterSizes([2, 0, -1, 2]) == [1, 0, 2])
    #expect(clusterSizes([]).isEmpty)
  }
}
