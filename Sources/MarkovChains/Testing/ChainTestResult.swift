import LinearAlgebra

/// What a test of independence in tables of counts found.
public struct ChainTestResult: Sendable, Equatable {
  /// G, the likelihood ratio statistic.
  public let likelihoodRatio: Double
  /// X², Pearson's statistic.
  public let pearson: Double
  /// Degrees of freedom; 0 when nothing can be compared.
  public let degreesOfFreedom: Int
  /// P(χ² > G); nil at 0 degrees of freedom.
  public let chiSquaredPValue: Double?
  /// P(χ² > X²); nil at 0 degrees of freedom.
  public let pearsonPValue: Double?
  /// The share of random tables with equal margins whose G is as large; nil where it was not needed or not asked for, and
  /// of tables of more than 1e11 observations, whose simulation would take too long.
  public let simulatedPValue: Double?

  /// The p-value to rely on: the simulated one where expected counts are small.
  public var pValue: Double? { simulatedPValue ?? chiSquaredPValue }
  /// Whether ``pValue`` is simulated.
  public var isSimulated: Bool { simulatedPValue != nil }

  init(_ tables: ContingencyTables, simulation: TestSimulation?) {
    likelihoodRatio = tables.likelihoodRatio
    pearson = tables.pearson
    degreesOfFreedom = tables.degreesOfFreedom
    guard degreesOfFreedom > 0 else {
      (chiSquaredPValue, pearsonPValue, simulatedPValue) = (nil, nil, nil)
      return
    }
    let freedom = Double(degreesOfFreedom)
    chiSquaredPValue = SpecialFunctions.chiSquaredSurvival(likelihoodRatio, degreesOfFreedom: freedom)
    pearsonPValue = SpecialFunctions.chiSquaredSurvival(pearson, degreesOfFreedom: freedom)
    let isSmallEnough = tables.tables.allSatisfy { $0.total <= SimulatedTables.mostObservations }
    guard let simulation, simulation.replicates > 0, tables.hasSmallExpectedCounts, isSmallEnough else {
      simulatedPValue = nil
      return
    }
    let affordable = TestSimulation.drawnCells / max(tables.tables.reduce(0) { $0 + $1.cellCount }, 1)
    simulatedPValue = SimulatedTables(tables).pValue(
      replicates: min(simulation.replicates, max(affordable, TestSimulation.fewestReplicates)), seed: simulation.seed,
      workers: simulation.workers)
  }
}

/// How a p-value is simulated where the χ² distribution is no guide.
public struct TestSimulation: Sendable {
  /// Cells drawn in all, which bounds the replicates of very large tables.
  static let drawnCells = 20_000_000
  static let fewestReplicates = 99

  /// Random sets of tables; fewer for very large tables, but at least 99.
  public var replicates: Int
  /// Where random tables begin.
  public var seed: UInt64
  /// Threads to use; any number gives the same p-value.
  public var workers: Workers

  public init(replicates: Int = 999, seed: UInt64, workers: Workers = Workers()) {
    (self.replicates, self.seed, self.workers) = (replicates, seed, workers)
  }
}
