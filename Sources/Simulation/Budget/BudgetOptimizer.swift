import LinearAlgebra

/// Finds the spends that achieve most within a budget.
///
/// Local searches with the exact gradient climb from many starts; the best are polished by exchanges of money between
/// levers; budgets of the frontier hand their optima to their neighbours. For concave problems the result is the optimum;
/// for others the best that was found. The same on any number of threads.
public struct BudgetOptimizer: Sendable {
  /// How hard is searched, and which frontier is asked for.
  public struct Options: Sendable {
    /// Random starts for each budget, beside the fixed ones.
    public var randomStarts = 16
    /// Where random starts begin.
    public var seed: UInt64 = 1
    /// Budgets of the frontier, evenly from 0 on; fewer than 2 for none.
    public var frontierCount = 21
    /// The largest budget of the frontier, as a multiple of the budget, at least 1.
    public var frontierMultiple = 2.0
    /// Every so many budgets of the frontier all starts are tried, the budget itself always; those between begin from their
    /// neighbours' optima. More than 1 suits objectives that take long.
    public var searchSpacing = 1
    /// What is rounding in a value or a slope, as a part of it; more for slopes by differences, which takes fewer steps.
    public var precision = 1e-13

    public init() {}
  }

  public let problem: BudgetProblem
  public let options: Options

  /// How many of the optima found from starts are polished.
  private static let polishedCount = 3

  public init(_ problem: BudgetProblem, options: Options = Options()) {
    precondition(options.frontierMultiple >= 1, "A frontier reaches the budget.")
    precondition(options.searchSpacing >= 1, "Some budgets are searched.")
    self.problem = problem
    self.options = options
  }

  /// The best plan found, with its frontier.
  ///
  /// O(searched budgets · starts) local searches, some tens of evaluations each, and O(levers² · (8 + bends)) evaluations for each
  /// sweep of a polish. Budgets below the levers' least spends are left out of the frontier, which begins with the least
  /// spends instead; the budget itself is always in it. Values never fall along the frontier. It ends, and a note says so,
  /// before the first budget above the given one that buys shares at which the objective is not finite.
  ///
  /// - Throws: ``BudgetError/objectiveNotFinite(shares:)`` for shares that the budget buys or a smaller one,
  ///   ``BudgetError/solverFailed(code:)``.
  public func plan(workers: Workers = Workers()) throws(BudgetError) -> BudgetPlan {
    let budgets = self.budgets()
    let searches = budgets.map {
      LocalBudgetSearch(problem: problem, budget: $0, precision: options.precision)
    }
    let searched = budgets.indices.filter { $0 % options.searchSpacing == 0 || budgets[$0] == problem.budget }
    let optima = try independentOptima(searched.map { searches[$0] }, workers: workers)
    var points = try filled(Dictionary(uniqueKeysWithValues: zip(searched, optima)), searches)
    try shareAlong(searches, &points)
    let frontier = zip(budgets, points).map { FrontierPoint(budget: $0, spends: $1.spends, value: $1.value) }
    let baseline = problem.objective([Double](repeating: 0, count: problem.levers.count)).value
    guard baseline.isFinite else {
      throw .objectiveNotFinite(shares: [Double](repeating: 0, count: problem.levers.count))
    }
    let place = budgets.firstIndex(of: problem.budget)!
    return BudgetPlan(
      points[place], by: searches[place], baseline: baseline, frontier: options.frontierCount < 2 ? [] : frontier,
      refused: points.count < budgets.count ? budgets[points.count] : nil)
  }

  /// The budgets to solve for, rising, without repeats.
  private func budgets() -> [Double] {
    guard options.frontierCount >= 2 else { return [problem.budget] }
    let minimums = SpendRegion.total(problem.levers.map(\.minimum))
    let last = Double(options.frontierCount - 1)
    let grid = (0..<options.frontierCount).map { problem.budget * (options.frontierMultiple * Double($0) / last) }
    let wanted = ([minimums, problem.budget] + grid.filter { $0 > minimums }).sorted()
    return wanted.indices.filter { $0 == 0 || wanted[$0] != wanted[$0 - 1] }.map { wanted[$0] }
  }

  /// What a search finds; nil where it meets shares without a finite value that only more than the budget buys.
  private func found<Found>(
    _ search: LocalBudgetSearch, _ find: () throws(BudgetError) -> Found
  ) throws(BudgetError) -> Found? {
    do throws(BudgetError) {
      return try find()
    } catch {
      guard case .objectiveNotFinite = error, search.region.budget > problem.budget else { throw error }
      return nil
    }
  }

