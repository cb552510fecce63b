/// A name that a touchpoint earned, with the numbers that earned it.
public struct TouchpointLabel: Sendable, Equatable {
  /// What a touchpoint can be called.
  public enum Kind: String, Sendable, CaseIterable {
    /// Customers are lost here, or discontent, more than elsewhere.
    case painPoint = "pain point"
    /// Failing here costs the most conversions or retained customers.
    case momentOfTruth = "moment of truth"
    /// Good experiences here are followed by more retention or advocacy.
    case wowMoment = "wow moment"
  }

  /// By what a touchpoint earned its name.
  public enum Reason: String, Sendable, CaseIterable {
    /// Drop-off above the median of its peers.
    case dropOff = "drop-off"
    /// Mean score below that of all contacts.
    case score
    /// Elasticity of conversion among the highest.
    case elasticity
    /// Elasticity of retention among the highest.
    case retentionElasticity = "retention elasticity"
    /// Customers stay more often after high scores than after neutral ones.
    case retention
    /// Customers become advocates more often after high scores than after neutral ones.
    case advocacy
  }

  /// The name that was earned.
  public let kind: Kind
  /// By what it was earned.
  public let reason: Reason
  /// The drop-off, mean score, elasticity, or difference of shares.
  public let value: Double
  /// What it was compared with: the median of the peers, the mean of all scores, the median elasticity, or 0.
  public let reference: Double
  /// Of the test that the touchpoints of all names passed together.
  public let pValue: Double
  /// Lower limit of the interval, which has to lie above what the value was compared with; nil for pain points.
  public let low: Double?
}

/// Which of many tests can be called significant together.
public enum FalseDiscoveryRate {
  /// Whether each hypothesis is rejected when at most this share of rejections is to be false, on average.
  ///
  /// Source: Benjamini and Hochberg (1995).
  public static func rejected(_ pValues: [Double], rate: Double) -> [Bool] {
    let sorted = pValues.sorted()
    let count = Double(pValues.count)
    let bound = sorted.indices.last { sorted[$0] <= rate * Double($0 + 1) / count }.map { sorted[$0] }
    return pValues.map { p in bound.map { p <= $0 } ?? false }
  }
}
