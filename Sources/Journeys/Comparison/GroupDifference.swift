import LinearAlgebra
import MarkovChains

/// Whether groups go through a chain differently, judged against groups drawn by lot.
public struct GroupDifference: Sendable, Equatable {
  /// Row-conditional G = 2 Σ n^s_ij ln(n^s_ij / (n^s_i p_ij)).
  public let statistic: Double
  /// Σ_i (groups_i − 1)(destinations_i − 1).
  public let degreesOfFreedom: Int
  /// Share of the drawings, the observed one among them, with at least this statistic; nil without degrees of freedom.
  public let pValue: Double?
  /// P(χ² > statistic): too small where one customer's steps are alike; nil without degrees of freedom.
  public let chiSquaredPValue: Double?
  /// Drawings, without the observed one.
  public let permutations: Int
  /// Groups that took an edge.
  public let groupCount: Int
  /// Customers compared.
  public let customerCount: Int

  /// How many drawings, and from what.
  public struct Options: Sendable {
    /// Drawings to compare with.
    public var permutations: Int
    /// Where drawings begin.
    public var seed: UInt64
    /// Threads to use; any number gives the same result.
    public var workers: Workers

    public init(permutations: Int = 999, seed: UInt64, workers: Workers) {
      precondition(permutations >= 1, "Nothing is judged without drawings.")
      self.permutations = permutations
      self.seed = seed
      self.workers = workers
    }
  }

  /// Drawings that are made together.
  static let blockSize = 4

  /// Tests counts against drawings of counts.
  ///
  /// - Parameters:
  ///   - observed: Counts, groups × edges.
  ///   - drawn: The counts of ``blockSize`` drawings, or fewer at last, one after the other.
  init(
    _ statistic: HomogeneityStatistic, observed: [Double], customerCount: Int, options: Options,
    drawn: @Sendable (_ drawings: Range<Int>) -> [UInt64]
  ) {
    let value = statistic.value(observed)
    let edgeCount = statistic.edgeCount
    self.statistic = value
    self.customerCount = customerCount
    degreesOfFreedom = statistic.degreesOfFreedom(observed)
    groupCount = (0..<statistic.groupCount).count { group in
      observed[group * edgeCount..<(group + 1) * edgeCount].contains { $0 > 0 }
    }
    guard degreesOfFreedom > 0 else {
      pValue = nil
      chiSquaredPValue = nil
      permutations = 0
      return
    }
    permutations = options.permutations
    chiSquaredPValue = SpecialFunctions.chiSquaredSurvival(value, degreesOfFreedom: Double(degreesOfFreedom))
    // Drawings as extreme as the data up to rounding are as extreme.
    let bound = value * (1 - 1e-12)
    let blocks = Workers.blocks(of: options.permutations, size: Self.blockSize)
    let exceeding = options.workers.map(pieces: blocks.count) { block in
      let counts = drawn(blocks[block])
      return blocks[block].indices.count { place in
        let first = (place - blocks[block].lowerBound) * observed.count
        return statistic.value(counts[first..<first + observed.count].map { Double($0) }) >= bound
      }
    }
    pValue = Double(exceeding.reduce(1, +)) / Double(options.permutations + 1)
  }
}
