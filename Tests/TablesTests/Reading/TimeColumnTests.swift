import Testing

@testable import Tables

@Suite struct TimeColumnTests {
  @Test(
    "Headers that name a time",
    arguments: ["time", "event_time", "createdAt", "Fecha (UTC)", "TIMESTAMP", "ts", "seen-at", "Hora"])
  func timeNames(name: String) {
    #expect(TimeName.matches(name))
  }

  @Test(
    "Headers that do not",
    arguments: ["update_count", "amount", "daten", "sometimes", "rate", "phone", "", "hours_spent"])
  func otherNames(name: String) {
    #expect(!TimeName.matches(name))
  }

  @Test("The unit comes from the size of all values")
  func units() {
    #expect(EpochUnit.detect("event_time", least: 1.6e9, most: 1.7e9)?.order == .epochSeconds)
    #expect(EpochUnit.detect("event_time", least: 1.6e12, most: 1.7e12)?.order == .epochMilliseconds)
    #expect(EpochUnit.detect("event_time", least: 1.6e15, most: 1.7e15)?.order == .epochMicroseconds)
    #expect(EpochUnit.detect("Fecha (UTC)", least: 45_292, most: 45_657.75)?.order == .excelDays)
    #expect(EpochUnit.detect("date", least: 3, most: 45_657) == nil)
    #expect(EpochUnit.detect("event_time", least: 5, most: 1.7e9) == nil)
    #expect(EpochUnit.detect("event_time", least: .infinity, most: -.infinity) == nil)
  }

  @Test(
    "Amounts of the size of Excel's days stay amounts",
    arguments: ["salary_at_hire", "time_on_site_ms", "updated", "n"])
  func amounts(name: String) {
    #expect(EpochUnit.detect(name, least: 45_292, most: 45_657) == nil)
  }

  @Test("Plain timestamps are read as every other date")
  func plainTimestamps() {
    var random = TestRandom(seed: 11)
    func digits(_ range: ClosedRange<Int>, _ count: Int) -> String {
      let text = String(Int.random(in: range, using: &random))
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    var last = PlainTimestamp.Day()
    for _ in 0..<5000 {
      let day = "\(digits(1600...2400, 4))-\(digits(0...13, 2))-\(digits(0...32, 2))"
      let time = "\(digits(0...25, 2)):\(digits(0...61, 2)):\(digits(0...61, 2))"
      for text in [day, "\(day)T\(time)", "\(day) \(time)Z", "\(day)T\(time).5", "\(day)T\(time)+01:00"] {
        let expected = withBytes(text) { DateShape($0)?.seconds(dayFirst: true) }
        let plain = withBytes(text) { bytes -> Double? in
          guard let base = bytes.baseAddress, let scanned = PlainTimestamp.scan(base, &last) else { return nil }
          return scanned.end == base + bytes.count ? scanned.seconds : nil
        }
        // A form that it leaves alone is read elsewhere; one that it reads must be right.
        if plain != nil && plain != expected { Issue.record("\(text)") }
        if expected != nil && plain == nil && text.utf8.count <= 20 && !text.contains(":60") && !text.contains("24:") {
          Issue.record("\(text) is plain")
        }
      }
    }
  }
}
