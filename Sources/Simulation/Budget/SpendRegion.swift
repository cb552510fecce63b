/// Spends that keep to the bounds of their levers and to a budget, exactly.
struct SpendRegion: Sendable {
  let lower: [Double]
  /// The levers' largest spends, or what the budget leaves when all others get the least.
  let upper: [Double]
  let budget: Double
  /// Where slopes may jump: for each lever the spends within its bounds, rising.
  let kinks: [[Double]]
  /// What may be distributed above the least spends.
  let room: Double

  /// Distances in spends below this are rounding: 1e-9 of the room.
  var grain: Double { 1e-9 * room }

  init(levers: [Lever], budget: Double) {
    let lower = levers.map(\.minimum)
    let room = max(0, budget - Self.total(lower))
    let upper = levers.map { min($0.maximum, $0.minimum + room) }
    self.lower = lower
    self.room = room
    self.upper = upper
    self.budget = budget
    kinks = levers.indices.map { lever in
      levers[lever].response.kinks.filter { lower[lever] < $0 && $0 < upper[lever] }
    }
  }

  /// The sum in the order of the levers; the same order everywhere, because another may round past the budget.
  static func total(_ spends: [Double]) -> Double { spends.reduce(0, +) }

  /// The amount that spends leave of the budget.
  func unspent(_ spends: [Double]) -> Double { max(0, budget - Self.total(spends)) }

  /// The spends of the region nearest to any others, moved onto bounds and bends that are nearer than the grain.
  func nearest(to spends: [Double]) -> [Double] {
    var result = clipped(spends)
    if Self.total(result) - budget > grain {
      // The nearest point below the limit of the sum lowers all by one amount, up to the bounds.
      var (low, high) = (0.0, zip(result, lower).reduce(0) { max($0, $1.0 - $1.1) })
      for _ in 0..<100 {
        let middle = low + (high - low) / 2
        if Self.total(clipped(result.map { $0 - middle })) > budget { low = middle } else { high = middle }
      }
      result = clipped(result.map { $0 - high })
    }
    result = result.indices.map { snapped(result[$0], lever: $0) }
    let left = budget - Self.total(result)
    if left > 0, left < grain { spread(left, over: &result) }
    return withinBudget(result)
  }

  private func clipped(_ spends: [Double]) -> [Double] {
    spends.indices.map { min(max(spends[$0], lower[$0]), upper[$0]) }
  }

  /// The bound or bend that a spend lies on but for rounding, else the spend itself.
  func snapped(_ spend: Double, lever: Int) -> Double {
    let marks = [lower[lever], upper[lever]] + kinks[lever]
    return marks.first { abs($0 - spend) <= grain } ?? spend
  }

  /// Gives what rounding left over to the first lever that is at no bound and at no bend.
  private func spread(_ left: Double, over spends: inout [Double]) {
    let free = spends.indices.first { isFree(spends[$0], lever: $0) && spends[$0] + left < upper[$0] }
    if let free { spends[free] += left }
  }

  /// Takes what exceeds the budget by rounding from a lever that is at no bound and at no bend, where there is one, else
  /// from the one farthest above its least spend.
  private func withinBudget(_ spends: [Double]) -> [Double] {
    var result = spends
    let free = result.indices.filter { isFree(result[$0], lever: $0) }
    while Self.total(result) > budget {
      let excess = Self.total(result) - budget
      let open = free.filter { result[$0] - lower[$0] > grain }
      let lever = (open.isEmpty ? Array(result.indices) : open).max { result[$0] - lower[$0] < result[$1] - lower[$1] }!
      precondition(result[lever] > lower[lever], "The least spends are within the budget.")
      result[lever] = max(lower[lever], min(result[lever] - excess, result[lever].nextDown))
    }
    return result
  }

  private func isFree(_ spend: Double, lever: Int) -> Bool {
    lower[lever] < spend && spend < upper[lever] && !kinks[lever].contains(spend)
  }
}

extension BudgetProblem {
  /// The derivatives of the value with respect to the spends, toward one side; rounding puts no spend past a bend.
  func slopes(
    at point: SpendPoint, in region: SpendRegion, toward direction: ResponseCurve.Direction
  ) -> [Double] {
    levers.indices.map {
      let spend = region.snapped(point.spends[$0], lever: $0)
      return point.shareGradient[$0] * levers[$0].response.slope(at: spend, toward: direction)
    }
  }
}
