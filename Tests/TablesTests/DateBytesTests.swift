import Testing

@testable import Tables

@Suite struct DateBytesTests {
  private func text(_ seconds: Double, _ style: DateStyle, forExcel: Bool = false) -> String {
    var buffer = ByteBuffer()
    DateBytes(isForExcel: forExcel).append(seconds, style, to: &buffer)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  @Test(
    "Days, leap days and days before 1970",
    arguments: [
      (0.0, "1970-01-01"), (-1, "1969-12-31"), (86_399, "1970-01-01"), (86_400, "1970-01-02"),
      (951_782_400, "2000-02-29"),
      (1_709_164_800, "2024-02-29"), (1_709_251_200, "2024-03-01"), (4_107_456_000, "2100-02-28"),
      (4_107_542_400, "2100-03-01"), (-2_208_988_800, "1900-01-01"), (-62_135_596_800, "0001-01-01"),
      (-62_167_219_200, "0000-01-01"), (-62_167_305_600, "-0001-12-31"), (253_402_300_800, "10000-01-01"),
      (.nan, ""), (.infinity, ""), (1e300, ""),
    ])
  func days(seconds: Double, expected: String) {
    #expect(text(seconds, .day) == expected)
  }

  @Test("Times carry the zone only where it is known, fractions only where there are any")
  func times() {
    #expect(text(1_714_571_100, .time) == "2024-05-01T13:45:00")
    #expect(text(1_714_571_100, .utcTime) == "2024-05-01T13:45:00Z")
    #expect(text(1_714_571_100.25, .time) == "2024-05-01T13:45:00.250")
    #expect(text(1_714_571_099.9999, .time) == "2024-05-01T13:45:00")
    #expect(text(-0.5, .time) == "1969-12-31T23:59:59.500")
    #expect(text(1_714_571_100, .utcTime, forExcel: true) == "2024-05-01 13:45:00")
  }

  @Test("Days count up without gaps through four centuries")
  func everyDay() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var (year, month, day) = (1900, 1, 1)
    for number in -25_567..<120_531 {
      let date = DateBytes.Day(daysSince1970: number)
      #expect((date.year, date.month, date.day) == (year, month, day))
      let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
      let length = lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)
      day += 1
      if day > length { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
  }
}
