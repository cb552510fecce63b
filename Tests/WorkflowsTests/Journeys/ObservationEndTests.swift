import Testing

@testable import Workflows

@Suite("Ends and beginnings of observation")
struct ObservationEndTests {
  @Test("a day is included to its end, and begins at its beginning")
  func day() throws {
    #expect(try ObservationEnd(parsing: "1970-01-02", isInstant: true).time == (2.0 * 86_400).nextDown)
    #expect(try ObservationEnd.beginning(of: "1970-01-02", isInstant: true) == 86_400)
    #expect(try ObservationEnd(parsing: "1970-01-02T12:00:00", isInstant: true).time == 1.5 * 86_400)
  }

  @Test("a failure names the option that was given")
  func option() {
    let reason = "is no number, and the times of the table are numbers"
    #expect(throws: Failure.usage("--end 'May' \(reason)", hint: "such as --end 365")) {
      try ObservationEnd(parsing: "May", isInstant: false)
    }
    #expect(throws: Failure.usage("--backtest 'May' \(reason)", hint: "such as --backtest 365")) {
      try ObservationEnd.beginning(of: "May", isInstant: false)
    }
  }
}
