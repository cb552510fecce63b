/// The weight of wanted rows and of all rows in the bins of one column, and the choice of bins with the largest F1.
///
/// F1 of a choice is 2·right / (total + wanted). For a given λ the choice that makes Σ (2·right - λ·total) largest is found in
/// one pass; with λ the F1 of that choice, and again until it stays, this is the largest F1. Source: Dinkelbach (1967).
struct BinCounts {
  /// Wanted weight in each bin.
  let right: [Double]
  /// All weight in each bin.
  let total: [Double]
  /// All wanted weight, within the bins or not.
  let wanted: Double

  /// The best unbroken run of bins: one with a free side unless both bounds are worth their cost.
  ///
  /// - Returns: The bins, the number of their bounds (0 when all are chosen), and F1.
  func bestInterval(costPerBound: Double) -> (bins: [Int], length: Int, f1: Double) {
    let width = right.count
    let runs = [
      maximized { gains in Self.bestRun(gains) },
      maximized { gains in Self.bestPrefix(gains) },
      maximized { gains in (width - Self.bestPrefix(gains.reversed()).upperBound)..<width },
    ]
    let choices = runs.map { run in
      (bins: Array(run), length: (run.lowerBound > 0 ? 1 : 0) + (run.upperBound < width ? 1 : 0), f1: f1(of: run))
    }
    var best = choices[0]
    for choice in choices.dropFirst() {
      let difference = choice.f1 - best.f1 - costPerBound * Double(choice.length - best.length)
      if difference > 0 { best = choice }
    }
    return best
  }

  /// The best set of bins.
  ///
  /// - Returns: The bins, their number (0 when all are chosen), and F1.
  func bestSet() -> (bins: [Int], length: Int, f1: Double) {
    var chosen = Array(right.indices)
    var value = f1(of: chosen)
    while true {
      let next = right.indices.filter { 2 * right[$0] - value * total[$0] > 0 }
      let nextValue = f1(of: next)
      guard nextValue > value else { break }
      (chosen, value) = (next, nextValue)
    }
    return (chosen, chosen.count == right.count ? 0 : chosen.count, value)
  }

  private func f1(of bins: some Sequence<Int>) -> Double {
    var rightSum = 0.0
    var totalSum = 0.0
    for bin in bins {
      rightSum += right[bin]
      totalSum += total[bin]
    }
    return 2 * rightSum / (totalSum + wanted)
  }

  private func maximized(_ bestRun: ([Double]) -> Range<Int>) -> Range<Int> {
    var run = 0..<right.count
    var value = f1(of: run)
    while true {
      let next = bestRun(right.indices.map { 2 * right[$0] - value * total[$0] })
      let nextValue = f1(of: next)
      guard nextValue > value else { return run }
      (run, value) = (next, nextValue)
    }
  }

  /// The run with the largest sum, the first of several. Source: Kadane, in Bentley (1984).
  private static func bestRun(_ gains: [Double]) -> Range<Int> {
    var best = 0..<0
    var bestSum = 0.0
    var start = 0
    var sum = 0.0
    for (bin, gain) in gains.enumerated() {
      if sum <= 0 {
        start = bin
        sum = 0
      }
      sum += gain
      if sum > bestSum {
        bestSum = sum
        best = start..<(bin + 1)
      }
    }
    return best
  }

  private static func bestPrefix(_ gains: [Double]) -> Range<Int> {
    var end = 0
    var best = 0.0
    var sum = 0.0
    for (bin, gain) in gains.enumerated() {
      sum += gain
      if sum > best {
        best = sum
        end = bin + 1
      }
    }
    return 0..<end
  }
}
