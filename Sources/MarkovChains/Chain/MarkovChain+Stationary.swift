import LinearAlgebra

extension MarkovChain {
  /// The stationary distribution of each closed class, in the order of ``classes``: n probabilities, 0 outside the class.
  ///
  /// Each is the share of visits between two visits to the first state of the class, by elimination without subtraction, so
  /// that small probabilities keep their digits. O(m³) for a class of m states.
  ///
  /// Source: Grassmann, Taksar and Heyman (1985).
  public var stationaryDistributions: [[Double]] {
    classes.filter(\.isClosed).map { stationaryDistribution(of: $0.members) }
  }

  /// The only stationary distribution; nil when there are several closed classes.
  public var stationaryDistribution: [Double]? {
    let all = stationaryDistributions
    return all.count == 1 ? all[0] : nil
  }

  /// Expected steps until a state is seen again, from each state: 1/π_i in a closed class, nil for a transient state.
  public var meanRecurrenceSteps: [Double?] {
    var result = [Double?](repeating: nil, count: stateCount)
    for distribution in stationaryDistributions {
      for (state, share) in distribution.enumerated() where share > 0 { result[state] = 1 / share }
    }
    return result
  }

  private func stationaryDistribution(of members: [Int]) -> [Double] {
    var result = [Double](repeating: 0, count: stateCount)
    let others = Array(members.dropFirst())
    let elimination = self.elimination(of: others, into: [members[0]])
    let visits = elimination.solveTransposed(others.map { probabilities[members[0], $0] })
    let total = visits.reduce(1, +)
    result[members[0]] = 1 / total
    for (place, state) in others.enumerated() { result[state] = visits[place] / total }
    return result
  }

  /// The elimination of states that lead nowhere but to each other and, sooner or later, to the targets.
  func elimination(
    of states: [Int], into targets: [Int], workers: Workers = Workers()
  ) -> SubtractionFreeElimination {
    var transitions = Matrix(rows: states.count, columns: states.count)
    var exits: [Double] = []
    for (i, from) in states.enumerated() {
      for (j, to) in states.enumerated() { transitions[i, j] = probabilities[from, to] }
      exits.append(targets.reduce(0) { $0 + probabilities[from, $1] })
    }
    guard let result = try? SubtractionFreeElimination(transitions, exits: exits, workers: workers) else {
      preconditionFailure("States are eliminated only where they lead to the targets.")
    }
    return result
  }
}
