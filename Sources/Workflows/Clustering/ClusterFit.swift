import Clustering
import LinearAlgebra

/// The computations behind `archetype cluster`: who the archetypes are, what sets them apart, how far they can be trusted.
struct ClusterFit {
  let request: ClusterRequest
  let columns: CustomerColumns
  let workers: Workers
  let report: (String) -> Void
  private(set) var preparationNotices: [PreparationNotice] = []
  private var observations = Observations(points: Matrix(rows: 0, columns: 0))
  /// The columns that became features, in their order.
  private var used: [FeatureColumn] = []

  init(_ request: ClusterRequest, columns: CustomerColumns, workers: Workers, report: @escaping (String) -> Void) {
    self.request = request
    self.columns = columns
    self.workers = workers
    self.report = report
  }

  private var file: String { columns.table.name }

  /// Prepares the features and seeks the archetypes.
  mutating func archetypes(startingFrom centers: [FeatureColumn]?) throws(Failure) -> ClusterAnalysis.Found {
    report("preparing features")
    let (preparation, rows) = try prepare()
    let fitted = rows.fittedRows
    let weights = columns.weights
    if let fitted {
      guard !fitted.isEmpty else { throw Failure(PreparationError.noCompleteRow, table: columns.table) }
      observations = Observations(
        points: rows.points.selecting(rows: fitted, workers: workers),
        weights: weights.map { all in fitted.map { all[$0] } }, workers: workers)
    } else {
      observations = Observations(points: rows.points, weights: weights, workers: workers)
    }
    report("looking for archetypes")
    let search = try search(preparation, centers)
    let (gapStatistic, observations, workers) = (GapStatistic(seed: request.seed), observations, workers)
    // The gaps need no partition and fill the time in which the last start of a search runs alone.
    let (outcome, gaps) = workers.both {
      search.partitions
    } _: {
      gapStatistic.values(
        observations, numbers: search.numbers.contains(1) ? search.numbers : [1] + search.numbers, workers: workers)
    }
    let partitions: [Partition]
    do throws(ClusteringError) { partitions = try outcome.get() } catch { throw Failure(error, file: file) }
    var trials = partitions.map { partition in
      ClusterAnalysis.Trial(
        k: partition.k, partition: partition,
        indices: ValidityIndices(
          points: observations.points, centers: partition.centers, labels: partition.labels,
          weights: observations.weights, workers: workers),
        gap: gaps.first { $0.k == partition.k })
    }
    let strengths = strengths(trials.map(\.k))
    for place in trials.indices { trials[place].strength = strengths[place] }
    return ClusterAnalysis.Found(
      preparation: preparation, rows: rows, observations: observations, trials: trials, gaps: gaps,
      k: NumberOfClusters.choice(numbers: trials.map(\.k), strengths: strengths),
      searchedRows: centers == nil ? search.kMeans.searchedRows : observations.count)
  }

  /// What follows a search: descriptions and tests do not need each other, and may be made side by side.
  struct Steps: Sendable {
    let columns: [FeatureColumn]
    let weights: [Double]?
    let bootstraps: Int
    let seed: UInt64
    let workers: Workers
  }

  var steps: Steps {
    Steps(
      columns: used, weights: columns.weights, bootstraps: request.bootstraps, seed: request.seed, workers: workers)
  }

  private mutating func prepare() throws(Failure) -> (Preparation, PreparedRows) {
    var options = PreparationOptions()
    options.scaling = request.scaling
    options.missing = request.missing
    do throws(PreparationError) {
      let (preparation, notices) = try Preparation.fit(
        columns.features, weights: columns.weights, options: options,
        medians: columns.weights == nil ? .whereNeeded : .all, workers: workers)
      preparationNotices = notices
      let names = Set(preparation.columns.map(\.name))
      used = columns.features.filter { names.contains($0.name) }
      return (preparation, try preparation.apply(used, workers: workers))
    } catch {
      throw Failure(error, table: columns.table)
    }
  }

  /// A search that is ready to run.
  private struct Search: Sendable {
    let kMeans: KMeans
    /// The numbers of archetypes to try.
    let numbers: [Int]
    /// The centers to start from; nil to look for them.
    let centers: Matrix?

