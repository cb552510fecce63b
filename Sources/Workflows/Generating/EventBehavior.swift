import Glibc

/// The truth about one archetype of generated events: one chain of first order, with times, scores and money.
///
/// Up to the first purchase the chain gives journeys, where a purchase is the conversion and silence the loss; from a
/// purchase on it gives retention, where silence is the lapse.
struct EventBehavior: Sendable {
  /// Share of each touchpoint at the beginning of a journey.
  let start: [Double]
  /// For every touchpoint: the share of each touchpoint that comes next, then that of silence.
  let next: [[Double]]
  /// For every touchpoint: the shares of the scores 1…5; empty where none is given.
  let scores: [[Double]]
  let dwellTimes: [DwellTime]
  /// Of what a purchase costs; log-normal.
  let medianValue: Double
  /// Standard deviation of the logarithm of a value.
  let valueSpread: Double

  /// How many times as likely silence is after each score, before the mean over the scores is brought to 1.
  private static let lossFactors = [1.5, 1.2, 1.0, 0.85, 0.7]

  var meanValue: Double { medianValue * exp(valueSpread * valueSpread / 2) }

  func loss(_ touchpoint: Int) -> Double { next[touchpoint][next.count] }

  /// The share of silence after each score; their mean over the scores is ``loss(_:)``, so that the chain stays exact.
  func lossByScore(_ touchpoint: Int) -> [Double] {
    let mean = zip(scores[touchpoint], Self.lossFactors).map { $0 * $1 }.reduce(0, +)
    return scores[touchpoint].isEmpty ? [] : Self.lossFactors.map { loss(touchpoint) * $0 / mean }
  }

  /// What comes next: for every touchpoint a row without a score, then one for each of the scores 1…5.
  func nextTable() -> DrawTable {
    DrawTable(
      next.indices.flatMap { touchpoint in
        let row = next[touchpoint]
        guard !scores[touchpoint].isEmpty else { return [[Double]](repeating: row, count: 6) }
        return [row]
          + lossByScore(touchpoint).map { loss in
            let factor = (1 - loss) / (1 - self.loss(touchpoint))
            return row.dropLast().map { $0 * factor } + [loss]
          }
      })
  }

  /// Which score is given: a row a touchpoint, 0 for none.
  func scoreTable() -> DrawTable {
    DrawTable(scores.map { $0.isEmpty ? [1] : [0] + $0 })
  }
}

extension [Double] {
  /// The shares that these weights have, in whole ten-thousandths, so that a truth can be read; the largest takes what
  /// rounding leaves over.
  var readableShares: [Double] {
    let total = reduce(0, +)
    precondition(total > 0, "Shares need a weight.")
    let unit = 10_000.0
    var parts = map { ($0 / total * unit).rounded() }
    let largest = indices.max { self[$0] < self[$1] }!
    parts[largest] += unit - parts.reduce(0, +)
    return parts.map { $0 / unit }
  }
}
