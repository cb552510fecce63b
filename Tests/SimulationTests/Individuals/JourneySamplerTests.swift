import Journeys
import LinearAlgebra
import MarkovChains
import TestSupport
import Testing

@testable import Simulation

@Suite("Individuals sent through chains")
struct JourneySamplerTests {
  /// Standard errors that 100 chains may be off; one in 10⁵ would be by chance.
  private static let mostErrors = 5.0

  @Test("One hundred random chains: conversions and steps are those of the exact solve, within chance")
  func exactAnswers() {
    let customers = 20_000
    for seed in 0..<100 {
      let rows = RandomChains.rows(.conversion, touchpoints: 2 + seed % 7, seed: UInt64(seed))
      let outcomes = JourneySampler(rows).outcomes(
        customers: customers, key: DrawKey(seed: UInt64(seed)), workers: Workers(count: 2))
      let rate = rows.conversionRate!
      let error = (rate * (1 - rate) / Double(customers)).squareRoot()
      let share = Double(outcomes.count(ofEnd: 0)) / Double(customers)
      #expect((share - rate).magnitude < Self.mostErrors * error)
      let chain = rows.absorbing!.chain
      let steps = Double(outcomes.steps.reduce(0) { $0 + Int($1) }) / Double(customers)
      let stepsError = (chain.varianceOfSteps[0] / Double(customers)).squareRoot()
      #expect((steps - chain.expectedSteps[0]).magnitude < Self.mostErrors * stepsError)
    }
  }

  @Test("The same bytes on any number of threads, others with another seed, replicate or journey")
  func reproducibility() {
    let sampler = JourneySampler(RandomChains.rows(.conversion, touchpoints: 5, seed: 3))
    func outcomes(_ key: DrawKey, _ threads: Int) -> JourneySampler.Outcomes {
      sampler.outcomes(customers: 30_000, key: key, workers: Workers(count: threads))
    }
    let first = outcomes(DrawKey(seed: 1), 1)
    #expect(outcomes(DrawKey(seed: 1), 2) == first)
    #expect(outcomes(DrawKey(seed: 1), 5) == first)
    #expect(outcomes(DrawKey(seed: 2), 1) != first)
    #expect(outcomes(DrawKey(seed: 1, replicate: 1), 1) != first)
    #expect(outcomes(DrawKey(seed: 1, journey: 1), 1) != first)
    // A customer's numbers do not depend on how many there are.
    let fewer = sampler.outcomes(customers: 100, key: DrawKey(seed: 1), workers: Workers(count: 1))
    #expect(fewer.ends == Array(first.ends.prefix(100)))
  }

  @Test("Every weight of an alias table is drawn as often as it should be, one of 0 never")
  func aliasTable() {
    var table = AliasTable()
    let weights = [0.5, 0, 3, 1.25, 0.25]
    table.append([7, 8, 9, 10, 11], weights: weights)
    table.append([3], weights: [0.1])
    var counts = [Int](repeating: 0, count: 12)
    let key = DrawKey(seed: 4).customer(0)
    table.withReader { reader in
      for step in 0..<200_000 { counts[reader.draw(0, DrawKey.bits(key, step: UInt64(step), .dwell))] += 1 }
      #expect(reader.draw(1, 0) == 3)
      #expect(reader.draw(1, .max) == 3)
    }
    for (place, weight) in weights.enumerated() {
      let share = weight / 5
      let error = (share * (1 - share) / 200_000).squareRoot()
      #expect((Double(counts[7 + place]) / 200_000 - share).magnitude <= 5 * error)
    }
  }
}
