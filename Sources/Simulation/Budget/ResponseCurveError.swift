/// Why numbers do not tell what a lever does for money; rows of a table count from 1.
public enum ResponseCurveError: Error, Sendable, Equatable {
  /// The share that no money exceeds lies outside 0...1.
  case limitOutOfRange(Double)
  /// The spend at which half of the limit is reached is not a positive number.
  case halfSpendNotPositive(Double)
  /// A table has fewer than two rows.
  case tooFewRows(Int)
  /// The first row is not that of no money and no share.
  case startsElsewhere(spend: Double, share: Double)
  /// A spend is not finite, or not above the one in the row before.
  case spendsNotRising(row: Int, spend: Double, previous: Double)
  /// A share in a table lies outside 0...1.
  case shareOutOfRange(row: Int, share: Double)
  /// A share is below the one in the row before.
  case sharesFall(row: Int, share: Double, previous: Double)

  /// The failure in one sentence.
  public var message: String {
    switch self {
    case .limitOutOfRange(let limit): "the largest share of a response is \(limit), which is not within 0 and 1"
    case .halfSpendNotPositive(let spend):
      "half of a response's largest share is reached at a spend of \(spend), which is not a positive number"
    case .tooFewRows(let rows): "a response table needs two rows, and has \(rows)"
    case .startsElsewhere(let spend, let share):
      "a response table begins with a spend of 0 and a share of 0, and this one with \(spend) and \(share)"
    case .spendsNotRising(let row, let spend, let previous):
      "row \(row) of a response table has a spend of \(spend), which is not above \(previous) in the row before"
    case .shareOutOfRange(let row, let share):
      "row \(row) of a response table has a share of \(share), which is not within 0 and 1"
    case .sharesFall(let row, let share, let previous):
      "row \(row) of a response table has a share of \(share), which is below \(previous) in the row before"
    }
  }
}
