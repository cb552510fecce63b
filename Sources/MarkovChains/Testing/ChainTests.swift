import LinearAlgebra

/// Tests of what a chain takes for granted.
public enum ChainTests {
  /// Whether the state before the present one matters, given the present one: order 1 against order 2.
  ///
  /// All triples within sequences are used, margins from the triples:
  /// G = 2 Σ n_ijk ln(n_ijk n_·j· / (n_ij· n_·jk)), df = Σ_j (a_j − 1)(b_j − 1) with a_j and b_j the predecessors and
  /// successors seen of j.
  ///
  /// - Parameters:
  ///   - sequences: The states that were observed.
  ///   - simulation: How to simulate p where expected counts are small; nil for the χ² distribution always.
  /// - Throws: ``MarkovChainError/tuplesTooLong(length:stateCount:)``.
  ///
  /// Source: Anderson and Goodman (1957), Billingsley (1961).
  public static func markovProperty(
    _ sequences: Sequences, simulation: TestSimulation?
  ) throws(MarkovChainError) -> ChainTestResult {
    try order(1, sequences, beginning: .plain(dropping: 0), simulation: simulation)
  }

  /// Whether the state m + 1 steps back matters, given the m between: order m against order m + 1.
  ///
  /// - Throws: ``MarkovChainError/tuplesTooLong(length:stateCount:)``.
  public static func order(
    _ order: Int, _ sequences: Sequences, beginning: TupleCounts.Beginning, simulation: TestSimulation?
  ) throws(MarkovChainError) -> ChainTestResult {
    precondition(order >= 0, "An order is not negative.")
    let workers = simulation?.workers ?? Workers()
    return self.order(
      try TupleCounts(sequences, length: order + 2, beginning: beginning, workers: workers), simulation: simulation)
  }

  /// The same from the tuples of m + 2 states.
  static func order(_ tuples: TupleCounts, simulation: TestSimulation?) -> ChainTestResult {
    ChainTestResult(ContingencyTables(tuples), simulation: simulation)
  }

  /// Whether groups follow one chain, given the states they leave.
  ///
  /// G = 2 Σ n^s_ij ln(n^s_ij / (n^s_i p_ij)), df = Σ_i (groups_i − 1)(destinations_i − 1), over the groups that left i and
  /// the destinations that any of them went to. The χ² distribution takes transitions for independent draws; those of
  /// one customer or one day seldom are, and labels permuted by the caller then give the better p
  /// (``HomogeneityStatistic``).
  ///
  /// Source: Anderson and Goodman (1957); Kullback, Kupperman and Ku (1962).
  public static func homogeneity(_ groups: [TransitionCounts]) -> ChainTestResult {
    ChainTestResult(ContingencyTables(groups), simulation: nil)
  }

  /// Whether the chain stays the same over time: homogeneity with blocks of time as groups.
  ///
  /// Each sequence of n states is cut at equal places; transition t of it (from 1) is in block ⌈t·blocks / n⌉.
  public static func stationarity(_ sequences: Sequences, blocks: Int) -> ChainTestResult {
    precondition(blocks >= 1, "There is a block of time.")
    var groups = [TransitionCounts](repeating: TransitionCounts(stateCount: sequences.stateCount), count: blocks)
    for i in 0..<sequences.count {
      let range = sequences.range(of: i)
      for (t, place) in range.dropFirst().enumerated() {
        groups[((t + 1) * blocks - 1) / range.count].add(
          from: Int(sequences.states[place - 1]), to: Int(sequences.states[place]),
          count: Double(sequences.repetitions(of: i)))
      }
    }
    return homogeneity(groups)
  }
}
