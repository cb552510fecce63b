/// A condition in bins: a cell meets it when its bin is among them.
struct BinCondition: Sendable, Equatable {
  let column: Int
  /// Rising; without gaps for a number.
  let bins: [Int]
  /// How much there is to read: bounds of an interval, levels of a set.
  let length: Int
}

/// A search for the conjunction of conditions that best tells one archetype from the rest of the sample.
struct RuleSearch: Sendable {
  private static let beamWidth = 8
  /// What a further condition must add to F1.
  private static let gainPerCondition = 0.01
  /// What a further bound or level must add to F1.
  private static let gainPerBound = 0.002

  let bins: RuleBins
  /// The archetype of every sampled row.
  let labels: [Int32]
  /// The weight of every sampled row.
  let masses: [Double]
  let conditionLimit: Int

  private struct State {
    var conditions: [BinCondition]
    /// Rows that meet the conditions.
    var rows: [Int]
    /// F1 less what its length costs.
    var score: Double
  }

  /// The conditions of the best conjunction found, the most telling first.
  func conditions(for archetype: Int32) -> [BinCondition] {
    let wanted = labels.indices.reduce(0.0) { $0 + (labels[$1] == archetype ? masses[$1] : 0) }
    let all = masses.reduce(0, +)
    guard wanted > 0 else { return [] }
    let start = State(conditions: [], rows: Array(labels.indices), score: 2 * wanted / (all + wanted))
    var best = start
    var beam = [start]
    for _ in 0..<conditionLimit {
      var grown: [(parent: Int, condition: BinCondition, score: Double)] = []
      for (parent, state) in beam.enumerated() {
        let used = state.conditions.map(\.column)
        let unused = bins.columns.indices.filter { !used.contains($0) }
        for choice in choices(in: state.rows, of: unused, archetype: archetype, wanted: wanted) {
          grown.append((parent, choice.condition, choice.score - cost(of: state.conditions)))
        }
      }
      // Swift's sort is stable, so ties keep the order of beams and columns.
      grown.sort { $0.score > $1.score }
      var next: [State] = []
      for candidate in grown where next.count < Self.beamWidth {
        let parent = beam[candidate.parent]
        let conditions = parent.conditions + [candidate.condition]
        let isKnown = next.contains { state in conditions.allSatisfy(state.conditions.contains) }
        guard !isKnown else { continue }
        next.append(
          State(
            conditions: conditions, rows: rows(parent.rows, meeting: candidate.condition), score: candidate.score))
      }
      beam = next
      if let leader = beam.first, leader.score > best.score + Self.gainPerCondition { best = leader }
    }
    return refined(best, archetype: archetype, wanted: wanted)
  }

  /// Chooses every condition again given the others, while that helps.
  private func refined(_ state: State, archetype: Int32, wanted: Double) -> [BinCondition] {
    var conditions = state.conditions
    var score = state.score
    guard conditions.count > 1 else { return conditions }
    for round in 0..<(2 * conditions.count) {
      let place = round % conditions.count
      var others = conditions
      let column = others.remove(at: place).column
      let remaining = others.reduce(Array(labels.indices)) { rows($0, meeting: $1) }
      let choice = choices(
        in: remaining, of: [column], archetype: archetype, wanted: wanted
      ).first
      if let choice, choice.score - cost(of: others) > score {
        conditions[place] = choice.condition
        score = choice.score - cost(of: others)
      }
    }
    return conditions
  }

  private func cost(of conditions: [BinCondition]) -> Double {
    conditions.reduce(0) { $0 + Self.gainPerBound * Double($1.length) }
  }

  private func rows(_ rows: [Int], meeting condition: BinCondition) -> [Int] {
    var allowed = [Bool](repeating: false, count: Int(UInt8.max) + 1)
    for bin in condition.bins { allowed[bin] = true }
    let columnCount = bins.columns.count
    return bins.bins.withUnsafeBufferPointer { bins in
      allowed.withUnsafeBufferPointer { allowed in
        keptPlaces(rows) { allowed[Int(bins[$0 &* columnCount &+ condition.column])] }
      }
    }
  }

  /// The best condition on each of some columns for the given rows, with its F1 less the cost of its own length.
  private func choices(
    in rows: [Int], of columns: [Int], archetype: Int32, wanted: Double
  ) -> [(condition: BinCondition, score: Double)] {
    // The last place of a column takes its missing cells.
    let width = (bins.columns.map(\.binCount).max() ?? 0) + 1
    let columnCount = bins.columns.count
    // The wanted mass and all mass of a bin lie side by side.
    var sums = [SIMD2<Double>](repeating: .zero, count: columnCount * width)
    sums.withUnsafeMutableBufferPointer { sums in
      bins.bins.withUnsafeBufferPointer { bins in
        for i in rows {
          let mass = masses[i]
          let both = SIMD2(labels[i] == archetype ? mass : 0, mass)
          for j in columns { sums[j &* width &+ min(Int(bins[i &* columnCount &+ j]), width &- 1)] += both }
        }
      }
    }
    return columns.compactMap { j in
      let own = sums[(j * width)..<(j * width + bins.columns[j].binCount)]
      let counts = BinCounts(right: own.map { $0.x }, total: own.map { $0.y }, wanted: wanted)
      let chosen: (bins: [Int], length: Int, f1: Double)
      switch bins.columns[j] {
      case .thresholds: chosen = counts.bestInterval(costPerBound: Self.gainPerBound)
      case .codes: chosen = counts.bestSet()
      }
      guard !chosen.bins.isEmpty, chosen.length > 0 else { return nil }
      let condition = BinCondition(column: j, bins: chosen.bins, length: chosen.length)
      return (condition, chosen.f1 - Self.gainPerBound * Double(chosen.length))
    }
  }
}
