import Journeys
import LinearAlgebra

/// What fixed spends achieve: without any money, with the spends, and the difference.
public struct AllocationOutcome: Sendable, Equatable {
  /// The objective without any money.
  public let baseline: Double
  /// The objective with the spends.
  public let value: Double
  /// Value less baseline.
  public var gain: Double { value - baseline }

  /// Evaluates a function of shares without money and at the shares that the spends buy.
  ///
  /// - Parameters:
  ///   - spends: One a lever.
  ///   - problem: The levers, whose responses turn spends into shares.
  ///   - objective: NaN where the value is undefined.
  public init(spends: [Double], of problem: BudgetProblem, under objective: (_ shares: [Double]) -> Double) {
    baseline = objective([Double](repeating: 0, count: problem.levers.count))
    value = objective(problem.shares(of: spends))
  }
}

/// How sure the outcome of fixed spends is, from the same spends under resampled data.
///
/// The spends are not optimized again in a replicate: the intervals are those of the plan that would be carried out.
public struct AllocationIntervals: Sendable, Equatable {
  /// The objective without any money.
  public let baseline: IntervalEstimate
  /// The objective with the spends.
  public let value: IntervalEstimate
  /// Value less baseline, replicate by replicate.
  public let gain: IntervalEstimate

  /// - Parameters:
  ///   - observed: The outcome under the data as they are.
  ///   - replicates: The outcome of the same spends in each replicate.
  ///   - level: Coverage, above 0 and below 1.
  public init(observed: AllocationOutcome, replicates: [AllocationOutcome], level: Double) {
    precondition(level > 0 && level < 1, "A level of coverage lies between 0 and 1.")
    func interval(_ quantity: (AllocationOutcome) -> Double) -> IntervalEstimate {
      let value = quantity(observed)
      return IntervalEstimate(value: value.isNaN ? nil : value, replicates: replicates.map(quantity), level: level)
    }
    baseline = interval(\.baseline)
    value = interval(\.value)
    gain = interval(\.gain)
  }

  /// Evaluates fixed spends under `replicateCount` replicates of the objective.
  ///
  /// Base and plan of a replicate share its objective. The same on any number of threads.
  ///
  /// - Parameters:
  ///   - spends: One a lever.
  ///   - problem: The levers, whose responses turn spends into shares.
  ///   - replicateCount: Number of replicates.
  ///   - level: Coverage, above 0 and below 1.
  ///   - workers: Threads to use; any number gives the same result.
  ///   - objective: The value at some shares under the data of a replicate, which is fitted once; NaN = undefined.
  public init(
    spends: [Double], of problem: BudgetProblem, replicateCount: Int, level: Double, workers: Workers = Workers(),
    objective: @Sendable (_ replicate: Int) -> (_ shares: [Double]) -> Double
  ) {
    let observed = AllocationOutcome(spends: spends, of: problem) { problem.objective($0).value }
    let replicates = workers.map(pieces: replicateCount) {
      AllocationOutcome(spends: spends, of: problem, under: objective($0))
    }
    self.init(observed: observed, replicates: replicates, level: level)
  }
}
