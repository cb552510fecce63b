import LinearAlgebra

/// A finite chain whose transition probabilities do not change in time.
///
/// It is checked once, at construction, and its classes are found then.
public struct MarkovChain: Sendable {
  /// Transition probabilities, n × n, rows summing to 1.
  public let probabilities: Matrix
  /// The classes of states that lead to each other, in the order of their smallest members.
  public let classes: [CommunicatingClass]
  /// For each state, the index of its class.
  public let classOfState: [Int]
  let reachability: Reachability

  /// The chain of a square matrix whose rows sum to 1 within 10⁻⁹; they are then made to sum to 1.
  ///
  /// - Throws: ``MarkovChainError`` for no state, a number that is no probability, or a row that does not sum to 1.
  public init(_ probabilities: Matrix) throws(MarkovChainError) {
    precondition(probabilities.rowCount == probabilities.columnCount, "A chain has a row and a column for every state.")
    guard probabilities.rowCount > 0 else { throw .noStates }
    var factors: [Double] = []
    for i in 0..<probabilities.rowCount {
      factors.append(try ProbabilityRows.normalizer(ofRow: i, [probabilities]))
    }
    self.probabilities = ProbabilityRows.normalized(probabilities, by: factors)
    let reachability = Reachability(probabilities)
    self.reachability = reachability
    let classes = StrongComponents.of(reachability.successors).map {
      CommunicatingClass(members: $0, successors: reachability.successors)
    }
    var classOfState = [Int](repeating: 0, count: probabilities.rowCount)
    for (index, group) in classes.enumerated() { for state in group.members { classOfState[state] = index } }
    self.classes = classes
    self.classOfState = classOfState
  }

  /// n.
  public var stateCount: Int { probabilities.rowCount }

  /// Whether every state leads to every other one.
  public var isIrreducible: Bool { classes.count == 1 }

  /// Whether the chain is irreducible and aperiodic, so that its distribution converges from every start.
  public var isErgodic: Bool { isIrreducible && classes[0].period == 1 }

  /// Whether the chain comes back to a state for certain.
  public func isRecurrent(_ state: Int) -> Bool { classes[classOfState[state]].isClosed }

  /// States that are never left.
  public var absorbingStates: [Int] { classes.filter { $0.isClosed && $0.members.count == 1 }.map { $0.members[0] } }
}
