import Journeys
import LinearAlgebra

/// What is known of the retention of some customers.
struct RetentionFindings {
  /// `all`, or what the archetype is called.
  let label: String
  let observed: KaplanMeier
  let periods: [RetentionPeriod]
  /// What the chain makes of it; nil where it leads to no lapse.
  let model: RetentionCurve?
  /// The largest distance between the two, and when.
  let distance: (distance: Double, time: Double)?

  /// Of all customers and of each archetype.
  static func all(
    _ observations: JourneyObservations, _ request: JourneyRequest, totals: [[Double]], _ workers: Workers
  ) throws(Failure) -> [RetentionFindings] {
    guard let retention = observations.retention, let statistics = observations.retentionStatistics,
      let cutting = observations.cutting
    else { return [] }
    let length =
      try request.period.map { (text) throws(Failure) in
        try TimeSpan(parsing: text, flag: "--period").length(ofInstants: cutting.hasInstants, flag: "--period")
      } ?? (cutting.hasInstants ? 30 * TimeSpan.Unit.days.seconds : cutting.rules.inactiveAfter)
    let labels = observations.archetypes?.labels ?? []
    let groups = observations.unitArchetypes
    let all = KaplanMeier(durations: retention.durations, lapsed: retention.lapsed, workers: workers)
    let parts =
      labels.isEmpty
      ? []
      : KaplanMeier.grouped(
        durations: retention.durations, lapsed: retention.lapsed, groups: retention.chain.units.map { groups[Int($0)] },
        groupCount: labels.count, workers: workers)
    let edges = totals.map { statistics.edgeTotals(ofCells: $0) }
    let rates = ChainEstimator(
      statistics, groupTotals: Array(edges.dropFirst()),
      options: .init(prior: .mass(request.prior), poolsArchetypes: request.poolsArchetypes)
    ).probabilities(ofAllAndGroups: edges)
    let dwells = DwellDistributions.ofAllAndGroups(
      totals, edges: statistics.edges, stateCount: statistics.stateCount, grid: statistics.dwellGrid)
    let kaplanMeiers = [all] + parts
    return workers.map(pieces: kaplanMeiers.count) { group in
      let observed = kaplanMeiers[group]
      let chain = RetentionChain(
        stateCount: statistics.stateCount, edges: statistics.edges, rates: rates[group],
        dwells: dwells[group])
      let periods = observed.periods(length: length, level: request.level / 100)
      let end = periods.last?.end ?? 0
      let model =
        observed.subjectCount == 0
        ? nil
        : chain.map {
          RetentionCurve($0, stepCount: RetentionCurve.steps(toReach: end, on: statistics.dwellGrid))
        }
      return RetentionFindings(
        label: ([ChainEstimates.all] + labels)[group], observed: observed, periods: periods, model: model,
        distance: model.flatMap { $0.largestDistance(to: observed, upTo: observed.longestDuration ?? 0) })
    }
  }
}
