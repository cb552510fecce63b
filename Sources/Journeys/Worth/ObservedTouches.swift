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
    let blocks = chain.unitBlocks(size: max(1 << 14, chain.journeyCount / 16))
    let pieces = workers.map(pieces: blocks.count) { block in
      var counter = TouchCounter(chain, archetypes, archetypeCount, values)
      counter.add(blocks[block])
      return counter.results
    }
    var result = TouchCounter(chain, archetypes, archetypeCount, values).results
    for piece in pieces { for group in piece.indices { result[group].add(piece[group]) } }
    for group in result.indices.dropFirst() { result[0].add(result[group]) }
    return result
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

extension ObservedTouches.Touchpoint {
  @inline(__always)
  mutating func add(
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
