import Journeys
import LinearAlgebra
import TestSupport
import Testing

@testable import Simulation

@Suite("What a standard improvement of every touchpoint would bring")
struct ImprovementRankingTests {
  private static let workers = Workers(count: 2)

  @Test("The one-factorization formula is the full solve, for one state and for several")
  func shermanMorrison() throws {
    for seed in 0..<100 {
      let rows = RandomChains.rows(.conversion, touchpoints: 2 + seed % 8, seed: UInt64(seed))
      let conversion = try #require(RecoveredConversion(rows))
      for states in rows.inner.dropFirst().map({ [$0] }) + [[1, 2]] {
        var changed = rows
        try changed.recover(states, share: 0.1, to: nil)
        let expected = changed.conversionRate! - rows.conversionRate!
        #expect(isClose(conversion.gain(at: states, share: 0.1), expected, relative: 1e-9, absolute: 1e-14))
      }
    }
  }

  @Test("Where nobody is lost nothing is gained; where all are, the gain is undefined")
  func extremes() throws {
    let rows = ScenarioPlanTests.rows(.conversion, [[0, 1, 1, 0, 0, 0], [0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 1, 0]])
    let conversion = try #require(RecoveredConversion(rows))
    #expect(conversion.gain(at: [1], share: 0.1).isNaN)
    #expect(conversion.gain(at: [2], share: 0.1) == 0)
    #expect(conversion.gain(at: [3], share: 0.1) == 0)
  }

  @Test("Every entry is what the same scenario projects", arguments: [0, 2])
  func agreesWithProjection(_ archetypes: Int) throws {
    let sample = RandomChains.model(touchpoints: 4, customers: 400, archetypes: archetypes, seed: 14)
    var options = ProjectionOptions(periodLength: 2, periodCount: 4)
    options.replicates = 60
    var ranking = ImprovementRanking.Options()
    for order in ImprovementRanking.Order.allCases {
      ranking.order = order
      let entries = ImprovementRanking(
        sample.model, statistics: sample.statistics, projection: options, options: ranking, workers: Self.workers
      ).entries
      // In archetype 1 nobody is lost or lapses at one of the touchpoints.
      #expect(entries.count == (archetypes == 0 ? 4 : 11))
      let gains = entries.map { $0.gained(order).value! }
      #expect(gains == gains.sorted(by: >))
      for entry in entries {
        let scenario = Scenario(
          name: "", interventions: [.recover(Place(entry.touchpoint), share: 0.1)],
          archetypes: entry.group == 0 ? nil : [entry.group])
        let total = try Projection(
          sample.model, statistics: sample.statistics, scenarios: [scenario], options: options, workers: Self.workers
        ).projection(ofScenario: 0).groups[0]
        let expected = [
          total[.conversions].difference, total[.activeCustomers].difference, total[.presentValue].difference,
        ]
        for (gain, projected) in zip([entry.conversionsGained, entry.retainedGained, entry.valueGained], expected) {
          #expect(isClose(gain.value!, projected.value!, relative: 1e-8, absolute: 1e-10))
        }
        // The interval is that of the gain ranked by, in the group's own bootstrap.
        let place = ImprovementRanking.Order.allCases.firstIndex(of: order)!
        #expect(isClose(entry.gained(order).low!, expected[place].low!, relative: 1e-6, absolute: 1e-9))
        #expect(isClose(entry.gained(order).high!, expected[place].high!, relative: 1e-6, absolute: 1e-9))
      }
    }
  }

  @Test("Conversions alone are the same numbers, and nothing else is known")
  func conversionsAlone() {
    let sample = RandomChains.model(touchpoints: 4, customers: 300, archetypes: 2, seed: 12)
    let options = ProjectionOptions(periodLength: 2, periodCount: 4)
    var ranking = ImprovementRanking.Options()
    let all = ImprovementRanking(sample.model, projection: options, options: ranking, workers: Self.workers).entries
    ranking.includesRetention = false
    let some = ImprovementRanking(sample.model, projection: options, options: ranking, workers: Self.workers).entries
    #expect(some.map(\.touchpoint) == all.map(\.touchpoint))
    #expect(areClose(some.map { $0.conversionsGained.value! }, all.map { $0.conversionsGained.value! }, relative: 1e-9))
    #expect(some.allSatisfy { $0.retainedGained.value == nil && $0.valueGained.value == nil })
  }
}
