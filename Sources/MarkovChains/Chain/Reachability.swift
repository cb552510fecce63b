import LinearAlgebra

/// Which states lead to which, along transitions of positive probability.
struct Reachability: Sendable {
  /// For each state, the states that follow it, rising.
  let successors: [[Int]]
  /// For each state, the states it follows, rising.
  let predecessors: [[Int]]

  init(_ probabilities: Matrix) {
    let n = probabilities.rowCount
    var successors = [[Int]](repeating: [], count: n)
    var predecessors = [[Int]](repeating: [], count: n)
    for i in 0..<n {
      for j in 0..<n where probabilities[i, j] > 0 {
        successors[i].append(j)
        predecessors[j].append(i)
      }
    }
    self.successors = successors
    self.predecessors = predecessors
  }

  /// The states that lead to one of the targets, targets included, without passing through `barrier`.
  func statesReaching(_ targets: [Bool], avoiding barrier: Int? = nil) -> [Bool] {
    var reaches = targets
    if let barrier { reaches[barrier] = false }
    var queue = reaches.indices.filter { reaches[$0] }
    while let state = queue.popLast() {
      for before in predecessors[state] where !reaches[before] && before != barrier {
        reaches[before] = true
        queue.append(before)
      }
    }
    return reaches
  }

  /// The first state that leads to none of the targets.
  func firstState(notReaching targets: [Bool]) -> Int? {
    statesReaching(targets).firstIndex(of: false)
  }
}
