import Clustering
import LinearAlgebra

/// Everything that was found out about one customer table, before it is put into tables and words.
struct ClusterAnalysis {
  /// One number of archetypes that was tried.
  struct Trial {
    let k: Int
    let partition: Partition
    var indices: ValidityIndices
    var silhouette: Double = .nan
    var silhouetteKind: SilhouetteScores.Kind?
    var strength: Double?
    var gap: GapStatistic.Value?
  }

  /// How far the archetypes are given by the data rather than by the method.
  enum Verdict: String {
    case natural
    case reproducible
    case constructive
  }

  let preparation: Preparation
  let rows: PreparedRows
  /// Number of rows that took part in fitting.
  let fittedCount: Int
  /// Every number of archetypes that was tried, in rising order.
  var trials: [Trial]
  /// The chosen number of archetypes.
  let k: Int
  let assignment: Assignment
  let weights: [Double]?
  let profile: Profile
  let names: [String]
  let counts: [Int]
  /// Rows searched for starts; all of them in small tables.
  let searchedRows: Int
  var rules: [ArchetypeRule] = []
  /// Mean Jaccard similarity over bootstraps, one an archetype; empty without bootstraps.
  var stability: [Double] = []
  /// Whether k groups fit the data better than they fit data without groups; nil where that cannot be told.
  var structure: Bool?
  /// The other numbers of archetypes tried of which that is true.
  var othersWithStructure: [Int] = []

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
