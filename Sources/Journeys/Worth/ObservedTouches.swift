import LinearAlgebra
import MarkovChains

/// What was observed of touchpoints in some journeys, no model between.
///
/// Journeys of a weighted chain count as often as they were made. A conversion counts where its exit does.
public struct ObservedTouches: Sendable, Equatable {
  /// What was observed of one touchpoint.
  public struct Touchpoint: Sendable, Equatable {
    /// Contacts.
    public var visits = 0.0
    /// Customers who met it; journeys in a weighted chain.
    public var customers = 0.0
    /// Conversions of journeys that met it.
    public var conversions = 0.0
    /// Conversions of journeys that began there, ended there, and shared out evenly over a journey's contacts.
    public var shares = Shares()
    /// What the same conversions were worth.
    public var values = Shares()
  }

  /// One number for each simple rule of attribution.
  public struct Shares: Sendable, Equatable {
    /// To the touchpoint that journeys began with.
    public var first = 0.0
    /// To the touchpoint met last before the conversion.
    public var last = 0.0
    /// Evenly to all contacts of a journey.
    public var linear = 0.0
  }

  /// Journeys, whatever became of them.
  public var journeys = 0.0
  /// Conversions that count.
  public var conversions = 0.0
  /// Losses that count.
  public var losses = 0.0
  /// Customers; journeys in a weighted chain.
  public var customers = 0.0
  /// Conversions before which there was no touchpoint, and what they were worth.
  public var directConversions = 0.0
  public var directValue = 0.0
  /// What all conversions of known worth were worth; nil where no value is known.
  public var value: Double?
  /// One a touchpoint, in their order.
  public var touchpoints: [Touchpoint]

  init(touchpointCount: Int) { touchpoints = Array(repeating: Touchpoint(), count: touchpointCount) }

  /// Counts touches for all journeys and for those of each archetype. O(states).
  ///
  /// - Parameters:
  ///   - chain: A conversion chain over touchpoints.
  ///   - archetypes: For each unit of the chain its archetype from 1, 0 for none; empty where there are none.
  ///   - archetypeCount: Number of archetypes.
  ///   - values: What each journey's conversion was worth, NaN = unknown; empty without values. In a weighted chain, what
  ///     all conversions of the journey were worth together.
  ///   - workers: Threads to use; any number gives the same result.
  /// - Returns: All journeys, then each archetype's.
  public static func counts(
    _ chain: ChainSequences, archetypes: [Int32], archetypeCount: Int, values: [Double], workers: Workers
  ) -> [ObservedTouches] {
    precondition(chain.space.chain == .conversion, "Touches lead to conversion in a conversion chain.")
    precondition(values.isEmpty || values.count == chain.journeyCount, "Every journey has its value, or none has.")
    let blocks = unitBlocks(chain)
    let pieces = workers.map(pieces: blocks.count) { block in
      var counter = Counter(chain, archetypes, archetypeCount, values)
      counter.add(blocks[block])
      return counter.results
    }
    var result = Counter(chain, archetypes, archetypeCount, values).results
    for piece in pieces { for group in piece.indices { result[group].add(piece[group]) } }
    for group in result.indices.dropFirst() { result[0].add(result[group]) }
    return result
  }

  /// Journeys in blocks that part no unit.
  private static func unitBlocks(_ chain: ChainSequences) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var begin = 0
    while begin < chain.journeyCount {
      var end = min(begin + max(1 << 14, chain.journeyCount / 16), chain.journeyCount)
      while end < chain.journeyCount, chain.units[end] == chain.units[end - 1] { end += 1 }
      blocks.append(begin..<end)
      begin = end
    }
    return blocks
  }

  private mutating func add(_ other: ObservedTouches) {
    journeys += other.journeys
    conversions += other.conversions
    losses += other.losses
    customers += other.customers
    directConversions += other.directConversions
    directValue += other.directValue
    if let more = other.value { value = (value ?? 0) + more }
    for touchpoint in touchpoints.indices { touchpoints[touchpoint].add(other.touchpoints[touchpoint]) }
  }
}

/// Counts journeys, group 0 those without an archetype.
private struct Counter {
  private let chain: ChainSequences
  private let archetypes: [Int32]
  private let values: [Double]
  private let touchpointCount: Int
  /// What is known of groups but their touchpoints.
  private var groups: [ObservedTouches]
  /// Group after group.
  private var touchpoints: [ObservedTouches.Touchpoint]

  init(_ chain: ChainSequences, _ archetypes: [Int32], _ archetypeCount: Int, _ values: [Double]) {
    self.chain = chain
    self.archetypes = archetypes
    self.values = values
    touchpointCount = chain.space.touchpoints.count
    groups = Array(repeating: ObservedTouches(touchpointCount: 0), count: archetypeCount + 1)
    touchpoints = Array(repeating: ObservedTouches.Touchpoint(), count: (archetypeCount + 1) * touchpointCount)
  }