    /// One a number; given centers are carried on to the nearest optimum and nothing else.
    var partitions: Result<[Partition], ClusteringError> {
      Result { () throws(ClusteringError) in
        guard let centers else { return kMeans.partitions(numbers) }
        return [try kMeans.partition(startingFrom: centers)]
      }
    }
  }

  private func search(_ preparation: Preparation, _ centers: [FeatureColumn]?) throws(Failure) -> Search {
    var options = KMeansOptions()
    options.seed = request.seed
    options.restarts = request.restarts
    do throws(ClusteringError) {
      let start = try centers.map { (centers) throws(ClusteringError) in try startingCenters(centers, preparation) }
      let numbers = if let start { start.rowCount...start.rowCount } else { try numbersToTry() }
      let kMeans = try KMeans(observations, largest: numbers.upperBound, options: options, workers: workers)
      return Search(kMeans: kMeans, numbers: Array(numbers), centers: start)
    } catch {
      throw Failure(error, file: file)
    }
  }

  private func startingCenters(
    _ centers: [FeatureColumn], _ preparation: Preparation
  ) throws(ClusteringError) -> Matrix {
    let found = preparation.columns.compactMap { column in centers.first { $0.name == column.name } }
    guard found.count == preparation.columns.count else {
      throw .centersDoNotFit(features: found.count, expected: preparation.columns.count)
    }
    guard let prepared = try? preparation.apply(found, workers: workers), !found.contains(where: \.hasMissing) else {
      throw .incompleteCenters
    }
    return prepared.points
  }

  private func numbersToTry() throws(ClusteringError) -> ClosedRange<Int> {
    switch request.count {
    case .range(let range): return range
    case .automatic:
      let usual = NumberOfClusters.defaultRange(rows: observations.count)
      let distinct = KMeans.distinctRows(observations, upTo: usual.upperBound)
      guard distinct >= 2 else { throw .tooFewDistinctRows(distinct: distinct, clusters: 2) }
      return 2...min(usual.upperBound, distinct)
    }
  }

  /// What k is chosen by; left out where only one k is asked for and there is nothing to choose.
  private func strengths(_ numbers: [Int]) -> [Double?] {
    guard numbers.count > 1 else { return [nil] }
    report("choosing how many")
    return PredictionStrength(seed: request.seed).values(observations, numbers: numbers, workers: workers)
  }
}

extension ClusterFit.Steps {
  /// Finds everybody's archetype, what sets archetypes apart, and their names.
  func described(_ found: ClusterAnalysis.Found) -> ClusterAnalysis.Described {
    let assignment = Assignment(
      found.rows, centers: found.partition.centers, preparation: found.preparation, workers: workers)
    let profile = Profile(
      columns: columns, labels: assignment.labels, archetypeCount: found.k, weights: weights, workers: workers)
    var counts = [Int](repeating: 0, count: found.k)
    for label in assignment.labels where label >= 0 { counts[Int(label)] += 1 }
    // A complete column has its median from the profile of the population.
    var preparation = found.preparation
    for entry in profile.entries where entry.archetype == 0 {
      if let number = preparation.columns[entry.column].number, number.median.isNaN, let median = entry.populationMedian
      {
        preparation.setMedian(median, ofColumn: entry.column)
      }
    }
    return ClusterAnalysis.Described(
      preparation: preparation, assignment: assignment, profile: profile, names: ArchetypeNames.names(for: profile),
      counts: counts)
  }

  /// The rules of archetypes that have been described.
  func rules(_ described: ClusterAnalysis.Described) -> [ArchetypeRule] {
    Rules.rules(
      columns: columns, labels: described.assignment.labels, archetypeCount: described.counts.count, weights: weights,
      options: Rules.Options(seed: seed, workers: workers))
  }

  /// Tests the archetypes that were found, and every number of them that was tried.
  func tests(_ found: ClusterAnalysis.Found) -> ClusterAnalysis.Tests {
    ClusterAnalysis.Tests(
      stability: bootstraps > 0 && found.k > 1
        ? Stability(bootstraps: bootstraps, seed: seed).similarities(
          found.observations, labels: found.partition.labels, k: found.k, workers: workers) : [],
      silhouettes: Silhouette.scores(
        points: found.observations.points, labelings: found.trials.map(\.partition.labels),
        weights: found.observations.weights, sampling: .init(seed: seed), workers: workers))
  }
}
