import LinearAlgebra

/// How the optimum is sought.
public struct KMeansOptions: Sendable, Equatable {
  /// Starts from different seeds; beyond 2,000 rows fewer are used once the best cost has been reached three times.
  ///
  /// Up to 200 rows there are 200 at least: small tables have many optima of almost equal cost, and some of the best are
  /// reached by one start in thirty.
  public var restarts = 10
  /// Names the random streams of the search.
  public var seed: UInt64 = 42
  /// Lloyd steps over all rows before the result counts as not converged.
  public var iterationLimit = 1000
  /// Rows up to which the search uses all of them; beyond, a seeded sample of as many (or 250·k) is searched.
  public var searchRows = 20_000

  public init() {}
}

/// What clustering cannot do.
public enum ClusteringError: Error, Sendable, Equatable {
  /// There are fewer rows than clusters.
  case tooFewRows(rows: Int, clusters: Int)
  /// There are rows enough, but many are equal.
  case tooFewDistinctRows(distinct: Int, clusters: Int)
  /// Every weight is zero, so no row has a say.
  case noWeight
  /// Starting centers do not have the features of the rows.
  case centersDoNotFit(features: Int, expected: Int)
  /// A starting center lacks a feature.
  case incompleteCenters

  /// The failure in one sentence.
  public var message: String {
    switch self {
    case .tooFewRows(let rows, let clusters):
      "\(clusters) clusters need at least \(clusters) rows, and only \(rows) can take part"
    case .tooFewDistinctRows(let distinct, let clusters):
      "\(clusters) clusters need at least \(clusters) different rows, and there are only \(distinct)"
    case .noWeight: "every weight is zero"
    case .incompleteCenters: "a starting center has an empty cell"
    case .centersDoNotFit(let features, let expected):
      "the starting centers have \(features) features where the data have \(expected)"
    }
  }
}

/// k-means: seeds by greedy k-means++, swaps by local search, Lloyd to a fixed point, one Hartigan–Wong pass.
///
/// The search runs on a seeded sample when there are many rows; its best few results are carried on over samples that
/// grow, and over all rows.
public struct KMeans: Sendable {
  /// What is clustered.
  public let observations: Observations
  public let options: KMeansOptions
  let workers: Workers
  private let sample: Observations

  /// Prepares a search for up to `largest` clusters.
  ///
  /// - Throws: ``ClusteringError`` when there are fewer rows, or fewer distinct rows, than `largest`.
  public init(
    _ observations: Observations, largest: Int, options: KMeansOptions = .init(), workers: Workers = .init()
  ) throws(ClusteringError) {
    try Self.check(observations, clusters: largest)
    self.observations = observations
    self.options = options
    self.workers = workers
    let rows = max(options.searchRows, 250 * largest)
    if observations.count > rows {
      var stream = RandomStream(seed: options.seed, path: StreamPurpose.searchSample)
      sample = observations.selecting(
        rows: stream.risingSample(rows, of: observations.count), workers: workers)
    } else {
      sample = observations
    }
  }

  /// The number of different rows of positive weight, counted until there are `enough`.
  public static func distinctRows(_ observations: Observations, upTo enough: Int) -> Int {
    observations.distinctRows(upTo: enough)
  }

  /// Whether the search ran on a sample, and of how many rows.
  public var searchedRows: Int { sample.count }

  private static func check(_ observations: Observations, clusters: Int) throws(ClusteringError) {
    guard observations.count >= clusters else {
      throw .tooFewRows(rows: observations.count, clusters: clusters)
    }
    if let weights = observations.weights, !weights.contains(where: { $0 > 0 }) { throw .noWeight }
    let distinct = observations.distinctRows(upTo: clusters)
    guard distinct >= clusters else { throw .tooFewDistinctRows(distinct: distinct, clusters: clusters) }
  }

