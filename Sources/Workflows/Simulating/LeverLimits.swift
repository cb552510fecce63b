import Reporting
import Simulation

/// The most that can be spent on each lever: with more, it alone would ask for more than the chain has to give.
struct LeverLimits {
  /// The most that a lever takes, and why.
  private struct Limit {
    let spend: Double
    /// More than that, and what it would ask for.
    let beyond: Double
    let refusal: ScenarioError
  }

  /// With their maxima lowered to what can be spent.
  let levers: [Lever]
  private let limits: [Limit?]

  private static let bisections = 40

  /// - Parameter most: No larger spends are looked at.
  init(_ levers: [Lever], _ objective: LeverObjective, most: Double) {
    func refusal(_ lever: Int, spend: Double) -> ScenarioError? {
      var shares = levers.map { _ in 0.0 }
      shares[lever] = levers[lever].response.share(at: spend)
      do throws(ScenarioError) {
        _ = try objective.value(at: shares)
        return nil
      } catch {
        return error
      }
    }
    limits = levers.indices.map { lever in
      let beyond = min(levers[lever].maximum, most)
      var (low, high) = (levers[lever].minimum, beyond)
      // Where not even the least can be spent, the search says so in the lever's place.
      guard low < high, let error = refusal(lever, spend: high), refusal(lever, spend: low) == nil else { return nil }
      for _ in 0..<Self.bisections {
        let middle = low + (high - low) / 2
        if refusal(lever, spend: middle) == nil { low = middle } else { high = middle }
      }
      return Limit(spend: low, beyond: beyond, refusal: error)
    }
    self.levers = zip(levers, limits).map { lever, limit in
      guard let limit else { return lever }
      return
        (try? Lever(
          name: lever.name, response: lever.response, minimum: lever.minimum, maximum: limit.spend)) ?? lever
    }
  }

  /// What to know of levers whose limit a plan reaches.
  ///
  /// - Parameter words: What a refusal says.
  func remarks(_ plan: BudgetPlan, words: (ScenarioError, _ lever: Int) -> String) -> [CommandOutput.Remark] {
    limits.indices.compactMap { lever in
      guard let limit = limits[lever], plan.parts[lever].gainOfNext == nil else { return nil }
      return CommandOutput.Remark(
        .note,
        "'\(levers[lever].name)' takes no more than \(NumberText.money(limit.spend)): for "
          + "\(NumberText.money(limit.beyond)), \(words(limit.refusal, lever))")
    }
  }
}
