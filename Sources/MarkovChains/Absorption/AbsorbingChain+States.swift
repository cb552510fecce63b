import LinearAlgebra

extension AbsorbingChain {
  /// The chain over the states of one square matrix, some of which end it.
  ///
  /// ```swift
  /// let fair = Matrix([[0, 0, 0], [0.5, 0, 0.5], [0, 0, 0]])
  /// try AbsorbingChain(fair, absorbing: [0, 2]).absorption(into: 1)  // == [0.5]
  /// ```
  ///
  /// Transient states are numbered anew in their order, and so are absorbing ones in that of `states`; errors name
  /// transient states by the new number.
  ///
  /// - Parameters:
  ///   - probabilities: n × n; rows of absorbing states are not looked at.
  ///   - states: The absorbing states, each once.
  /// - Throws: As ``init(transient:absorbing:)`` does.
  public init(_ probabilities: Matrix, absorbing states: [Int]) throws(MarkovChainError) {
    let stateCount = probabilities.rowCount
    precondition(probabilities.columnCount == stateCount, "Every state has a row and a column.")
    precondition(states.allSatisfy { 0..<stateCount ~= $0 }, "Absorbing states are states of the chain.")
    precondition(Set(states).count == states.count, "Every absorbing state is named once.")
    let transientStates = (0..<stateCount).filter { !states.contains($0) }
    func columns(_ columns: [Int]) -> Matrix {
      Matrix(
        rows: transientStates.count, columns: columns.count,
        elements: transientStates.flatMap { i in columns.map { probabilities[i, $0] } })
    }
    try self.init(transient: columns(transientStates), absorbing: columns(states))
  }
}
