/// A stage of generated journeys, in the order in which customers mostly pass through.
enum EventStage: String, CaseIterable, Sendable {
  case awareness, consideration, decision, purchase, experience, loyalty, advocacy

  static let names = allCases.map(\.rawValue)

  /// Whether the stage comes before the first purchase; only such stages begin a journey.
  var isBeforePurchase: Bool { self == .awareness || self == .consideration || self == .decision }

  /// Share of the contacts of an average archetype that are the last before silence.
  var usualLoss: Double {
    switch self {
    case .awareness: 0.38
    case .consideration: 0.25
    case .decision: 0.18
    case .purchase: 0.22
    case .experience: 0.15
    case .loyalty: 0.10
    case .advocacy: 0.15
    }
  }

  /// Where customers who go on go next: a share of each stage, in the order of the cases.
  ///
  /// Contacts after the purchase are not reached before it, so that a journey up to the first purchase and the
  /// contacts after it are two parts of one chain.
  var usualNextShares: [Double] {
    switch self {
    case .awareness: [0.20, 0.65, 0.13, 0.02, 0, 0, 0]
    case .consideration: [0.10, 0.40, 0.42, 0.08, 0, 0, 0]
    case .decision: [0.03, 0.22, 0.35, 0.40, 0, 0, 0]
    case .purchase: [0, 0.06, 0.03, 0.07, 0.50, 0.27, 0.07]
    case .experience: [0, 0.06, 0.05, 0.10, 0.30, 0.39, 0.10]
    case .loyalty: [0, 0.12, 0.08, 0.15, 0.12, 0.40, 0.13]
    case .advocacy: [0, 0.10, 0.05, 0.15, 0.10, 0.45, 0.15]
    }
  }

  /// Share of the journeys of an average archetype that begin here, in proportion.
  var usualStartShare: Double {
    switch self {
    case .awareness: 0.60
    case .consideration: 0.33
    case .decision: 0.07
    case .purchase, .experience, .loyalty, .advocacy: 0
    }
  }
}
