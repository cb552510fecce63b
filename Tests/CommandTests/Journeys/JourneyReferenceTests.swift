import Foundation
import TestSupport
import Testing

@Suite("Published chains from the command line")
struct JourneyReferenceTests {
  private static let tolerance = 1e-8

  private func report(_ table: String, _ options: String) throws -> JSONDocument {
    let place = try Workplace(["t.csv": table])
    return try JSONDocument(place.expectSuccess("journey t.csv \(options) --no-output --quiet --format json"))
  }

  private func isClose(_ found: [Double], _ expected: [Double], _ tolerance: Double = Self.tolerance) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance }
  }

  private func numbers(_ report: JSONDocument, _ table: String, _ column: String) throws -> [Double] {
    try report.rows(table).map { try $0.number(column) }
  }

  @Test("ten journeys: conversion, steps, removal effects and elasticities")
  func tenJourneys() throws {
    let report = try report(EventLogText.tenJourneys, "--paths")
    let all = try report.rows("archetypes")[0]
    #expect(isClose([try all.object("conversion_rate").number("value")], [0.7]))
    #expect(isClose([try all.object("mean_steps").number("value")], [2.9]))
    #expect(isClose([try all.object("steps_variance").number("value")], [1.677951807]))
    // Direct, Email, Search, Social.
    #expect(
      isClose(
        try numbers(report, "touchpoints", "removal_effect"),
        [0.1428571429, 0.6571428571, 0.3214285714, 0.5584415584]))
    let elasticities = try numbers(report, "touchpoints", "elasticity")
    #expect(isClose(Array(elasticities[..<2]), [0.142857, 0.831], 5e-4))
    #expect(isClose([try numbers(report, "touchpoints", "attributed_conversions").reduce(0, +)], [7]))
  }

  @Test("ten journeys at order 2")
  func tenJourneysAtOrderTwo() throws {
    let report = try report(EventLogText.tenJourneys, "--paths --order 2")
    #expect(
      isClose(
        try numbers(report, "touchpoints", "removal_effect"),
        [0.1428571429, 0.7142857143, 0.3809523810, 0.7142857143]))
    #expect(isClose([try report.rows("archetypes")[0].object("conversion_rate").number("value")], [0.7]))
  }

  @Test("four paths that all convert", arguments: [(1, [0.6, 2.0 / 3, 0.6]), (2, [0.75, 0.75, 0.5])])
  func fourPaths(order: Int, effects: [Double]) throws {
    let table = "path,conversions\nA>B>C,1\nA>A,1\nC>B>C,1\nB>A>B>B,1\n"
    let report = try report(table, "--paths --order \(order)")
    #expect(isClose(try numbers(report, "touchpoints", "removal_effect"), effects))
  }

  @Test("rain in Alofi: counts, and orders 0 to 3")
  func rain() throws {
    let table = try String(contentsOfFile: Package.path("Tests/Fixtures/tables/rain.csv"), encoding: .utf8)
    let report = try report(table, "--orders 0...3")
    #expect(try numbers(report, "transitions", "count") == [362, 126, 60, 136, 90, 68, 50, 79, 124])
    let orders = try report.rows("orders")
    #expect(isClose(try orders.map { try $0.number("aic") }, [2271.6546, 2088.1252, 2086.1898, 2119.1268], 5e-5))
    #expect(isClose(try orders.map { try $0.number("bic") }, [2281.6480, 2118.1053, 2176.1300, 2388.9476], 5e-5))
    #expect(isClose([try orders[1].number("lr_statistic")], [25.837019909]))
    #expect(try orders[1].number("degrees_of_freedom") == 12)
    #expect(orders.map { $0.members["chosen"] as? Bool } == [false, true, false, false])
  }

  @Test("a chain of two states")
  func twoStates() throws {
    let states = Array("abaaaabababaabbba")
    let rows = states.enumerated().map { "x,\($0.offset),\($0.element)" }
    let report = try report(EventLogText.log(rows), "--orders 0...2")
    #expect(try numbers(report, "transitions", "count") == [4, 5, 5, 2])
    let orders = try report.rows("orders")
    #expect(isClose([try orders[1].number("lr_statistic")], [0.599161282572]))
    #expect(try orders[1].number("degrees_of_freedom") == 2)
  }

  @Test("the Land of Oz in the long run, assumed")
  func landOfOz() throws {
    let table = """
      from,to,probability
      rain,rain,.5
      rain,nice,.25
      rain,snow,.25
      nice,rain,.5
      nice,snow,.5
      snow,rain,.25
      snow,nice,.25
      snow,snow,.5

      """
    let report = try report(table, "--transitions")
    #expect(report.members["assumed"] as? Bool == true)
    // nice, rain, snow.
    #expect(isClose(try numbers(report, "chain", "stationary"), [0.2, 0.4, 0.4]))
    #expect(isClose(try numbers(report, "chain", "recurrence_steps"), [5, 2.5, 2.5]))
    #expect(try report.rows("transitions").allSatisfy { $0.members["low"] is NSNull && $0.members["count"] is NSNull })
    let sampled = try self.report(table, "--transitions --sample-size 100")
    #expect(try sampled.rows("transitions").allSatisfy { try $0.number("low") < $0.number("probability") })
  }

  @Test("the drunkard's walk: visits, steps and where it ends", arguments: [(1, 0.25, 3.0), (2, 0.5, 4), (3, 0.75, 3)])
  func drunkardsWalk(start: Int, right: Double, steps: Double) throws {
    let table = """
      from,to,probability
      (start),\(start),1
      1,(lost),.5
      1,2,.5
      2,1,.5
      2,3,.5
      3,2,.5
      3,(conversion),.5

      """
    let report = try report(table, "--transitions")
    let all = try report.rows("archetypes")[0]
    #expect(isClose([try all.object("conversion_rate").number("value")], [right]))
    #expect(isClose([try all.object("mean_steps").number("value")], [steps + 1]))
    #expect(isClose([try all.object("steps_variance").number("value")], [8]))
    #expect(isClose(try numbers(report, "touchpoints", "conversion_after"), [0.25, 0.5, 0.75]))
    #expect(isClose(try numbers(report, "touchpoints", "steps_to_end"), [3, 4, 3]))
    let visits = [[1.5, 1, 0.5], [1, 2, 1], [0.5, 1, 1.5]][start - 1]
    #expect(isClose(try numbers(report, "touchpoints", "visits"), visits))
  }

  /// Of R's survival package, from Fixtures/retention_reference.R: at risk, lapsed, censored, retained, low, high.
  private static let cdnow: [[Double]] = [
    [23570, 16425, 0, 0.303139584, 0.297281, 0.309016], [7145, 1150, 0, 0.254348748, 0.248806, 0.259925],
    [5995, 840, 0, 0.218710225, 0.213455, 0.224009], [5155, 738, 0, 0.187399236, 0.182444, 0.192408],
    [4417, 682, 0, 0.158464149, 0.153834, 0.163157], [3735, 702, 0, 0.128680526, 0.124442, 0.132991],
    [3033, 348, 0, 0.113915995, 0.109899, 0.118011], [2685, 263, 0, 0.102757743, 0.098922, 0.106675],
    [2422, 252, 0, 0.092066186, 0.088418, 0.095800], [2170, 229, 401, 0.081867130, 0.078400, 0.085425],
    [1540, 128, 713, 0.073139701, 0.069731, 0.076650],
  ]

  @Test("customers of CDNOW who are still active, as R has them")
  func retention() throws {
    let text = try String(contentsOfFile: Package.path("Datasets/cdnow-purchases/events.csv"), encoding: .utf8)
    let report = try report(
      text, "--conversion purchase --inactive-after 180d --period 30d --end 1998-06-30 --bootstrap 0")
    let rows = try report.rows("retention")
    let columns = ["at_risk", "lapsed", "censored", "retained", "low", "high"]
    for (row, expected) in zip(rows, Self.cdnow) {
      #expect(isClose(try columns.map { try row.number($0) }, expected, 1e-6))
    }
    #expect(rows.count > Self.cdnow.count)
  }
}
