import LinearAlgebra

/// Spends from which the search for an optimum begins; equal seeds give equal starts.
struct BudgetStarts {
  let problem: BudgetProblem
  let region: SpendRegion

  private static let gridSize = 128
  private static let relinearizations = 3
  /// Separates the draws of starts from others under the same seed.
  private static let purpose: UInt64 = 0x6275_6467

  /// The least spends, an even split, everything on one lever, optima of linear models, and random splits.
  func spends(randomCount: Int, seed: UInt64) throws(BudgetError) -> [[Double]] {
    let levers = problem.levers.indices
    var starts = [region.lower, region.nearest(to: region.lower.map { $0 + region.room / Double(levers.count) })]
    for lever in levers where levers.count > 1 {
      var spends = region.lower
      spends[lever] = region.upper[lever]
      starts.append(spends)
    }
    var linear = region.lower
    for _ in 0..<Self.relinearizations {
      linear = region.nearest(to: linearOptimum(weights: try problem.point(at: linear).shareGradient))
      starts.append(linear)
    }
    for start in 0..<max(0, randomCount) { starts.append(random(start: start, seed: seed)) }
    return starts
  }

  /// The best spends on a grid where every lever adds its share times a weight, bends or not.
  ///
  /// O(levers · grid²), by dynamic programming over the levers. This finds the levers that are worth carrying over a
  /// threshold, which no step from another allocation shows.
  func linearOptimum(weights: [Double]) -> [Double] {
    let step = region.room / Double(Self.gridSize)
    var best = [Double](repeating: 0, count: Self.gridSize + 1)
    var choices: [[Int]] = []
    for (lever, weight) in weights.enumerated() {
      let gains = (0...Self.gridSize).map { steps in
        let spend = min(region.lower[lever] + Double(steps) * step, region.upper[lever])
        return weight * problem.levers[lever].response.share(at: spend)
      }
      var next = best
      var choice = [Int](repeating: 0, count: Self.gridSize + 1)
      for total in 0...Self.gridSize {
        next[total] = best[total] + gains[0]
        for steps in 0...total where best[total - steps] + gains[steps] > next[total] {
          next[total] = best[total - steps] + gains[steps]
          choice[total] = steps
        }
      }
      best = next
      choices.append(choice)
    }
    var spends = region.lower
    var left = Self.gridSize
    for lever in spends.indices.reversed() {
      let steps = choices[lever][left]
      spends[lever] += Double(steps) * step
      left -= steps
    }
    return spends
  }

  /// The room split at random among all levers, or among some of them, and moved onto bends at times.
  private func random(start: Int, seed: UInt64) -> [Double] {
    var stream = RandomStream(seed: seed, path: Self.purpose, UInt64(start))
    let count = problem.levers.count
    let chosen = start.isMultiple(of: 2) ? Array(0..<count) : stream.sample(1 + stream.index(below: count), of: count)
    let parts = chosen.map { _ in stream.exponential() }
    let sum = parts.reduce(0, +)
    var spends = region.lower
    for (lever, part) in zip(chosen, parts) where sum > 0 { spends[lever] += region.room * part / sum }
    if start % 4 >= 2 {
      for lever in chosen where !region.kinks[lever].isEmpty {
        spends[lever] = region.kinks[lever][stream.index(below: region.kinks[lever].count)]
      }
    }
    return region.nearest(to: spends)
  }
}
