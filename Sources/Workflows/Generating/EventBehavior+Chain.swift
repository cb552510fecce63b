import LinearAlgebra

extension EventBehavior {
  /// Probability that a journey that is at each touchpoint ends in a purchase, 1 for the purchase itself.
  ///
  /// Solved exactly, from (I − Q) h = r; O(n³). Silence can follow every touchpoint, so that the system is regular.
  func conversionProbabilities(purchase: Int) -> [Double] {
    let n = next.count
    var system = Matrix.identity(n)
    for i in 0..<n where i != purchase {
      for j in 0..<n { system[i, j] -= next[i][j] }
    }
    return solution(system, (0..<n).map { $0 == purchase ? 1 : 0 })
  }

  /// Probability that a journey ends in a purchase.
  func conversionProbability(purchase: Int) -> Double {
    zip(start, conversionProbabilities(purchase: purchase)).map { $0 * $1 }.reduce(0, +)
  }

  /// Contacts from the beginning of a journey until silence, purchases and what follows them included, on average.
  var meanContactsUntilSilence: Double {
    let n = next.count
    var system = Matrix.identity(n)
    for i in 0..<n {
      for j in 0..<n { system[i, j] -= next[i][j] }
    }
    return zip(start, solution(system, [Double](repeating: 1, count: n))).map { $0 * $1 }.reduce(0, +)
  }

  /// Touchpoints that customers come to from the purchase, itself included.
  func reachable(from purchase: Int) -> [Bool] {
    var isReached = next.map { _ in false }
    var waiting = [purchase]
    isReached[purchase] = true
    while let i = waiting.popLast() {
      for j in next.indices where next[i][j] > 0 && !isReached[j] {
        isReached[j] = true
        waiting.append(j)
      }
    }
    return isReached
  }

  private func solution(_ system: Matrix, _ right: [Double]) -> [Double] {
    do {
      return try LUDecomposition(system).solve(right)
    } catch {
      preconditionFailure("A chain that can end everywhere has a regular system: \(error)")
    }
  }
}
