extension JourneyModel {
  private static let mostStates = 100_000
  /// Times of nanoseconds since 1970 stay below.
  private static let longestTime = 1e21
  private static let mostMoney = 1e15

  /// What contradicts itself in a model that was read from a file, in one sentence; nil when it can be used.
  public var defect: String? {
    guard let kind = StateSpace.Chain(rawValue: kind), kind != .retention else {
      return "its chain is neither of conversion nor plain"
    }
    if groups.isEmpty { return "it holds no group of customers" }
    guard estimation.order >= 1, estimation.prior >= 0, estimation.prior < .infinity else {
      return "its order or its prior cannot be used"
    }
    // Results are written into a folder that is called after the table.
    if source.stem.isEmpty || [".", ".."].contains(source.stem)
      || source.stem.utf8.contains(where: { $0 == 0x2F || $0 == 0 })
    {
      return "its table has a name that no file has"
    }
    if let defect = defectOfTouchpoints(kind) { return defect }
    let names = touchpoints.map(\.name)
    if estimation.order == 1, chain.states != StateSpace(kind, touchpoints: names).names {
      return "the states of its chain are not its touchpoints"
    }
    if let retention, retention.states != StateSpace(.retention, touchpoints: names).names {
      return "the states of its retention chain are not its touchpoints"
    }
    if let cutting, let defect = Self.defect(of: cutting) { return defect }
    for chain in [chain, retention].compactMap(\.self) {
      if let defect = Self.defect(of: chain, isPlain: kind == .plain) ?? defectOfDwells(chain) { return defect }
    }
    let labels = groups.dropFirst().map(\.label)
    if Set(labels).count != labels.count { return "an archetype is there twice" }
    return groups.lazy.compactMap { defect(of: $0) }.first
  }

  private func defectOfTouchpoints(_ kind: StateSpace.Chain) -> String? {
    let names = touchpoints.map(\.name)
    if Set(names).count != names.count { return "a touchpoint is there twice" }
    if names.contains("") { return "a touchpoint has no name" }
    if kind != .plain, let name = names.first(where: StateSpace.reserved.contains) {
      return "a touchpoint is called '\(name)', which names a state of the chain itself"
    }
    if let touchpoint = touchpoints.first(where: { !(abs($0.laterValue ?? 0) <= Self.mostMoney) }) {
      return "the value of touchpoint '\(touchpoint.name)' is beyond 1e15"
    }
    return nil
  }

  private static func defect(of chain: Chain, isPlain: Bool) -> String? {
    let count = chain.states.count
    guard (2...mostStates).contains(count) else { return "a chain has \(count) states" }
    guard chain.from.count == chain.to.count else { return "the edges of a chain lack an end" }
    guard chain.from.allSatisfy((0..<count).contains), chain.to.allSatisfy((0..<count).contains) else {
      return "an edge joins states that do not exist"
    }
    if !isPlain {
      let ends = [StateSpace.conversion, StateSpace.lost, StateSpace.lapsed]
      guard !chain.from.contains(where: { ends.contains(chain.states[$0]) }) else { return "an edge leaves an end" }
      guard !chain.to.contains(where: { chain.states[$0] == StateSpace.start }) else {
        return "an edge leads to the start"
      }
    }
    for (before, after) in zip(chain.edges, chain.edges.dropFirst()) {
      guard (before.from, before.to) < (after.from, after.to) else { return "the edges of a chain are out of order" }
    }
    return nil
  }

  /// What is wrong with the steps of dwell: together they are the inactivity window.
  private func defectOfDwells(_ chain: Chain) -> String? {
    let isTimeless = chain.dwellStep == 0 && chain.dwellBuckets == 1
    let reach = chain.dwellStep * (Double(chain.dwellBuckets) - 1)
    let window = cutting?.inactiveAfter ?? reach
    guard (1...1024).contains(chain.dwellBuckets),
      isTimeless || (reach > 0 && reach < .infinity && abs(reach - window) <= 1e-9 * window)
    else { return "the steps of dwells cannot be used" }
    return nil
  }

  private static func defect(of cutting: Cutting) -> String? {
    let usable = [cutting.begin, cutting.end].allSatisfy { abs($0) <= longestTime }
    return usable && cutting.inactiveAfter > 0 && cutting.inactiveAfter < .infinity ? nil : "its times cannot be used"
  }

  private func defect(of group: Group) -> String? {
    let cells = retention.map { $0.from.count * $0.dwellBuckets } ?? 0
    let retentionEdges = retention?.from.count ?? 0
    guard group.counts.count == chain.from.count, group.probabilities.count == chain.from.count,
      group.retentionCounts.count == retentionEdges, group.retentionProbabilities.count == retentionEdges,
      group.retentionDwells.count == cells
    else { return "group '\(group.label)' has other edges than its chain" }
    guard group.observedRetention.allSatisfy({ (0...1).contains($0.retained) }) else {
      return "group '\(group.label)' retained a share outside of 0 to 1"
    }
    guard group.observedRetention.allSatisfy({ $0.time > 0 && $0.time <= Self.longestTime }) else {
      return "group '\(group.label)' has a time of retention that cannot be used"
    }
    guard abs(group.valuePerConversion ?? 0) <= Self.mostMoney else {
      return "the value of a conversion of group '\(group.label)' is beyond 1e15"
    }
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
