/// Improves spends until no exchange of money between two places improves them.
struct LocalBudgetSearch: Sendable {
  let problem: BudgetProblem
  let region: SpendRegion
  /// Gains below this part of the value are rounding.
  let precision: Double

  private static let climbLimit = 40
  private static let sweepLimit = 20
  private static let bisections = 50

  init(problem: BudgetProblem, budget: Double, precision: Double = BudgetOptimizer.Options().precision) {
    self.problem = problem
    self.precision = precision
    region = SpendRegion(levers: problem.levers, budget: budget)
  }

  func point(at spends: [Double]) throws(BudgetError) -> SpendPoint {
    try problem.point(at: region.nearest(to: spends))
  }

  func improves(_ candidate: SpendPoint, on point: SpendPoint) -> Bool {
    improves(candidate.value, on: point.value)
  }

  private func improves(_ candidate: Double, on value: Double) -> Bool {
    candidate - value > precision * max(candidate.magnitude, value.magnitude)
  }

  /// Climbs from a start through boxes in which all responses are smooth, by ``SmoothMaximizer``.
  func climb(from start: [Double]) throws(BudgetError) -> SpendPoint {
    var best = try point(at: start)
    for _ in 0..<Self.climbLimit {
      guard let exchange = SpendExchange.best(at: best, in: region, of: problem), isWorthwhile(exchange.gain, at: best)
      else { break }
      let candidate = try point(at: smoothOptimum(from: best, toward: exchange))
      guard improves(candidate, on: best) else { break }
      best = candidate
    }
    return best
  }

  /// Whether all the money at this gain a unit would be more than rounding.
  func isWorthwhile(_ gain: Double, at point: SpendPoint) -> Bool {
    gain * region.room > precision * point.value.magnitude
  }

  /// Tries every exchange at many amounts, beyond what slopes tell, and climbs again until nothing gains.
  ///
  /// O(levers² · (8 + bends)) evaluations a sweep.
  func polish(_ start: SpendPoint) throws(BudgetError) -> SpendPoint {
    var best = start
    let places = problem.levers.count
    for _ in 0..<Self.sweepLimit {
      let before = best
      for from in 0...places {
        for to in 0...places where to != from {
          let candidate = try exchanged(best, from: from, to: to)
          if improves(candidate, on: best) { best = candidate }
        }
      }
      guard improves(best, on: before) else { break }
      let candidate = try climb(from: best.spends)
      if improves(candidate, on: best) { best = candidate }
    }
    return best
  }

  /// The optimum of the box around a point in which every response is smooth.
  ///
  /// A spend on a bend belongs to two boxes: it goes where its slopes say, judged by the middle of those of the exchange,
  /// and stays where both sides are worse.
  private func smoothOptimum(from point: SpendPoint, toward exchange: SpendExchange) throws(BudgetError) -> [Double] {
    let more = problem.slopes(at: point, in: region, toward: .more) + [0]
    let less = problem.slopes(at: point, in: region, toward: .less) + [0]
    let price = (more[exchange.to] + less[exchange.from]) / 2
    let room = region.room
    var low: [Double] = []
    var high: [Double] = []
    for lever in problem.levers.indices {
      let spend = region.snapped(point.spends[lever], lever: lever)
      let marks = [region.lower[lever]] + region.kinks[lever] + [region.upper[lever]]
      let below = marks.last { $0 < spend } ?? spend
      let above = marks.first { $0 > spend } ?? spend
      let bent = region.kinks[lever].contains(spend)
      low.append(bent && (less[lever] >= price || more[lever] > price) ? spend : below)
      high.append(bent && more[lever] <= price ? spend : above)
    }
    let scale = zip(more, less).reduce(0) { max($0, max($1.0.magnitude, $1.1.magnitude)) } * room
    guard scale > 0 else { return point.spends }
    let origin = region.lower
    let inner = zip(low, high).map { ($0 + $1) / 2 }
    let box = SmoothMaximizer(
      lower: low.indices.map { (low[$0] - origin[$0]) / room },
      upper: high.indices.map { (high[$0] - origin[$0]) / room },
      totalLimit: 1, precision: precision)
    let found = try box.maximize(from: point.spends.indices.map { (point.spends[$0] - origin[$0]) / room }) {
      (coordinates, gradient) throws(BudgetError) in
      let spends = coordinates.indices.map {
        min(max(origin[$0] + coordinates[$0] * room, low[$0]), high[$0])
      }
      let reached = try problem.point(at: spends)
      for lever in spends.indices {
        // The slope of the box, also on its edges.
        let side: ResponseCurve.Direction = spends[lever] < inner[lever] ? .more : .less
        let slope = problem.levers[lever].response.slope(at: spends[lever], toward: side)
        gradient[lever] = reached.shareGradient[lever] * slope * room / scale
      }
      return (reached.value - point.value) / scale
    }
    return found.indices.map { origin[$0] + found[$0] * room }
  }

  /// The best point found on the line along which money moves from one place to another.
  func exchanged(_ point: SpendPoint, from: Int, to: Int) throws(BudgetError) -> SpendPoint {
    let amounts = SpendExchange.amounts(from: from, to: to, at: point.spends, in: region)
    var value = point.value
    var place = -1
    for (k, amount) in amounts.enumerated() {
      let spends = SpendExchange.moving(amount, from: from, to: to, in: point.spends)
      let candidate = try problem.value(at: region.nearest(to: spends))
      if improves(candidate, on: value) { (value, place) = (candidate, k) }
    }
    let best = place < 0 ? point : try moved(point, amounts[place], from, to)
    guard let first = amounts.first else { return best }
    if place < 0, !isWorthwhile(try gain(point, 0, from, to), at: point) { return best }
    // A maximum lies between the neighbours of the best amount; the sign of the slope halves the way to it.
    var low = place > 0 ? amounts[place - 1] : 0
    var high = place < 0 ? first : amounts[min(place + 1, amounts.count - 1)]
    for _ in 0..<Self.bisections where high - low > region.grain {
      let middle = low + (high - low) / 2
      if try gain(point, middle, from, to) > 0 { low = middle } else { high = middle }
    }
    let candidate = try moved(point, low, from, to)
    return improves(candidate, on: best) ? candidate : best
  }

  private func moved(_ point: SpendPoint, _ amount: Double, _ from: Int, _ to: Int) throws(BudgetError) -> SpendPoint {
    try self.point(at: SpendExchange.moving(amount, from: from, to: to, in: point.spends))
  }

  /// What the next unit gains once an amount has moved.
  private func gain(_ point: SpendPoint, _ amount: Double, _ from: Int, _ to: Int) throws(BudgetError) -> Double {
    let reached = try moved(point, amount, from, to)
    let more = problem.slopes(at: reached, in: region, toward: .more) + [0]
    let less = problem.slopes(at: reached, in: region, toward: .less) + [0]
    return more[to] - less[from]
  }
}
