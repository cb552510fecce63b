/// What share of an improvement money buys: 0 for nothing, never falling, never above 1.
public struct ResponseCurve: Sendable, Equatable {
  /// A row of a response table.
  public struct Point: Sendable, Equatable {
    /// In the unit of the budget.
    public let spend: Double
    /// Within 0...1.
    public let share: Double

    public init(spend: Double, share: Double) {
      self.spend = spend
      self.share = share
    }
  }

  /// A direction in which spending changes, for slopes where a table bends.
  enum Direction {
    case less, more
  }

  private enum Shape: Equatable {
    case saturating(limit: Double, halfAt: Double)
    case table([Point])
  }

  private let shape: Shape

  /// A saturating response: share = limit · spend / (spend + halfAt).
  ///
  /// - Parameters:
  ///   - limit: The share that no money exceeds, in 0...1.
  ///   - halfAt: The spend that buys half of the limit, above 0.
  /// - Throws: ``ResponseCurveError`` where a parameter lies outside its range.
  ///
  /// Source: Michaelis and Menten (1913); in the economics of advertising the concave case of Little's ADBUDG (1970).
  public init(limit: Double, halfAt: Double) throws(ResponseCurveError) {
    guard (0...1).contains(limit) else { throw .limitOutOfRange(limit) }
    guard halfAt > 0, halfAt.isFinite else { throw .halfSpendNotPositive(halfAt) }
    shape = .saturating(limit: limit, halfAt: halfAt)
  }

  /// A response read from a table: straight between its rows, and constant after the last.
  ///
  /// - Parameter points: From (0, 0), spends rising, shares not falling; two at least. They need not be concave.
  /// - Throws: ``ResponseCurveError`` with the first row that is not so.
  public init(table points: [Point]) throws(ResponseCurveError) {
    guard points.count >= 2 else { throw .tooFewRows(points.count) }
    guard points[0] == Point(spend: 0, share: 0) else {
      throw .startsElsewhere(spend: points[0].spend, share: points[0].share)
    }
    for (k, point) in points.enumerated().dropFirst() {
      let previous = points[k - 1]
      guard point.spend > previous.spend, point.spend.isFinite else {
        throw .spendsNotRising(row: k + 1, spend: point.spend, previous: previous.spend)
      }
      guard (0...1).contains(point.share) else { throw .shareOutOfRange(row: k + 1, share: point.share) }
      guard point.share >= previous.share else {
        throw .sharesFall(row: k + 1, share: point.share, previous: previous.share)
      }
    }
    shape = .table(points)
  }

  /// The share that `spend`, 0 or more, buys.
  public func share(at spend: Double) -> Double {
    switch shape {
    case .saturating(let limit, let halfAt): return spend == .infinity ? limit : limit * (spend / (spend + halfAt))
    case .table(let points):
      guard spend < points[points.count - 1].spend else { return points[points.count - 1].share }
      let k = Self.rowsBelow(spend, in: points, including: true)
      let (low, high) = (points[k - 1], points[k])
      return low.share + (high.share - low.share) * ((spend - low.spend) / (high.spend - low.spend))
    }
  }

  /// The share that a little more money buys, for each unit of it: the derivative from the right.
  public func slope(at spend: Double) -> Double { slope(at: spend, toward: .more) }

  /// The derivative toward one side; they differ where a table bends. At 0 both are that from the right.
  func slope(at spend: Double, toward direction: Direction) -> Double {
    switch shape {
    case .saturating(let limit, let halfAt):
      let remaining = halfAt / (spend + halfAt)
      return limit * remaining * (remaining / halfAt)
    case .table(let points):
      let k = max(1, Self.rowsBelow(spend, in: points, including: direction == .more))
      guard k < points.count else { return 0 }
      return (points[k].share - points[k - 1].share) / (points[k].spend - points[k - 1].spend)
    }
  }

  /// The spends above 0 where the slope may jump, rising.
  var kinks: [Double] {
    switch shape {
    case .saturating: []
    case .table(let points): points.dropFirst().map(\.spend)
    }
  }

  /// The least spend that buys what `spend` buys.
  func leastSpend(asGoodAs spend: Double) -> Double {
    guard case .table(let points) = shape else { return spend }
    let share = share(at: spend)
    return min(spend, points.first { $0.share == share }?.spend ?? spend)
  }

  /// How many rows have a spend below this one, or at most this one.
  private static func rowsBelow(_ spend: Double, in points: [Point], including: Bool) -> Int {
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].spend < spend || including && points[middle].spend == spend {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
