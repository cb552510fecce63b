extension JourneyModel {
  private static let mostStates = 100_000

  /// What contradicts itself in a model that was read from a file, in one sentence; nil when it can be used.
  public var defect: String? {
    guard let kind = StateSpace.Chain(rawValue: kind), kind != .retention else {
      return "its chain is neither of conversion nor plain"
    }
    if groups.isEmpty { return "it holds no group of customers" }
    guard estimation.order >= 1, estimation.prior >= 0, estimation.prior < .infinity else {
      return "its order or its prior cannot be used"
    }
    let names = touchpoints.map(\.name)
    if Set(names).count != names.count { return "a touchpoint is there twice" }
    if estimation.order == 1, chain.states != StateSpace(kind, touchpoints: names).names {
      return "the states of its chain are not its touchpoints"
    }
    if let retention, retention.states != StateSpace(.retention, touchpoints: names).names {
      return "the states of its retention chain are not its touchpoints"
    }
    for chain in [chain, retention].compactMap(\.self) {
      if let defect = Self.defect(of: chain) { return defect }
    }
    if let cutting, let defect = Self.defect(of: cutting) { return defect }
    return groups.lazy.compactMap { defect(of: $0) }.first
  }

  private static func defect(of chain: Chain) -> String? {
    let count = chain.states.count
    guard (2...mostStates).contains(count) else { return "a chain has \(count) states" }
    guard chain.from.count == chain.to.count else { return "the edges of a chain lack an end" }
    guard chain.from.allSatisfy((0..<count).contains), chain.to.allSatisfy((0..<count).contains) else {
      return "an edge joins states that do not exist"
    }
    guard chain.dwellStep.isFinite, chain.dwellStep >= 0, (1...1024).contains(chain.dwellBuckets) else {
      return "the steps of dwells cannot be used"
    }
    for (before, after) in zip(chain.edges, chain.edges.dropFirst()) {
      guard (before.from, before.to) < (after.from, after.to) else { return "the edges of a chain are out of order" }
    }
    return nil
  }

  private static func defect(of cutting: Cutting) -> String? {
    let usable = [cutting.begin, cutting.end, cutting.inactiveAfter].allSatisfy(\.isFinite)
    return usable && cutting.inactiveAfter > 0 ? nil : "its times cannot be used"
  }

  private func defect(of group: Group) -> String? {
    let cells = retention.map { $0.from.count * $0.dwellBuckets } ?? 0
    let retentionEdges = retention?.from.count ?? 0
    guard group.counts.count == chain.from.count, group.probabilities.count == chain.from.count,
      group.retentionCounts.count == retentionEdges, group.retentionProbabilities.count == retentionEdges,
      group.retentionDwells.count == cells
    else { return "group '\(group.label)' has other edges than its chain" }
    let counts = group.counts + group.retentionCounts + group.retentionDwells
    let sizes = [
      group.journeys, group.countedConversions, group.countedLosses, Double(group.customers), Double(group.followed),
    ]
    guard (counts + sizes).allSatisfy({ $0.isFinite && $0 >= 0 }) else {
      return "group '\(group.label)' has a count that is negative or not finite"
    }
    for (chain, probabilities) in [(chain, group.probabilities), (retention ?? chain, group.retentionProbabilities)]
    where !probabilities.isEmpty {
      guard probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 + 1e-9 }) else {
        return "group '\(group.label)' has a probability outside of 0 to 1"
      }
      var sums = [Double](repeating: 0, count: chain.states.count)
      for (from, probability) in zip(chain.from, probabilities) { sums[from] += probability }
      guard sums.allSatisfy({ $0 == 0 || abs($0 - 1) < 1e-6 }) else {
        return "the probabilities of group '\(group.label)' do not sum to 1"
      }
    }
    return nil
  }
}
