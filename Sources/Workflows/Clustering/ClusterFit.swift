import Clustering
import LinearAlgebra

/// The computations behind `archetype cluster`, in two steps: who the archetypes are, then how far they can be trusted.
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

  /// Prepares the features, seeks the archetypes and describes them; no tests yet.
  mutating func archetypes(startingFrom centers: [FeatureColumn]?) throws(Failure) -> ClusterAnalysis {
    report("preparing features")
    let (preparation, rows) = try prepare()
    let fitted = rows.fittedRows
    let weights = columns.weights
    if let fitted {
      guard !fitted.isEmpty else { throw Failure(PreparationError.noCompleteRow, table: columns.table) }
      observations = Observations(
        points: rows.points.selecting(rows: fitted), weights: weights.map { all in fitted.map { all[$0] } },
        workers: workers)
    } else {
      observations = Observations(points: rows.points, weights: weights, workers: workers)
    }
    report("looking for archetypes")
    let (partitions, searched) = try partitions(preparation, centers)
    var trials = partitions.map { partition in
      ClusterAnalysis.Trial(
        k: partition.k, partition: partition,
        indices: ValidityIndices(
          points: observations.points, centers: partition.centers, labels: partition.labels,
          weights: observations.weights, workers: workers))
    }
    let strengths = strengths(trials.map(\.k))
    for place in trials.indices { trials[place].strength = strengths[place] }
    let k = NumberOfClusters.choice(numbers: trials.map(\.k), strengths: strengths)
    let partition = trials.first { $0.k == k }!.partition
    report("describing archetypes")
    let assignment = Assignment(
      rows, centers: partition.centers, preparation: preparation, workers: workers)
    let profile = Profile(
      columns: used, labels: assignment.labels, archetypeCount: k, weights: weights, workers: workers)
    var counts = [Int](repeating: 0, count: k)
    for label in assignment.labels where label >= 0 { counts[Int(label)] += 1 }
    return ClusterAnalysis(
      preparation: preparation, rows: rows, fittedCount: observations.count, trials: trials, k: k,
      assignment: assignment, weights: weights, profile: profile, names: ArchetypeNames.names(for: profile),
      counts: counts, searchedRows: searched)
  }

  private mutating func prepare() throws(Failure) -> (Preparation, PreparedRows) {
    var options = PreparationOptions()
    options.scaling = request.scaling
    options.missing = request.missing
    do throws(PreparationError) {
      let (preparation, notices) = try Preparation.fit(
        columns.features, weights: columns.weights, options: options, workers: workers)
      preparationNotices = notices
      let names = Set(preparation.columns.map(\.name))
      used = columns.features.filter { names.contains($0.name) }
      return (preparation, try preparation.apply(used, workers: workers))
    } catch {
      throw Failure(error, table: columns.table)
    }
  }

  private func partitions(
    _ preparation: Preparation, _ centers: [FeatureColumn]?
  ) throws(Failure) -> (partitions: [Partition], searched: Int) {
    var options = KMeansOptions()
    options.seed = request.seed
    options.restarts = request.restarts
    do throws(ClusteringError) {
      if let centers {
        let points = try startingCenters(centers, preparation)
        let search = try KMeans(observations, largest: points.rowCount, options: options, workers: workers)
        return ([try search.partition(startingFrom: points)], observations.count)
      }
      let numbers = try numbersToTry()
      let search = try KMeans(observations, largest: numbers.upperBound, options: options, workers: workers)
      return (search.partitions(Array(numbers)), search.searchedRows)
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

  /// Tests the archetypes and finds their rules.
  func tested(_ analysis: ClusterAnalysis) -> ClusterAnalysis {
    var result = analysis
    report("testing stability")
    if request.bootstraps > 0, analysis.k > 1 {
      result.stability = Stability(bootstraps: request.bootstraps, seed: request.seed).similarities(
        observations, labels: analysis.chosen.partition.labels, k: analysis.k, workers: workers)
    }
    let numbers = analysis.trials.map(\.k)
    let gaps = GapStatistic(seed: request.seed).values(
      observations, numbers: numbers.contains(1) ? numbers : [1] + numbers, workers: workers)
    // Where archetypes have hardly two customers each, that they are tight says nothing.
    result.structure =
      observations.count < 2 * analysis.k ? nil : GapStatistic.hasStructure(gaps, k: analysis.k)
    result.othersWithStructure = numbers.filter {
      $0 > 1 && $0 != analysis.k && GapStatistic.hasStructure(gaps, k: $0) == true
    }
    report("comparing numbers of archetypes")
    let labelings = analysis.trials.map(\.partition.labels)
    let scores = Silhouette.scores(
      points: observations.points, labelings: labelings, weights: observations.weights,
      sampling: .init(seed: request.seed), workers: workers)
    for place in numbers.indices {
      result.trials[place].silhouette = scores.means[place]
      result.trials[place].silhouetteKind = scores.kind
      result.trials[place].gap = gaps.first { $0.k == numbers[place] }
    }
    report("finding rules")
    result.rules = Rules.rules(
      columns: used, labels: analysis.assignment.labels, archetypeCount: analysis.k, weights: analysis.weights,
      options: Rules.Options(seed: request.seed, workers: workers))
    return result
  }
}
