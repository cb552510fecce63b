import LinearAlgebra
import TestSupport
import Testing

@testable import Clustering

@Suite("k-means")
struct KMeansTests {
  private func partition(
    _ points: Matrix, k: Int, weights: [Double]? = nil, workers: Workers = Workers(), restarts: Int = 2
  ) throws -> Partition {
    var options = KMeansOptions()
    options.restarts = restarts
    let observations = Observations(points: points, weights: weights)
    return try KMeans(observations, largest: k, options: options, workers: workers).partition(k: k)
  }

  /// Which rows are together, whatever the clusters are called.
  private func groups(_ labels: [Int32]) -> Set<[Int]> {
    Set(Set(labels).map { label in labels.indices.filter { labels[$0] == label } })
  }

  @Test("one cluster has its center at the mean, as many clusters as rows have no inertia")
  func extremeNumbers() throws {
    let points = Matrix([[0, 0], [2, 0], [0, 4], [2, 8]])
    let one = try partition(points, k: 1)
    #expect(one.centers == Matrix([[1, 3]]))
    #expect(one.counts == [4] && one.masses == [4] && one.inertia == 48)
    let all = try partition(points, k: 4)
    #expect(all.inertia == 0 && all.counts == [1, 1, 1, 1])
    #expect(Set(all.labels) == [0, 1, 2, 3])
    #expect(try partition(Matrix([[7]]), k: 1).inertia == 0)
  }

  @Test("equal rows stay together, and as many clusters as different rows leave no inertia")
  func duplicates() throws {
    let rows = [[1.0, 1], [5, 5], [1, 1], [9, 0], [5, 5], [1, 1], [9, 0]]
    let found = try partition(Matrix(rows), k: 3)
    #expect(found.inertia == 0)
    #expect(found.labels == [0, 1, 0, 2, 1, 0, 2])
    #expect(found.counts == [3, 2, 2])
  }