  /// The best point of each budget on its own; nil where one is too large for the levers.
  private func independentOptima(
    _ searches: [LocalBudgetSearch], workers: Workers
  ) throws(BudgetError) -> [SpendPoint?] {
    var pieces: [(search: Int, start: [Double])] = []
    var climbed = [[SpendPoint]?](repeating: [], count: searches.count)
    for (k, search) in searches.enumerated() {
      let starts = try found(search) { () throws(BudgetError) in
        try BudgetStarts(problem: problem, region: search.region)
          .spends(randomCount: options.randomStarts, seed: options.seed)
      }
      if let starts { pieces += starts.map { (k, $0) } } else { climbed[k] = nil }
    }
    let climbs = workers.map(pieces: pieces.count) { [pieces] piece in
      let search = searches[pieces[piece].search]
      return Result { () throws(BudgetError) in
        try found(search) { () throws(BudgetError) in try search.climb(from: pieces[piece].start) }
      }
    }
    for (piece, climb) in zip(pieces, climbs) {
      if let point = try climb.get() { climbed[piece.search]?.append(point) } else { climbed[piece.search] = nil }
    }
    let polishes = workers.map(pieces: searches.count) { [climbed] k in
      Result { () throws(BudgetError) in
        guard let points = climbed[k] else { return SpendPoint?.none }
        return try found(searches[k]) { () throws(BudgetError) in try polished(points, by: searches[k]) }
      }
    }
    var optima: [SpendPoint?] = []
    for polish in polishes { optima.append(try polish.get()) }
    return optima
  }

  /// Optima of all budgets: those given, the first among them, and between them the best of what their last one leads to.
  /// They end before the first budget that is too large.
  private func filled(
    _ optima: [Int: SpendPoint?], _ searches: [LocalBudgetSearch]
  ) throws(BudgetError) -> [SpendPoint] {
    var points: [SpendPoint] = []
    for (k, search) in searches.enumerated() {
      let point =
        if let optimum = optima[k] {
          optimum
        } else {
          try found(search) { [points] () throws(BudgetError) in try between(points[k - 1], by: search) }
        }
      guard let point else { break }
      points.append(point)
    }
    return points
  }

  /// The best of what the optimum of a smaller budget leads to.
  private func between(_ smaller: SpendPoint, by search: LocalBudgetSearch) throws(BudgetError) -> SpendPoint {
    let near = try search.climb(from: smaller.spends)
    // A threshold that more money passes shows in no climb.
    let starts = BudgetStarts(problem: problem, region: search.region)
    let far = try search.climb(from: search.region.nearest(to: starts.linearOptimum(weights: near.shareGradient)))
    return try search.polish(search.improves(far, on: near) ? far : near)
  }

  /// The best after polishing the best few that differ; of equal ones the first.
  private func polished(_ points: [SpendPoint], by search: LocalBudgetSearch) throws(BudgetError) -> SpendPoint {
    let order = points.indices.sorted { (points[$0].value, $1) > (points[$1].value, $0) }
    var candidates: [SpendPoint] = []
    for place in order where candidates.count < Self.polishedCount {
      if let last = candidates.last, !search.improves(last, on: points[place]) { continue }
      candidates.append(points[place])
    }
    var best = try search.polish(candidates[0])
    for candidate in candidates.dropFirst() {
      let point = try search.polish(candidate)
      if search.improves(point, on: best) { best = point }
    }
    return best
  }

  /// Tries each budget's optimum at its neighbours, upward and downward, and frees money that buys nothing; points end
  /// before a budget that proves too large.
  private func shareAlong(_ searches: [LocalBudgetSearch], _ points: inout [SpendPoint]) throws(BudgetError) {
    let upward = zip(points.indices, points.indices.dropFirst())
    let downward = upward.map { ($1, $0) }.reversed()
    for (from, to) in Array(upward) + downward where max(from, to) < points.count {
      let search = searches[to]
      let shared = try found(search) { [points] () throws(BudgetError) in
        let candidate = try search.climb(from: points[from].spends)
        return search.improves(candidate, on: points[to]) ? try search.polish(candidate) : points[to]
      }
      if let shared { points[to] = shared } else { points.removeSubrange(to...) }
    }
    for k in points.indices {
      let least = zip(problem.levers, points[k].spends).map {
        max($0.minimum, $0.response.leastSpend(asGoodAs: $1))
      }
      if least != points[k].spends { points[k] = try problem.point(at: least) }
      // What a smaller budget achieves, a larger one does.
      if k > 0, points[k].value < points[k - 1].value { points[k] = points[k - 1] }
    }
  }
}
