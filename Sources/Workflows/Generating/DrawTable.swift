/// Several distributions over small numbers, for fast drawing.
struct DrawTable: Sendable {
  private var starts: [Int32] = [0]
  private var outcomes: [Int32] = []
  /// Running sums of each distribution; the last is infinite, so that rounding can not run past it.
  private var bounds: [Double] = []

  var rowCount: Int { starts.count - 1 }

  /// - Parameter rows: For each distribution the shares of `0, 1, 2 …`, which sum to 1; zeros are never drawn.
  init(_ rows: [[Double]]) {
    for row in rows {
      precondition(row.contains { $0 > 0 }, "A distribution has an outcome.")
      var sum = 0.0
      for (outcome, share) in row.enumerated() where share > 0 {
        sum += share
        outcomes.append(Int32(outcome))
        bounds.append(sum)
      }
      bounds[bounds.count - 1] = .infinity
      starts.append(Int32(outcomes.count))
    }
  }

  /// The outcome of a row for a uniform number in [0, 1).
  func outcome(row: Int, at share: Double) -> Int {
    var position = Int(starts[row])
    while bounds[position] <= share { position += 1 }
    return Int(outcomes[position])
  }
}