  @Test("fewer rows, fewer different rows, or no weight at all are errors that say so")
  func errors() {
    func search(_ rows: [[Double]], weights: [Double]? = nil, k: Int) throws(ClusteringError) {
      _ = try KMeans(Observations(points: Matrix(rows), weights: weights), largest: k)
    }
    #expect(throws: ClusteringError.tooFewRows(rows: 2, clusters: 3)) { try search([[1], [2]], k: 3) }
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 2, clusters: 3)) {
      try search([[1], [2], [1], [2]], k: 3)
    }
    // Rows without weight do not count, and a negative zero is a zero.
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 1, clusters: 2)) {
      try search([[1], [2]], weights: [1, 0], k: 2)
    }
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 1, clusters: 2)) { try search([[0], [-0.0]], k: 2) }
    #expect(throws: ClusteringError.noWeight) { try search([[1], [2]], weights: [0, 0], k: 1) }
    let centers = ClusteringError.centersDoNotFit(features: 2, expected: 1)
    #expect(throws: centers) {
      try KMeans(Observations(points: Matrix([[1], [2]])), largest: 1).partition(startingFrom: Matrix([[1, 2]]))
    }
    #expect(
      [.tooFewRows(rows: 2, clusters: 3), .tooFewDistinctRows(distinct: 2, clusters: 3), .noWeight, centers]
        .map { (error: ClusteringError) in error.message } == [
          "3 clusters need at least 3 rows, and only 2 can take part",
          "3 clusters need at least 3 different rows, and there are only 2",
          "every weight is zero",
          "the starting centers have 2 features where the data have 1",
        ])
  }

  @Test("distinct rows are counted until there are enough")
  func distinctRows() {
    let observations = Observations(points: Matrix([[1, 2], [1, 3], [1, 2], [4, 2]]), weights: [1, 1, 1, 0])
    #expect(KMeans.distinctRows(observations, upTo: 10) == 2)
    #expect(KMeans.distinctRows(observations, upTo: 1) == 1)
  }

  @Test("the order of the rows does not change who is together", arguments: [1, 2] as [UInt64])
  func rowOrder(seed: UInt64) throws {
    var stream = RandomStream(seed: seed)
    for (points, k) in [(ReferenceData.iris, 3), (ReferenceData.ruspini, 4), (ReferenceData.iris, 5)] {
      let order = stream.sample(points.rowCount, of: points.rowCount)
      let straight = try partition(points, k: k, restarts: 4)
      let shuffled = try partition(points.selecting(rows: order), k: k, restarts: 4)
      var back = [Int32](repeating: -1, count: order.count)
      for (place, row) in order.enumerated() { back[row] = shuffled.labels[place] }
      #expect(groups(back) == groups(straight.labels))
      #expect(isClose(straight.inertia, shuffled.inertia, relative: 1e-12))
      #expect(shuffled.counts == straight.counts)
    }
  }

  @Test("a weight of two is the row twice, a weight of zero the row left out")
  func weightsCountAsRepeats() throws {
    let points = ReferenceData.iris
    let weights = (0..<150).map { Double($0 % 3) }
    let repeats = (0..<150).flatMap { [Int](repeating: $0, count: $0 % 3) }
    for k in 2...5 {
      let weighted = try partition(points, k: k, weights: weights)
      let repeated = try partition(points.selecting(rows: repeats), k: k)
      #expect(isClose(weighted.inertia, repeated.inertia, relative: 1e-12))
      #expect(areClose(weighted.centers.elements, repeated.centers.elements, relative: 1e-12))
      #expect(weighted.masses == repeated.masses)
      #expect(weighted.counts.reduce(0, +) == 150)
      #expect(repeats.indices.allSatisfy { repeated.labels[$0] == weighted.labels[repeats[$0]] })
    }
  }

  @Test("all weights times any number give the same partition and as many times the inertia")
  func scaledWeights() throws {
    let plain = try partition(ReferenceData.ruspini, k: 4)
    let scaled = try partition(ReferenceData.ruspini, k: 4, weights: [Double](repeating: 0.125, count: 75))
    #expect(scaled.labels == plain.labels)
    #expect(isClose(scaled.inertia, plain.inertia / 8, relative: 1e-12))
  }

  @Test("1, 2 and 7 workers give the same bits, over several blocks of rows")
  func workersDoNotMatter() throws {
    let points = ReferenceData.clouds(rows: 2 * blockRows + 100, dimension: 3, count: 6, seed: 5).points
    let found = try [1, 2, 7].map { count in
      var options = KMeansOptions()
      options.searchRows = 1_500
      let workers = Workers(count: count)
      return try KMeans(Observations(points: points), largest: 6, options: options, workers: workers)
        .partitions([3, 6])
    }
    for other in found.dropFirst() {
      for (one, many) in zip(found[0], other) {
        #expect(one.centers == many.centers)
        #expect(one.labels == many.labels)
        #expect(one.inertia == many.inertia && one.iterations == many.iterations)
      }
    }
  }

  @Test("labels are the nearest centers, centers the means of their rows, inertia that of direct differences")
  func consistency() throws {
    let points = ReferenceData.clouds(rows: 1_200, dimension: 4, count: 7, seed: 21).points
    for k in [1, 2, 7, 12] {
      let found = try partition(points, k: k)
      #expect(found.converged)
      #expect(found.labels == PlainClustering.nearest(points, found.centers))
      let means = ReferenceData.means(of: points, labels: found.labels)
      #expect(areClose(found.centers.elements, means.elements, absolute: 1e-12))
      #expect(isClose(found.inertia, PlainClustering.inertia(points, found.centers, found.labels), relative: 1e-12))
      #expect(found.counts == (0..<k).map { j in found.labels.count { $0 == Int32(j) } })
      #expect(found.counts == found.counts.sorted(by: >))
    }
  }

  @Test("more clusters never cost more, on their own or sought together")
  func moreClustersCostLess() throws {
    let search = try KMeans(Observations(points: ReferenceData.iris), largest: 8)
    let found = search.partitions([8, 1, 3, 2, 5])
    #expect(found.map(\.k) == [8, 1, 3, 2, 5])
    let byNumber = found.sorted { $0.k < $1.k }.map(\.inertia)
    #expect(byNumber == byNumber.sorted(by: >))
    #expect(search.partition(k: 3).labels == found[2].labels)
  }

  @Test("from given centers it is plain Lloyd and nothing else")
  func givenCenters() throws {
    let points = ReferenceData.iris
    let start = points.selecting(rows: [41, 15, 100])
    let plain = PlainClustering.lloyd(points, from: start)
    let found = try KMeans(Observations(points: points), largest: 3).partition(startingFrom: start)
    // This start ends in a poor optimum, which a search would leave.
    #expect(found.inertia > 140)
    #expect(groups(found.labels) == groups(plain.labels))
    #expect(isClose(found.inertia, PlainClustering.inertia(points, plain.centers, plain.labels), relative: 1e-12))
  }

  @Test("an iteration limit that is too short is told")
  func notConverged() throws {
    var options = KMeansOptions()
    options.iterationLimit = 1
    let points = ReferenceData.clouds(rows: 500, dimension: 2, count: 3, seed: 2).points
    let search = try KMeans(Observations(points: points), largest: 9, options: options)
    let found = try search.partition(startingFrom: points.selecting(rows: Array(0..<9)))
    #expect(!found.converged)
    #expect(found.iterations == 1)
  }

  @Test("equal seeds give equal bits, one restart is enough to run")
  func seeds() throws {
    let points = ReferenceData.clouds(rows: 600, dimension: 3, count: 8, seed: 30).points
    let (one, two) = (try partition(points, k: 8), try partition(points, k: 8))
    #expect(one.centers == two.centers && one.labels == two.labels)
    #expect(try partition(points, k: 8, restarts: 1).inertia >= one.inertia * (1 - 1e-12))
  }

  @Test("many rows are searched on a sample, and the result holds for all of them")
  func searchOnASample() throws {
    let (points, labels) = ReferenceData.clouds(rows: 4_000, dimension: 6, count: 4, seed: 14)
    var options = KMeansOptions()
    options.searchRows = 900
    let search = try KMeans(Observations(points: points), largest: 4, options: options)
    #expect(search.searchedRows == 1_000)
    let found = search.partition(k: 4)
    #expect(found.labels.count == 4_000 && found.converged)
    let plain = PlainClustering.lloyd(points, from: ReferenceData.means(of: points, labels: labels))
    #expect(found.inertia <= PlainClustering.inertia(points, plain.centers, plain.labels) * (1 + 1e-9))
    #expect(try KMeans(Observations(points: points), largest: 4).searchedRows == 4_000)
  }

  @Test("samples that grow towards all rows end where all rows lead, with any number of workers")
  func growingSamples() throws {
    let (points, labels) = ReferenceData.clouds(rows: 9_000, dimension: 3, count: 3, seed: 16)
    let plain = PlainClustering.lloyd(points, from: ReferenceData.means(of: points, labels: labels))
    let found = try [1, 2, 7].map { count in
      var options = KMeansOptions()
      // 500 rows are searched, then 4,000 drawn, then all are taken.
      options.searchRows = 500
      return try KMeans(Observations(points: points), largest: 2, options: options, workers: Workers(count: count))
        .partitions([2])[0]
    }
    #expect(found.allSatisfy { $0.centers == found[0].centers && $0.labels == found[0].labels })
    #expect(found[0].labels == PlainClustering.nearest(points, found[0].centers))
    #expect(found[0].converged && found[0].iterations < 100)
    #expect(found[0].inertia > PlainClustering.inertia(points, plain.centers, plain.labels))
  }

  @Test("a few different rows among thousands of equal ones are found, though no sample holds them")
  func fewDifferentRows() throws {
    var points = Matrix(rows: 6_000, columns: 2, repeating: 1)
    for (place, row) in [700, 2_500, 4_100].enumerated() { points[row, 0] = Double(10 * (place + 1)) }
    var options = KMeansOptions()
    options.searchRows = 50
    let found = try KMeans(Observations(points: points), largest: 4, options: options).partition(k: 4)
    #expect(found.inertia == 0)
    #expect(found.counts == [5_997, 1, 1, 1])
  }
}
