/// The states of a chain over touchpoints: the start, the touchpoints, and the ends.
///
/// State 0 is ``start``, touchpoint t is state t + 1, the ends follow. A plain chain has touchpoints alone, from state 0.
public struct StateSpace: Sendable, Equatable {
  /// What the chain is about.
  public enum Chain: String, Sendable {
    /// From first contact to conversion or loss.
    case conversion
    /// From first conversion to lapse.
    case retention
    /// The sequence of states itself, nothing added.
    case plain
  }

  /// The state that every journey begins in.
  public static let start = "(start)"
  /// The end of journeys that convert.
  public static let conversion = "(conversion)"
  /// The end of journeys that do not.
  public static let lost = "(lost)"
  /// The end of a customer's time after the first conversion.
  public static let lapsed = "(lapsed)"
  /// Names that no touchpoint may have.
  public static let reserved = [start, conversion, lost, lapsed]

  /// What the chain is about.
  public let chain: Chain
  /// Names of touchpoints, by number.
  public let touchpoints: [String]

  public init(_ chain: Chain, touchpoints: [String]) {
    self.chain = chain
    self.touchpoints = touchpoints
  }

  /// The states that end a journey, by name; absorbing states of plain chains are not among them.
  public var ends: [String] {
    switch chain {
    case .conversion: [Self.conversion, Self.lost]
    case .retention: [Self.lapsed]
    case .plain: []
    }
  }

  /// Names of all states, by number.
  public var names: [String] { (chain == .plain ? [] : [Self.start]) + touchpoints + ends }
  /// Number of states, start and ends included.
  public var count: Int { (chain == .plain ? 0 : 1) + touchpoints.count + ends.count }

  /// The state of a touchpoint.
  @inlinable public func state(ofTouchpoint touchpoint: Int) -> Int { chain == .plain ? touchpoint : touchpoint + 1 }

  /// The touchpoint of a state; nil for the start and the ends.
  public func touchpoint(ofState state: Int) -> Int? {
    let touchpoint = chain == .plain ? state : state - 1
    return touchpoints.indices.contains(touchpoint) ? touchpoint : nil
  }

  /// The state of (conversion); only conversion chains have it.
  public var conversionState: Int { end(0, of: .conversion) }
  /// The state of (lost); only conversion chains have it.
  public var lostState: Int { end(1, of: .conversion) }
  /// The state of (lapsed); only retention chains have it.
  public var lapsedState: Int { end(0, of: .retention) }

  private func end(_ place: Int, of chain: Chain) -> Int {
    precondition(self.chain == chain, "Only a \(chain.rawValue) chain has that end.")
    return touchpoints.count + 1 + place
  }
}
