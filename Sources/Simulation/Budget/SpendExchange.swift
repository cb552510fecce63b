/// Money that moves from one place to another: from lever to lever, or from and to what is left unspent.
///
/// Shares depend on one spend each, so the derivative of the value in any direction is a sum over levers of one-sided
/// slopes. Where no exchange between two places gains at first order, no other change of the spends does: exchanges are
/// enough to tell a local optimum, bends of tables included.
struct SpendExchange {
  /// Where the money comes from; the number of levers stands for what is left unspent.
  let from: Int
  /// Where it goes.
  let to: Int
  /// What the first unit gains.
  let gain: Double

  /// The exchange that gains most at first order, nil where no money can move.
  static func best(at point: SpendPoint, in region: SpendRegion, of problem: BudgetProblem) -> SpendExchange? {
    let count = point.spends.count
    let more = problem.slopes(at: point, in: region, toward: .more) + [0]
    let less = problem.slopes(at: point, in: region, toward: .less) + [0]
    var best: SpendExchange?
    for from in 0...count where available(from, point.spends, region) > 0 {
      for to in 0...count where to != from && capacity(to, point.spends, region) > 0 {
        let gain = more[to] - less[from]
        if gain > best?.gain ?? -.infinity { best = SpendExchange(from: from, to: to, gain: gain) }
      }
    }
    return best
  }

  /// What a place can give.
  static func available(_ place: Int, _ spends: [Double], _ region: SpendRegion) -> Double {
    let amount = place == spends.count ? region.unspent(spends) : spends[place] - region.lower[place]
    return amount > region.grain ? amount : 0
  }

  /// What a place can take.
  static func capacity(_ place: Int, _ spends: [Double], _ region: SpendRegion) -> Double {
    if place == spends.count { return .infinity }
    let amount = region.upper[place] - spends[place]
    return amount > region.grain ? amount : 0
  }

  /// The spends after an amount has moved.
  static func moving(_ amount: Double, from: Int, to: Int, in spends: [Double]) -> [Double] {
    var result = spends
    if from < result.count { result[from] -= amount }
    if to < result.count { result[to] += amount }
    return result
  }

  /// Amounts at which an exchange is tried: all bends on the way, an even grid, and all that can move; rising.
  static func amounts(from: Int, to: Int, at spends: [Double], in region: SpendRegion) -> [Double] {
    let most = min(available(from, spends, region), capacity(to, spends, region))
    guard most > 0 else { return [] }
    var amounts = (1...gridSize).map { most * Double($0) / Double(gridSize) }
    if from < spends.count { amounts += region.kinks[from].map { spends[from] - $0 } }
    if to < spends.count { amounts += region.kinks[to].map { $0 - spends[to] } }
    return amounts.filter { $0 > region.grain && $0 <= most }.sorted()
  }

  private static let gridSize = 8
}