  /// The best partition found for every k of `numbers`, each k once.
  public func partitions(_ numbers: [Int]) -> [Partition] {
    var starts = search(numbers)
    for step in growingSteps {
      let drawn = grownSample(rows: step)
      starts = starts.map { candidates in
        let reached = candidates.map { polished($0, on: drawn, workers: workers) }
        let best = reached.map(\.cost).min()!
        return reached.filter { $0.cost <= best * (1 + Self.sampledDifference) }.map(\.run.centers)
      }
    }
    // Enough separate pieces of work: one thread each. Otherwise all threads on each in turn.
    let apart = starts.count >= 2 * workers.count
    let inner = apart ? Workers(count: 1) : workers
    let outer = apart ? workers : Workers(count: 1)
    let candidates = starts
    return outer.map(pieces: candidates.count) { place in
      // Only the best run is kept: a run holds several numbers a row.
      var best = polished(candidates[place][0], on: observations, workers: inner)
      for centers in candidates[place].dropFirst() {
        let next = polished(centers, on: observations, workers: inner)
        if next.cost < best.cost { best = next }
      }
      return finish(best.run, workers: inner)
    }
  }

  /// Sizes of the samples between the one that is searched and all rows, each eight times the one before: centers that have
  /// settled on a larger sample have less far to go on all rows.
  private var growingSteps: [Int] {
    Array(sequence(first: 8 * sample.count) { 8 * $0 }.prefix { 2 * $0 <= observations.count })
  }

  /// The relative difference of two costs that a sample of many rows may show by chance.
  private static let sampledDifference = 1e-3

  /// One row drawn from each of `rows` equal stretches of the table.
  private func grownSample(rows: Int) -> Observations {
    var stream = RandomStream(seed: options.seed, path: StreamPurpose.searchSample, UInt64(rows))
    let stretch = Double(observations.count) / Double(rows)
    let drawn = (0..<rows).map { min(observations.count - 1, Int((Double($0) + stream.uniform()) * stretch)) }
    return observations.selecting(rows: drawn, workers: workers)
  }

  /// Lloyd from `centers` until they hardly move.
  private func polished(
    _ centers: Matrix, on observations: Observations, workers: Workers
  ) -> (cost: Double, run: Lloyd) {
    let run = Lloyd(observations, centers: centers)
    run.run(tolerance: searchTolerance(observations.totals), limit: options.iterationLimit, workers: workers)
    return (run.cost(squares: observations.totals.squares), run)
  }

  /// The best partition found for one k.
  public func partition(k: Int) -> Partition { partitions([k])[0] }

  /// Lloyd from given centers to a fixed point, and nothing else, for comparison with other programs.
  public func partition(startingFrom centers: Matrix) throws(ClusteringError) -> Partition {
    guard centers.columnCount == observations.dimension else {
      throw .centersDoNotFit(features: centers.columnCount, expected: observations.dimension)
    }
    let run = Lloyd(observations, centers: centers)
    return Partition(run, converged: settle(run, workers: workers), workers: workers)
  }

  /// In a small table every start is made and carried to its end, which costs nothing: optima there may differ by less
  /// than the tolerance of a search, as those of iris do at k = 5.
  private var isSmall: Bool { observations.count <= 2_000 }

  /// The relative difference up to which two costs count as one.
  private var sameCost: Double { isSmall ? 1e-9 : 1e-4 }

  private func searchTolerance(_ totals: Observations.Totals) -> Double { 1e-4 * totals.meanVariance }

  /// The centers worth carrying on for every k: the best, and others within 1 % of its cost that differ from it.
  private func search(_ numbers: [Int]) -> [[Matrix]] {
    var found = [[(cost: Double, centers: Matrix)]](repeating: [], count: numbers.count)
    var next = 0
    let starts = max(options.restarts, observations.count <= 200 ? 200 : 1)
    for size in Self.rounds(starts) {
      let open = found.indices.filter { !isSettled(found[$0].map(\.cost)) }
      let tasks = open.flatMap { place in (next..<(next + size)).map { (place, $0) } }
      let results = workers.map(pieces: tasks.count) { piece in
        searchOnce(k: numbers[tasks[piece].0], restart: tasks[piece].1)
      }
      for (task, result) in zip(tasks, results) { found[task.0].append(result) }
      next += size
    }
    return found.map { results in
      let ordered = results.sorted { $0.cost < $1.cost }
      var kept: [(cost: Double, centers: Matrix)] = []
      for result in ordered where kept.count < 3 && result.cost <= ordered[0].cost * 1.01 {
        if kept.allSatisfy({ abs($0.cost - result.cost) > sameCost * result.cost }) { kept.append(result) }
      }
      return kept.isEmpty ? [ordered[0].centers] : kept.map(\.centers)
    }
  }

