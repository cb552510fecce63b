import Glibc
import Testing

@testable import Workflows

/// One test: the environment belongs to the whole process.
@Suite("Time of a run")
struct TimestampTests {
  @Test("is left out unless asked for, and SOURCE_DATE_EPOCH is the time itself")
  func timestamps() throws {
    let before = getenv("SOURCE_DATE_EPOCH").map { String(cString: $0) }
    defer { if let before { setenv("SOURCE_DATE_EPOCH", before, 1) } else { unsetenv("SOURCE_DATE_EPOCH") } }
    unsetenv("SOURCE_DATE_EPOCH")
    var settings = OutputSettings()
    #expect(settings.timestamp == nil)
    settings.includesTimestamp = true
    let now = try #require(settings.timestamp)
    #expect(now.wholeMatch(of: /20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)

    setenv("SOURCE_DATE_EPOCH", "951827696", 1)
    #expect(settings.timestamp == "2000-02-29T12:34:56Z")
    settings.includesTimestamp = false
    #expect(settings.timestamp == "2000-02-29T12:34:56Z")
    setenv("SOURCE_DATE_EPOCH", "0", 1)
    #expect(settings.timestamp == "1970-01-01T00:00:00Z")
    setenv("SOURCE_DATE_EPOCH", "soon", 1)
    #expect(settings.timestamp == nil)
  }
}
