import Testing

@testable import Workflows

@Suite("Archetypes of generated events")
struct EventPopulationTests {
  static func population(_ change: (inout GenerateEventsRequest) -> Void = { _ in }) -> EventPopulation {
    var request = GenerateEventsRequest()
    change(&request)
    return EventPopulation(request)
  }

  /// Of sums of shares, each of which is as near to whole ten-thousandths as a Double can be.
  static let tolerance = 1e-12

  @Test("Every row, every start and all scores sum to 1", arguments: [7, 12, 60, 500])
  func sums(touchpoints: Int) {
    let population = Self.population { $0.touchpoints = touchpoints }
    for behavior in population.behaviors {
      #expect(behavior.next.count == touchpoints)
      for row in behavior.next + [behavior.start] + behavior.scores.filter({ !$0.isEmpty }) {
        #expect(row.allSatisfy { $0 >= 0 })
        #expect((row.reduce(0, +) - 1).magnitude < Self.tolerance)
      }
    }
  }

  @Test("Silence can follow everything, and after no score is it certain", arguments: 1...20 as ClosedRange<UInt64>)
  func losses(seed: UInt64) {
    let population = Self.population { $0.seed = seed }
    for behavior in population.behaviors {
      for touchpoint in behavior.next.indices {
        #expect(behavior.loss(touchpoint) > 0.01)
        #expect(behavior.lossByScore(touchpoint).allSatisfy { $0 < 0.95 })
      }
    }
  }

  @Test("Before the first purchase no touchpoint of later stages is reached")
  func separation() {
    let population = Self.population { $0.touchpoints = 40 }
    for behavior in population.behaviors {
      for (origin, row) in zip(population.touchpoints, behavior.next) where origin.stage.isBeforePurchase {
        for (touchpoint, share) in zip(population.touchpoints, row) where !touchpoint.stage.isBeforePurchase {
          #expect(touchpoint == .purchase || share == 0)
        }
      }
    }
  }

  @Test("Every touchpoint is reached from somewhere, also where there are many")
  func everythingHappens() {
    let population = Self.population { $0.touchpoints = 200 }
    for behavior in population.behaviors {
      for touchpoint in behavior.next.indices {
        #expect(behavior.start[touchpoint] > 0 || behavior.next.contains { $0[touchpoint] > 0 })
      }
    }
  }

  @Test("Archetypes really differ: in conversion, and in most of their rows", arguments: [1, 2, 42] as [UInt64])
  func differences(seed: UInt64) {
    let population = Self.population { $0.seed = seed }
    let behaviors = population.behaviors
    let probabilities = behaviors.map { $0.conversionProbability(purchase: population.purchase) }
    #expect(probabilities.allSatisfy { (0.02...0.8).contains($0) })
    #expect(probabilities.max()! - probabilities.min()! > 0.03)
    for (first, second) in zip(behaviors, behaviors.dropFirst()) {
      let distances = zip(first.next, second.next).map { zip($0, $1).map { ($0 - $1).magnitude }.reduce(0, +) / 2 }
      #expect(distances.reduce(0, +) / Double(distances.count) > 0.1)
    }
  }

  @Test("More archetypes or customers leave the chains of the first as they are")
  func stable() {
    let few = Self.population()
    let many = Self.population {
      $0.archetypes = 6
      $0.customers = 77
    }
    #expect(few.behaviors.map(\.next) == many.behaviors.prefix(3).map(\.next))
  }

  @Test("Without later stages customers only purchase again")
  func noLaterStages() throws {
    let population = Self.population {
      $0.touchpoints = 6
      $0.stages = ["purchase", "consideration", "awareness"]
    }
    #expect(population.touchpoints.map(\.stage.rawValue).first == "awareness")
    #expect(population.touchpoints.allSatisfy { $0.stage.isBeforePurchase || $0 == .purchase })
    #expect(population.purchase == 5)
  }
}