  /// All groups.
  var results: [ObservedTouches] {
    groups.indices.map { group in
      var result = groups[group]
      result.touchpoints = Array(touchpoints[group * touchpointCount..<(group + 1) * touchpointCount])
      return result
    }
  }

  /// The numbers of one counter, out of reach of checks whether anyone shares them.
  private struct Totals {
    let groups: UnsafeMutableBufferPointer<ObservedTouches>
    let touchpoints: UnsafeMutableBufferPointer<ObservedTouches.Touchpoint>
    let states: UnsafeBufferPointer<Int32>
    /// The last unit, and the last journey, that met each touchpoint.
    let last: UnsafeMutableBufferPointer<(unit: Int32, journey: Int)>
    var lastUnit: Int32 = -1
  }

  /// Journeys of units that are counted nowhere else.
  mutating func add(_ journeys: Range<Int>) {
    let counter = self
    groups.withUnsafeMutableBufferPointer { groups in
      touchpoints.withUnsafeMutableBufferPointer { touchpoints in
        chain.sequences.states.withUnsafeBufferPointer { states in
          withUnsafeTemporaryAllocation(of: (unit: Int32, journey: Int).self, capacity: touchpointCount) { last in
            last.initialize(repeating: (-1, -1))
            var totals = Totals(groups: groups, touchpoints: touchpoints, states: states, last: last)
            for journey in journeys { counter.add(journey, to: &totals) }
          }
        }
      }
    }
  }

  private func add(_ journey: Int, to totals: inout Totals) {
    let (begin, end) = (chain.sequences.offsets[journey], chain.sequences.offsets[journey + 1])
    guard begin < end else { return }
    let final = Int(totals.states[end - 1])
    let unit = chain.units[journey]
    let group = archetypes.isEmpty ? 0 : Int(archetypes[Int(unit)])
    let weight = chain.weight(ofJourney: journey)
    let converted = final == touchpointCount + 1
    let isWeighted = !chain.weights.isEmpty
    totals.groups[group].journeys += weight
    if isWeighted || unit != totals.lastUnit { totals.groups[group].customers += weight }
    if converted { totals.groups[group].conversions += weight }
    if final == touchpointCount + 2 { totals.groups[group].losses += weight }
    totals.lastUnit = unit
    for place in begin + 1..<end {
      let touchpoint = Int(totals.states[place]) - 1
      guard touchpoint < touchpointCount else { continue }
      let cell = group &* touchpointCount &+ touchpoint
      let last = totals.last[touchpoint]
      totals.touchpoints[cell].visits += weight
      if isWeighted ? last.journey != journey : last.unit != unit { totals.touchpoints[cell].customers += weight }
      if converted, last.journey != journey { totals.touchpoints[cell].conversions += weight }
      totals.last[touchpoint] = (unit, journey)
    }
    guard converted else { return }
    attribute(
      UnsafeBufferPointer(rebasing: totals.states[begin + 1..<max(begin + 1, end - 1)]), to: group, of: totals, weight,
      values.isEmpty ? .nan : values[journey])
  }

  private func attribute(
    _ contacts: UnsafeBufferPointer<Int32>, to group: Int, of totals: Totals, _ weight: Double, _ value: Double
  ) {
    let worth = value.isNaN ? 0 : value
    if !value.isNaN { totals.groups[group].value = (totals.groups[group].value ?? 0) + worth }
    guard let first = contacts.first, let last = contacts.last else {
      totals.groups[group].directConversions += weight
      totals.groups[group].directValue += worth
      return
    }
    let base = group * touchpointCount - 1
    totals.touchpoints[base + Int(first)].add(weight, worth, to: \.first)
    totals.touchpoints[base + Int(last)].add(weight, worth, to: \.last)
    let part = 1 / Double(contacts.count)
    for state in contacts { totals.touchpoints[base + Int(state)].add(weight * part, worth * part, to: \.linear) }
  }
}

extension ObservedTouches.Touchpoint {
  @inline(__always)
  fileprivate mutating func add(
    _ weight: Double, _ worth: Double, to rule: WritableKeyPath<ObservedTouches.Shares, Double>
  ) {
    shares[keyPath: rule] += weight
    values[keyPath: rule] += worth
  }

  fileprivate mutating func add(_ other: Self) {
    visits += other.visits
    customers += other.customers
    conversions += other.conversions
    shares.add(other.shares)
    values.add(other.values)
  }
}

extension ObservedTouches.Shares {
  fileprivate mutating func add(_ other: Self) {
    first += other.first
    last += other.last
    linear += other.linear
  }
}