  /// Restarts are run four, then two at a time, so that stopping early does not depend on the number of threads; an even
  /// number leaves none of a few idle.
  private static func rounds(_ restarts: Int) -> [Int] {
    let first = min(4, restarts)
    return [first] + stride(from: first, to: restarts, by: 2).map { min(2, restarts - $0) }
  }

  private func isSettled(_ costs: [Double]) -> Bool {
    guard let best = costs.min(), !isSmall else { return false }
    return costs.count { $0 <= best * (1 + sameCost) } >= 3
  }

  /// Rows on which one start tries its swaps: at least this many, and as many a cluster.
  private static let (swapRows, swapRowsPerCluster) = (10_000, 100)

  private func searchOnce(k: Int, restart: Int) -> (cost: Double, centers: Matrix) {
    var stream = RandomStream(seed: options.seed, path: StreamPurpose.search, UInt64(k), UInt64(restart))
    var drawn = sample
    let rows = max(Self.swapRows, Self.swapRowsPerCluster * k)
    if sample.count > rows { drawn = sample.selecting(rows: stream.risingSample(rows, of: sample.count)) }
    let seeding = Seeding(drawn)
    var centers = seeding.centers(k: k, stream: &stream)
    if k > 1 {
      let squares = drawn.totals.squares
      var search = LocalSearch(drawn, seeding: seeding, centers: centers, squares: squares)
      search.run(stream: &stream)
      centers = search.centers
    }
    let run = Lloyd(sample, centers: centers)
    if isSmall {
      _ = settleWithTransfers(run, workers: Workers(count: 1))
    } else {
      run.run(tolerance: searchTolerance(sample.totals), limit: 300, workers: Workers(count: 1))
    }
    return (run.cost(squares: sample.totals.squares), run.centers)
  }

  /// Passes of single transfers at most; each that moves a row is followed by Lloyd steps until labels settle again.
  private static let transferPasses = 10

  private func finish(_ run: Lloyd, workers: Workers) -> Partition {
    let converged = settleWithTransfers(run, workers: workers)
    return Partition(run, converged: converged, workers: workers)
  }

  private func settleWithTransfers(_ run: Lloyd, workers: Workers) -> Bool {
    run.run(tolerance: 0, limit: options.iterationLimit, workers: workers)
    for _ in 0..<Self.transferPasses {
      guard run.hartiganWongPass(workers: workers) > 0 else { break }
      run.run(tolerance: 0, limit: options.iterationLimit, workers: workers)
    }
    return settle(run, workers: workers)
  }

  /// Iterates until no row changes hands, judged with sums taken anew.
  private func settle(_ run: Lloyd, workers: Workers) -> Bool {
    for _ in 0..<10 {
      guard run.run(tolerance: 0, limit: options.iterationLimit, workers: workers) else { return false }
      run.resum(workers: workers)
      if run.update() == 0 || run.assign(workers: workers) == 0 { return true }
      _ = run.update()
    }
    return false
  }
}

/// First steps of the paths of random streams, one a purpose.
enum StreamPurpose {
  static let searchSample: UInt64 = 1
  static let search: UInt64 = 2
  static let split: UInt64 = 3
  static let reference: UInt64 = 4
  static let bootstrap: UInt64 = 5
  static let bootstrapSample: UInt64 = 6
}

extension Observations {
  /// The number of different rows, counted until there are `enough`.
  func distinctRows(upTo enough: Int) -> Int {
    var seen = Set<[UInt64]>()
    let d = dimension
    for i in 0..<count where (weights?[i] ?? 1) > 0 {
      seen.insert((0..<d).map { (points[i, $0] + 0).bitPattern })
      if seen.count >= enough { break }
    }
    return seen.count
  }
}
