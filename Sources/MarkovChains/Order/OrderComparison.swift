import Glibc
import LinearAlgebra

/// Chains of several orders compared on the same sequences.
///
/// A chain of order m lets the next state depend on the last m. Likelihoods, AIC and BIC of all orders are of the same
/// observations: a plain chain leaves out the first M states of each sequence, M the highest order; one with a start state
/// leaves out none but that. The likelihood ratio of m against m + 1 needs only those two and uses every tuple of m + 2 states.
///
/// Source: Katz (1981) for AIC and BIC; Anderson and Goodman (1957) for the likelihood ratio.
public struct OrderComparison: Sendable, Equatable {
  /// How sequences begin.
  public enum Beginning: Sendable, Equatable {
    /// The sequence is the chain; nothing is known before it.
    case plain
    /// The first state of every sequence is its start state, and every state in front of it.
    case leading
  }

  /// One order.
  public struct Row: Sendable, Equatable {
    /// m.
    public let order: Int
    /// Σ over observed contexts of (successors possible after their last state − 1).
    public let parameters: Int
    /// Sᵐ(S − 1) of S states; nil for a chain with a start state, and where it is no 64-bit number.
    public let plainParameters: Int?
    /// Different runs of m states that something followed.
    public let observedContexts: Int
    /// At the most likely probabilities.
    public let logLikelihood: Double
    /// 2·parameters − 2·logLikelihood.
    public let aic: Double
    /// parameters·ln(observations) − 2·logLikelihood.
    public let bic: Double
    /// The test of this order against the next one; nil at the highest order.
    public let test: ChainTestResult?

    /// G of this order against the next one.
    public var lrStatistic: Double? { test?.likelihoodRatio }
    /// Degrees of freedom of G.
    public var degreesOfFreedom: Int? { test?.degreesOfFreedom }
    /// Its p-value, simulated where expected counts are small.
    public var pValue: Double? { test?.pValue }
  }

  /// One row an order, rising.
  public let rows: [Row]
  /// How many states likelihoods are of.
  public let observations: Int

  /// Compares orders.
  ///
  /// - Parameters:
  ///   - sequences: The states that were observed.
  ///   - orders: From 0 or more; both limits counted in.
  ///   - beginning: How sequences begin.
  ///   - simulation: How p is simulated where expected counts are small; nil for the χ² distribution always.
  ///   - workers: Threads to use; any number gives the same result.
  /// - Throws: ``MarkovChainError/tuplesTooLong(length:stateCount:)``.
  public init(
    _ sequences: Sequences, orders: ClosedRange<Int>, beginning: Beginning, simulation: TestSimulation?,
    workers: Workers = Workers()
  ) throws(MarkovChainError) {
    precondition(orders.lowerBound >= 0, "An order is not negative.")
    let highest = orders.upperBound
    let byLength: [TupleCounts]
    // Of all tuples of each length; where no state is left out, they are those that likelihoods are of.
    let tested: [TupleCounts]
    switch beginning {
    case .leading:
      byLength = try TupleCounts(sequences, length: highest + 1, beginning: .leading, workers: workers).ends
      tested = byLength
    case .plain:
      let padded = try TupleCounts(padding: sequences, length: highest + 1, workers: workers)
      byLength = padded.withoutPadding().ends
      tested = padded.ends.map { $0.withoutPadding() }
    }
    observations = byLength[highest].total
    let support = Support(byLength[0], byLength.count > 1 ? byLength[1] : nil)
    var rows: [Row] = []
    for order in orders {
      let test = order < highest ? ChainTests.order(tested[order + 1], simulation: simulation) : nil
      let plain = beginning == .plain ? Self.plainParameters(order, states: support.stateCount) : nil
      rows.append(Row(byLength[order], support, plainParameters: plain, observations: observations, test: test))
    }
    self.rows = rows
  }

  /// The order of the smallest AIC, the lower one on ties; nil without observations.
  public var orderByAIC: Int? { observations > 0 ? rows.min { $0.aic < $1.aic }?.order : nil }

  /// The order of the smallest BIC, the lower one on ties; nil without observations.
  public var orderByBIC: Int? { observations > 0 ? rows.min { $0.bic < $1.bic }?.order : nil }

  private static func plainParameters(_ order: Int, states: Int) -> Int? {
    var product = max(states - 1, 0)
    for _ in 0..<order {
      let (next, overflow) = product.multipliedReportingOverflow(by: states)
      if overflow { return nil }
      product = next
    }
    return product
  }

  /// How many states can follow.
  struct Support {
    /// States seen.
    let stateCount: Int
    /// How many different states follow each state, the start state among them; none counted at order 0.
    let successors: [Int: Int]

    init(_ singles: TupleCounts, _ pairs: TupleCounts?) {
      stateCount = singles.codes.count
      var successors: [Int: Int] = [:]
      if let pairs { for code in pairs.codes { successors[Int(code >> UInt64(pairs.bitsPerState)), default: 0] += 1 } }
      self.successors = successors
    }
  }
}

extension OrderComparison.Row {
  fileprivate init(
    _ tuples: TupleCounts, _ support: OrderComparison.Support, plainParameters: Int?, observations: Int,
    test: ChainTestResult?
  ) {
    order = tuples.length - 1
    let contexts = tuples.droppingLast()
    observedContexts = contexts.codes.count
    let last = contexts.mask(states: 1)
    parameters =
      order == 0
      ? max(support.stateCount - 1, 0)
      : contexts.codes.reduce(0) { $0 + (support.successors[Int($1 & last)] ?? 1) - 1 }
    self.plainParameters = plainParameters
    logLikelihood = tuples.entropySum - contexts.entropySum
    aic = 2 * Double(parameters) - 2 * logLikelihood
    bic = Double(parameters) * log(Double(max(observations, 1))) - 2 * logLikelihood
    self.test = test
  }
}
