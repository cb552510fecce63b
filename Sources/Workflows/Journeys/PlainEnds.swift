import Journeys
import LinearAlgebra
import MarkovChains
import Reporting

/// How many customers of a plain chain come to one of the states that end it, and when.
struct PlainEnds: Equatable {
  /// Steps from the beginning, rising, none further than anybody was followed.
  let steps: [Int]
  /// The share of customers that had not come to an end by then, as the chain has it.
  let remaining: [Double]
  /// The largest distance of a share from what was observed (Kaplan & Meier 1958).
  let distance: Double
  let customers: Int

  /// Nil where nobody was followed for a step.
  ///
  /// - Parameters:
  ///   - chain: Plain.
  ///   - probabilities: Of its steps; a state that is never left has a row of 0.
  ///   - ends: The states that end it.
  init?(_ chain: ChainSequences, probabilities: Matrix, ends: [Int]) {
    var durations: [Double] = []
    var hasEnded: [Bool] = []
    for journey in 0..<chain.journeyCount {
      let range = chain.sequences.range(of: journey)
      guard !range.isEmpty else { continue }
      let end = range.first { ends.contains(Int(chain.sequences.states[$0])) }
      durations.append(Double((end ?? range.upperBound - 1) - range.lowerBound))
      hasEnded.append(end != nil)
    }
    guard let starts = chain.startShares, let longest = durations.max(), longest >= 1
    else {
      return nil
    }
    var rows = probabilities
    for state in 0..<rows.rowCount where rows.row(state).allSatisfy({ $0 == 0 }) { rows[state, state] = 1 }
    guard let chain = try? MarkovChain(rows) else { return nil }
    let survival = chain.survival(from: starts, ends: ends, horizon: Int(longest))
    let observed = KaplanMeier(durations: durations, lapsed: hasEnded, workers: Workers(count: 1))
    steps = Set([1, Int(longest) / 2, Int(longest)]).filter { $0 > 0 }.sorted()
    remaining = steps.map { survival[$0] }
    distance =
      (1...Int(longest)).compactMap { step in
        observed.survival(at: Double(step)).map { abs(survival[step] - $0) }
      }.max() ?? 0
    customers = durations.count
  }

  /// - Parameter names: What the ends are called.
  func sentence(_ names: [String]) -> String {
    let shares = zip(steps, remaining).enumerated().map { place, pair in
      "\(NumberText.percent(pair.1)) \(place == 0 ? "have not come to \(Counted.list(names, last: "or")) " : "")"
        + "after \(place == 0 ? Counted.text(pair.0, "step") : NumberText.integer(pair.0))"
    }
    return "Of \(Counted.text(customers, "customer")), \(Counted.list(shares)), by the chain; that stays within "
      + "\(NumberText.points(distance)) of what was observed."
  }
}
