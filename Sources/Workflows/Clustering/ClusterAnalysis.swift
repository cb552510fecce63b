import Clustering
import LinearAlgebra

/// Everything that was found out about one customer table, before it is put into tables and words.
struct ClusterAnalysis {
  /// One number of archetypes that was tried.
  struct Trial: Sendable {
    let k: Int
    let partition: Partition
    var indices: ValidityIndices
    var silhouette: Double = .nan
    var silhouetteKind: SilhouetteScores.Kind?
    var strength: Double?
    /// nil where there are too few distinct rows.
    let gap: GapStatistic.Value?
  }

  /// How far the archetypes are given by the data rather than by the method.
  enum Verdict: String {
    case natural
    case reproducible
    case constructive
  }

  /// What a search found, before anybody is described.
  struct Found: Sendable {
    let preparation: Preparation
    let rows: PreparedRows
    /// The rows that took part in fitting.
    let observations: Observations
    /// Every number of archetypes that was tried, in rising order.
    let trials: [Trial]
    /// Of the numbers of archetypes that were tried, and of one; numbers without enough distinct rows are left out.
    let gaps: [GapStatistic.Value]
    /// The chosen number of archetypes.
    let k: Int
    /// Rows searched for starts; all of them in small tables.
    let searchedRows: Int

    /// The partition that was chosen.
    var partition: Partition { trials.first { $0.k == k }!.partition }
  }

  /// Who belongs to which archetype, and what sets them apart.
  struct Described: Sendable {
    let preparation: Preparation
    let assignment: Assignment
    let profile: Profile
    let names: [String]
    /// The number of rows of each archetype.
    let counts: [Int]
  }

  /// How far the archetypes can be trusted.
  struct Tests: Sendable {
    /// Mean Jaccard similarity over bootstraps, one an archetype; empty without bootstraps.
    let stability: [Double]
    /// One a number of archetypes that was tried.
    let silhouettes: SilhouetteScores
  }

  let preparation: Preparation
  let rows: PreparedRows
  /// Number of rows that took part in fitting.
  let fittedCount: Int
  /// Every number of archetypes that was tried, in rising order.
  let trials: [Trial]
  /// The chosen number of archetypes.
  let k: Int
  let assignment: Assignment
  let weights: [Double]?
  let profile: Profile
  let names: [String]
  let counts: [Int]
  /// Rows searched for starts; all of them in small tables.
  let searchedRows: Int
  let rules: [ArchetypeRule]
  /// Mean Jaccard similarity over bootstraps, one an archetype; empty without bootstraps.
  let stability: [Double]
  /// Whether k groups fit the data better than they fit data without groups; nil where that cannot be told.
  var structure: Bool?
  /// The other numbers of archetypes tried of which that is true.
  var othersWithStructure: [Int]

  init(
    _ found: Found, _ described: Described, rules: [ArchetypeRule], tests: Tests, weights: [Double]?
  ) {
    preparation = described.preparation
    rows = found.rows
    fittedCount = found.observations.count
    k = found.k
    assignment = described.assignment
    self.weights = weights
    profile = described.profile
    names = described.names
    counts = described.counts
    searchedRows = found.searchedRows
    self.rules = rules
    stability = tests.stability
    let gaps = found.gaps
    // Where archetypes have hardly two customers each, that they are tight says nothing.
    structure = fittedCount < 2 * found.k ? nil : GapStatistic.hasStructure(gaps, k: found.k)
    othersWithStructure = found.trials.map(\.k).filter {
      $0 > 1 && $0 != found.k && GapStatistic.hasStructure(gaps, k: $0) == true
    }
    trials = found.trials.enumerated().map { place, trial in
      var trial = trial
      trial.silhouette = tests.silhouettes.means[place]
      trial.silhouetteKind = tests.silhouettes.kind
      return trial
    }
  }

  /// The trial that was chosen.
  var chosen: Trial { trials.first { $0.k == k }! }

  var verdict: Verdict? {
    guard !stability.isEmpty else { return nil }
    guard stability.allSatisfy({ $0 >= 0.75 }) else { return .constructive }
    return structure == true ? .natural : .reproducible
  }

  /// Share of the weight of each archetype.
  var shares: [Double] {
    let total = profile.sizes.reduce(0, +)
    return profile.sizes.map { total > 0 ? $0 / total : 0 }
  }

  /// The mean confidence of the customers of each archetype: its simplified silhouette.
  var cohesion: [Double] {
    var sums = [Double](repeating: 0, count: k)
    for i in assignment.labels.indices where assignment.labels[i] >= 0 {
      sums[Int(assignment.labels[i])] += assignment.confidence(of: i)
    }
    return zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : .nan }
  }
}
