import Testing

@testable import Tables

@Suite struct DateShapeTests {
  private func seconds(_ text: String, dayFirst: Bool = true) -> Double? {
    withBytes(text) { bytes in DateShape(bytes)?.seconds(dayFirst: dayFirst) }
  }

  @Test("Days count from 1970")
  func days() {
    #expect(CivilDay.since1970(year: 1970, month: 1, day: 1) == 0)
    #expect(CivilDay.since1970(year: 2000, month: 3, day: 1) == 11_017)
    #expect(CivilDay.since1970(year: 1969, month: 12, day: 31) == -1)
    #expect(CivilDay.since1970(year: 2024, month: 2, day: 29) == 19_782)
    #expect(CivilDay.since1970(year: 2023, month: 2, day: 29) == nil)
    #expect(CivilDay.since1970(year: 1900, month: 2, day: 29) == nil)
    #expect(CivilDay.since1970(year: 2000, month: 2, day: 29) != nil)
    #expect(CivilDay.since1970(year: 2024, month: 4, day: 31) == nil)
  }

  @Test("Every day from 1600 to 2400 follows the one before")
  func calendarIsGapless() {
    var expected = CivilDay.since1970(year: 1600, month: 1, day: 1) ?? 0
    var gaps = 0
    for year in 1600...2400 {
      for month in 1...12 {
        for day in 1...31 {
          guard let days = CivilDay.since1970(year: year, month: month, day: day) else { continue }
          if days != expected { gaps += 1 }
          expected += 1
        }
      }
    }
    #expect(gaps == 0)
    #expect(expected - (CivilDay.since1970(year: 1600, month: 1, day: 1) ?? 0) == 801 * 365 + 195)
  }

  @Test(
    "Forms and zones",
    arguments: [
      ("2024-01-02", 1_704_153_600.0), ("2024/1/2", 1_704_153_600), ("20240102", 1_704_153_600),
      ("2/1/2024", 1_704_153_600), ("02.01.24", 1_704_153_600), ("2-1-2024", 1_704_153_600),
      ("2024-01-02T03:04:05Z", 1_704_164_645), ("2024-01-02 03:04:05", 1_704_164_645),
      ("2024-01-02T03:04:05+02:00", 1_704_157_445), ("2024-01-02T03:04:05-0130", 1_704_170_045),
      ("2024-01-02 03:04:05 UTC", 1_704_164_645), ("2024-01-02T03:04", 1_704_164_640),
      ("2024-01-02T03:04:05.25Z", 1_704_164_645.25), ("2024-01-02T03:04:05,5+00", 1_704_164_645.5),
      ("20240102T030405Z", 1_704_164_645), ("2/1/2024 3:04 PM", 1_704_207_840), ("2/1/2024 12:00 am", 1_704_153_600),
      ("2/1/2024, 03:04:05 p. m.", 1_704_207_845), (" 2024-01-02 ", 1_704_153_600), ("31/12/69", -86_400),
    ])
  func forms(text: String, expected: Double) {
    #expect(seconds(text) == expected)
  }

  @Test(
    "Months by their names",
    arguments: [
      "2 Jan 2024", "02-Jan-24", "2/jan/2024", "2.Jan.2024", "02JAN2024", "2 January 2024", "2 Jan. 2024",
      "2 Jan, 2024", "2-ene-24", "2 de enero de 2024", "2 de Enero del 2024", "2 enero 2024", "2-ene.-2024",
      "Jan 2, 2024", "January 2 2024", "Jan. 2, 2024", "Jan 2,2024", "enero 2, 2024",
    ])
  func namedMonths(text: String) {
    #expect(seconds(text) == 1_704_153_600)
    #expect(withBytes(text) { DateShape($0)?.form } == .monthName)
  }

  @Test("Times stand behind months by their names, also behind a colon")
  func namedMonthsWithTimes() {
    for text in [
      "2 Jan 2024 03:04:05", "2/1/2024, 3:04:05\u{202F}AM", "2/1/2024 3:04:05\u{A0}a.\u{A0}m.",
      "02/Jan/2024:03:04:05 +0000", "02JAN2024:03:04:05", "Jan 2, 2024 3:04:05 AM",
      "Jan 2, 2024, 03:04:05", "2 de enero de 2024 03:04:05",
    ] {
      #expect(seconds(text) == 1_704_164_645)
    }
  }

  @Test("Day and month change places")
  func orders() {
    #expect(seconds("3/4/2024", dayFirst: true) == seconds("2024-04-03"))
    #expect(seconds("3/4/2024", dayFirst: false) == seconds("2024-03-04"))
    #expect(seconds("13/4/2024", dayFirst: false) == nil)
  }

  @Test(
    "What is no date is none",
    arguments: [
      "", "2024", "2024-13-01", "2024-02-30", "13/13/2024", "2024-01", "1/2", "2024-01-02T25:00", "2024-01-02 12:60",
      "2024-01-02x", "18991231", "20241301", "2024-01-02T", "2024-01-02 10:00 XM", "2024-1/2", "1.5", "12.05",
      "2024-01-02T10:00+99:00", "13:00 PM", "1/2/2024 13:00 PM", "00/01/2024", "2024-01-02Z",
      "2 Ja 2024", "2 Janu4 2024", "2 Januaryx 2024", "2 Jan", "Jan 2024", "Jan 2", "Jan 2 24", "Jan 32, 2024",
      "30 feb 2024",
      "2 Jan 202", "2 may items", "3 de 2024", "de enero de 2024", "2024 Jan 2", "MAR-24-0002", "DEC-01-1000",
      "Jan-02-2024", "Jan2,2024", "10MAR20", "1 jan 0000", "12 oct 1492",
      "15-mar/2024", "15-mar 2024", "15 de marzo 2024", "15 marzo de 2024", "1de mar 24", "5 mar 2101", "Jan22024",
      "2 Jan 2024x", "mar",
      "May",
    ])
  func noDates(text: String) {
    #expect(seconds(text) == nil)
    #expect(seconds(text, dayFirst: false) == nil)
  }
}
