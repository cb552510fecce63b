import LinearAlgebra

/// How often each state was followed by each other one.
///
/// Counts are nonnegative and may be fractional, as weights are.
public struct TransitionCounts: Sendable, Equatable {
  /// Number of states.
  public let stateCount: Int
  /// Counts, n × n: row the state before, column the state after.
  public private(set) var counts: Matrix

  /// No transition between so many states.
  public init(stateCount: Int) {
    precondition(stateCount >= 0, "There is no negative number of states.")
    self.stateCount = stateCount
    counts = Matrix(rows: stateCount, columns: stateCount)
  }

  /// The counts of a square matrix.
  ///
  /// - Throws: ``MarkovChainError/invalidCount(from:to:value:)``.
  public init(_ counts: Matrix) throws(MarkovChainError) {
    precondition(
      counts.rowCount == counts.columnCount, "Counts of transitions have a row and a column for every state.")
    for i in 0..<counts.rowCount {
      for j in 0..<counts.columnCount where !(counts[i, j] >= 0 && counts[i, j] < .infinity) {
        throw .invalidCount(from: i, to: j, value: counts[i, j])
      }
    }
    stateCount = counts.rowCount
    self.counts = counts
  }

  /// The transitions within sequences of states; none joins two sequences.
  public init(_ sequences: Sequences) {
    self.init(stateCount: sequences.stateCount)
    for i in 0..<sequences.count {
      let range = sequences.range(of: i)
      for place in range.dropFirst() {
        counts[Int(sequences.states[place - 1]), Int(sequences.states[place])] += Double(sequences.repetitions(of: i))
      }
    }
  }

  /// Counts a transition, so many times.
  public mutating func add(from: Int, to: Int, count: Double = 1) {
    precondition(from >= 0 && from < stateCount && to >= 0 && to < stateCount, "A transition joins two of the states.")
    precondition(count >= 0 && count < .infinity, "A count is a nonnegative number.")
    counts[from, to] += count
  }

  /// Counts the transitions of another table between the same states.
  public mutating func add(_ other: TransitionCounts) {
    precondition(other.stateCount == stateCount, "Counts are added between the same states.")
    for place in counts.elements.indices { counts.elements[place] += other.counts.elements[place] }
  }

  /// How often a state was followed by any.
  public func rowTotal(_ i: Int) -> Double { counts.row(i).reduce(0, +) }

  /// All transitions.
  public var total: Double { counts.elements.reduce(0, +) }

  /// The cells with a count above 0.
  public var possibleCells: PossibleCells { PossibleCells(of: self) }

  /// Σ n_ij ln(n_ij / n_i): what a chain of order 1 makes of the counts, at its most likely probabilities.
  public var logLikelihood: Double {
    var sum = 0.0
    for i in 0..<stateCount {
      for n in counts.row(i) { sum += EntropyTerm.of(n) }
      sum -= EntropyTerm.of(rowTotal(i))
    }
    return sum
  }
}
