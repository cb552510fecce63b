import Foundation
import TestSupport
import Testing

@Suite("Projections with known answers")
struct SimulateReferenceTests {
  private static let tolerance = 1e-10

  private func projection(_ work: Workplace, _ options: String) throws -> [JSONDocument] {
    try JSONDocument(work.expectSuccess("simulate m/model.json \(options) --no-output --quiet --format json"))
      .rows("projection")
  }

  private func rate(_ work: Workplace, _ options: String) throws -> Double {
    let rows = try projection(work, options).filter { try $0.text("metric") == "conversion_rate" }
    #expect(abs(try rows[0].number("baseline") - 0.7) < Self.tolerance)
    return try rows[0].number("projected")
  }

  @Test(
    "ten journeys",
    arguments: [
      ("--scale Search>Email=1.2", 0.7231895850), ("--recover Search=50%", 0.7836776860),
      ("--recover Search=50%:(conversion)", 0.8),
    ])
  func tenJourneys(options: String, expected: Double) throws {
    #expect(abs(try rate(SavedJourney.paths(), options) - expected) < Self.tolerance)
  }

  @Test("A funnel worked by hand: 20 % of those lost at b convert instead")
  func funnel() throws {
    let work = try SavedJourney.assumed()
    let rows = try projection(work, "--recover b=20% --customers 100 --value 5 --horizon 60d --period 30d")
    // .6 · .2 + (.6 · .5 + .4) · .4 = .4, and with .4 + .2 · .6 at b it is .484.
    func row(_ metric: String, period: Double?) throws -> JSONDocument {
      try #require(
        rows.first { (try? $0.text("metric")) == metric && (try? $0.number("period")) == period })
    }
    #expect(abs(try row("conversion_rate", period: nil).number("projected") - 0.484) < Self.tolerance)
    #expect(abs(try row("conversions", period: nil).number("difference") - 2 * 8.4) < 1e-6)
    #expect(abs(try row("revenue", period: 1).number("projected") - 242) < 1e-6)
  }
}
