import Testing

@testable import Workflows

@Suite("Lengths of periods and horizons")
struct TimeSpanLimitsTests {
  @Test("From a second to 100 years, and from 1e-9 to 1e18 where times are plain numbers")
  func sensible() throws {
    for text in ["1s", "30d", "36525d", "100y", "0.000000001", "1000000000000000000"] {
      #expect(try TimeSpan.period(text) == TimeSpan(parsing: text, flag: "--period"))
      #expect(try TimeSpan.horizon(text) == TimeSpan(parsing: text, flag: "--horizon"))
    }
  }

  @Test(
    "Longer ones are refused",
    arguments: [
      ("36526d", "100 years"), ("101y", "100 years"), ("1000000000000000000000d", "100 years"),
      ("1000000000000000001000", "1e+18"),
    ])
  func long(text: String, limit: String) {
    let period = #expect(throws: Failure.self) { try TimeSpan.period(text) }
    #expect(period?.message == "--period \(text) is longer than \(limit)" && period?.hint != nil)
    let horizon = #expect(throws: Failure.self) { try TimeSpan.horizon(text) }
    #expect(horizon?.message == "--horizon \(text) is longer than \(limit)" && horizon?.kind == .usage)
  }

  @Test(
    "Shorter periods are refused, and shorter horizons hold no period",
    arguments: [("0.9s", "a second"), ("0.00000000000000000001d", "a second"), ("0.0000000001", "1e-09")])
  func short(text: String, limit: String) throws {
    let period = #expect(throws: Failure.self) { try TimeSpan.period(text) }
    #expect(period?.message == "--period \(text) is shorter than \(limit)" && period?.hint != nil)
    _ = try TimeSpan.horizon(text)
  }
}
