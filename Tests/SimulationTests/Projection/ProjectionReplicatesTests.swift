import Journeys
import LinearAlgebra
import Testing

@testable import Simulation

@Suite("Under resampled customers")
struct ProjectionReplicatesTests {
  private static let customers = 400

  /// Everybody converts at the first contact; one in two for 20, one for 180, so that 100 is the mean and 80 the deviation.
  private static var buyers: ModelCase {
    var result = ModelCase(["page"])
    result.conversion = (0..<customers).map { _ in ModelCase.steps([0, 1, 2]) }
    result.values = (0..<customers).map { $0 % 2 == 0 ? 20 : 180 }
    result.valuePerConversion = 100
    return result
  }

  private static func revenue(
    _ model: ModelCase, _ change: (inout ProjectionOptions) -> Void = { _ in }
  ) throws -> [IntervalEstimate] {
    var options = ProjectionOptions(periodLength: 1, periodCount: 1)
    options.arrivals = .customers(1)
    options.replicates = 400
    change(&options)
    let scenario = Scenario(name: "", interventions: [.recover(Place("page"), share: 0.5)])
    return try Projection(
      model.model, statistics: model.statistics, scenarios: [scenario], options: options, workers: Workers(count: 2)
    ).projection(ofScenario: 0).groups.map { $0[.revenue].base }
  }

  @Test("what a conversion is worth varies with the customers")
  func values() throws {
    let revenue = try #require(try Self.revenue(Self.buyers).first)
    #expect(revenue.value == 100)
    // 1.96 · 80 / √400 on either side, as far as 400 replicates tell.
    let reach = 7.84
    #expect(abs((revenue.low ?? .nan) - (100 - reach)) < 0.2 * reach)
    #expect(abs((revenue.high ?? .nan) - (100 + reach)) < 0.2 * reach)
  }

  @Test("the customers of an archetype say what its conversions are worth")
  func archetypes() throws {
    var model = Self.buyers
    model.archetypes = (0..<Int32(Self.customers)).map { $0 % 4 < 2 ? 0 : 1 }
    model.values = (0..<Self.customers).map { $0 % 4 < 2 ? 100 : $0 % 2 == 0 ? 20 : 180 }
    let revenue = try Self.revenue(model)
    let widths = revenue.map { ($0.high ?? .nan) - ($0.low ?? .nan) }
    #expect(revenue.count == 3)
    // Of equal worth, only the numbers of customers of each vary.
    #expect(widths[2] > 1.3 * widths[1])
  }

  @Test("a worth that is given, or known of nobody, does not vary")
  func given() throws {
    let given = try #require(try Self.revenue(Self.buyers) { $0.valuePerConversion = 50 }.first)
    #expect(given.value == 50 && given.low == 50 && given.high == 50)
    var unknown = Self.buyers
    unknown.values = unknown.values.map { _ in .nan }
    let fixed = try #require(try Self.revenue(unknown).first)
    #expect(fixed.low == 100 && fixed.high == 100)
  }

  @Test("an unknown worth adds nothing, as in the mean of the model")
  func partlyUnknown() throws {
    var model = Self.buyers
    model.values = model.values.map { $0 == 20 ? .nan : 180 }
    model.valuePerConversion = 90
    let revenue = try #require(try Self.revenue(model).first)
    #expect(revenue.value == 90)
    // 1.96 · 90 / √400 on either side.
    #expect(abs((revenue.high ?? .nan) - (revenue.low ?? .nan) - 17.64) < 3.5)
  }
}
