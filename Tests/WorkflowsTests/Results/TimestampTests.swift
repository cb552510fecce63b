import Testing

@testable import Workflows

@Suite("Time of a run")
struct TimestampTests {
  @Test("is left out unless asked for")
  func optional() throws {
    var settings = OutputSettings()
    #expect(settings.timestamp(sourceDateEpoch: nil) == nil)
    settings.includesTimestamp = true
    let now = try #require(settings.timestamp(sourceDateEpoch: nil))
    #expect(now.wholeMatch(of: /20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
  }

  @Test("is that of SOURCE_DATE_EPOCH where that is a number, asked for or not")
  func sourceDateEpoch() {
    for isIncluded in [false, true] {
      var settings = OutputSettings()
      settings.includesTimestamp = isIncluded
      #expect(settings.timestamp(sourceDateEpoch: "951827696") == "2000-02-29T12:34:56Z")
      #expect(settings.timestamp(sourceDateEpoch: "0") == "1970-01-01T00:00:00Z")
    }
    #expect(OutputSettings().timestamp(sourceDateEpoch: "soon") == nil)
    #expect(OutputSettings().timestamp(sourceDateEpoch: "") == nil)
  }
}
