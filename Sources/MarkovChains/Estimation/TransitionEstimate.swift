import LinearAlgebra

/// Transition probabilities estimated from counts, with intervals.
///
/// A row without counts and without prior mass is undefined: it has no probabilities, rather than zeros or equal shares.
public struct TransitionEstimate: Sendable {
  /// How an estimate is made.
  public struct Options: Sendable {
    /// Mass on possible cells before counting; none by default.
    public var prior = TransitionPrior.none
    /// Wilson by default.
    public var method = IntervalMethod.wilson
    /// Coverage of intervals, above 0 and below 1; 0.95 by default.
    public var level = 0.95

    public init(prior: TransitionPrior = .none, method: IntervalMethod = .wilson, level: Double = 0.95) {
      (self.prior, self.method, self.level) = (prior, method, level)
    }
  }

  /// Probabilities, n × n; 0 at impossible cells, and all 0 in rows that are undefined.
  public let probabilities: Matrix
  /// Lower limits, n × n; 0 where there is no interval.
  public let low: Matrix
  /// Upper limits, n × n; 0 where there is no interval.
  public let high: Matrix
  /// The cells that have a probability.
  public let possible: PossibleCells
  /// Which rows have probabilities.
  public let isDefined: [Bool]

  /// Estimates p_ij = (n_ij + prior) / (n_i + prior · possible cells of the row).
  ///
  /// - Parameters:
  ///   - counts: n × n.
  ///   - possible: The cells that can have a probability; those with counts unless given. Counts lie within them.
  ///   - options: Prior, kind and coverage of intervals.
  public init(_ counts: TransitionCounts, possible: PossibleCells? = nil, options: Options = Options()) {
    let possible = possible ?? counts.possibleCells
    let prior = options.prior.massPerCell
    precondition(prior >= 0 && prior < .infinity, "A prior has a nonnegative mass.")
    var builder = Builder(counts, possible)
    for i in 0..<counts.stateCount {
      let cells = possible.successors[i]
      let total = counts.rowTotal(i)
      let mass = total + prior * Double(cells.count)
      guard mass > 0 else { continue }
      builder.isDefined[i] = true
      for j in cells {
        let share = min((counts.counts[i, j] + prior) / mass, 1)
        let interval = Self.interval(of: counts.counts[i, j], total: total, cells: cells.count, options)
        builder.set(i, j, share, interval.widened(toContain: share))
      }
    }
    self.init(builder)
  }

  /// The probability of a transition, 0 where it is impossible; nil in an undefined row.
  public func probability(from i: Int, to j: Int) -> Double? { isDefined[i] ? probabilities[i, j] : nil }

  /// The interval of a transition; nil where it is impossible or its row undefined.
  public func interval(from i: Int, to j: Int) -> ProbabilityInterval? {
    guard isDefined[i], possible.contains(from: i, to: j) else { return nil }
    return ProbabilityInterval(low: low[i, j], high: high[i, j])
  }

  init(_ builder: Builder) {
    probabilities = builder.probabilities
    low = builder.low
    high = builder.high
    possible = builder.possible
    isDefined = builder.isDefined
  }

  private static func interval(
    of count: Double, total: Double, cells: Int, _ options: Options
  ) -> ProbabilityInterval {
    switch options.method {
    case .wilson:
      return .wilson(successes: min(count, total), trials: total, level: options.level)
    case .bayes:
      // Without any mass the posterior of a cell never seen, or always, would be a point.
      let mass = options.prior.massPerCell > 0 ? options.prior.massPerCell : TransitionPrior.jeffreys.massPerCell
      let others = max(total - count, 0) + mass * Double(cells - 1)
      return .beta(alpha: count + mass, beta: others, level: options.level)
    }
  }

  /// An estimate while its rows are filled in.
  struct Builder {
    var probabilities: Matrix
    var low: Matrix
    var high: Matrix
    let possible: PossibleCells
    var isDefined: [Bool]

    init(_ counts: TransitionCounts, _ possible: PossibleCells) {
      let n = counts.stateCount
      precondition(possible.stateCount == n, "Possible cells are those of the same states.")
      precondition(possible.contains(counts), "Counts lie in possible cells.")
      (probabilities, low, high) = (
        Matrix(rows: n, columns: n), Matrix(rows: n, columns: n), Matrix(rows: n, columns: n)
      )
      self.possible = possible
      isDefined = Array(repeating: false, count: n)
    }

    mutating func set(_ i: Int, _ j: Int, _ share: Double, _ interval: ProbabilityInterval) {
      probabilities[i, j] = share
      low[i, j] = interval.low
      high[i, j] = interval.high
    }
  }
}
