import Testing

@testable import Tables

@Suite struct NumberShapeTests {
  private func value(_ text: String, _ mark: DecimalMark) -> Double? {
    withBytes(text) { bytes in
      guard let shape = NumberShape(bytes), shape.admits(mark) else { return nil }
      return shape.value(mark)
    }
  }

  @Test(
    "Decorations are taken off",
    arguments: [
      ("€ 12", 12.0), ("12 €", 12), ("$12.5", 12.5), ("-$5", -5), ("$-5", -5), ("US$ 7", 7), ("12 EUR", 12),
      ("CHF 1'234.50", 1234.5), ("12%", 12), ("12 %", 12), ("(12)", -12), ("(€ 1,234.5)", -1234.5), ("12-", -12),
      ("\u{2212}3", -3), ("+4", 4), (" 5 ", 5), ("\u{A0}5\u{202F}", 5), ("'007", 7), ("'12.5", 12.5), ("1e3", 1000),
      ("1 234", 1234), ("1\u{A0}234\u{A0}567.5", 1_234_567.5), ("1\u{202F}234", 1234), ("zł 3", 3), ("5 kr", 5),
      ("$ 1,234-", -1234),
    ])
  func decorations(text: String, expected: Double) {
    #expect(value(text, .point) == expected)
  }

  @Test(
    "Marks count as the decimal mark has it",
    arguments: [
      ("1.234", 1.234, 1234.0), ("1,234", 1234, 1.234), ("1.234,5", nil, 1234.5), ("1,234.5", 1234.5, nil),
      ("1.234.567", nil, 1_234_567), ("1,234,567", 1_234_567, nil), ("0,234", nil, 0.234), ("0.234", 0.234, nil),
      ("1234,5", nil, 1234.5), ("12,34", nil, 12.34), (",5", nil, 0.5), ("1.234.56", nil, nil),
      ("1234.567,8", nil, nil),
      ("12.345,67 €", nil, 12345.67), ("1 234,5", nil, 1234.5),
    ] as [(String, Double?, Double?)])
  func marks(text: String, point: Double?, comma: Double?) {
    #expect(value(text, .point) == point)
    #expect(value(text, .comma) == comma)
  }

  @Test(
    "What is no number is none",
    arguments: [
      "", " ", "-", "()", "€", "%", "abc", "12a", "1.2.3,4.5", "1,23,4.5", "12 34", "0x10", "inf", "NaN", "1e", "e5",
      "--5", "(-5)", "5%%", "$€5", "1,,2", "1' 234", "2024-01-02", "10:30", "1/2", "1.234 567", "'", "1,234,567e5", ".",
    ])
  func noNumbers(text: String) {
    #expect(value(text, .point) == nil)
    #expect(value(text, .comma) == nil)
  }

  @Test("Numbers too large for a double have no value")
  func tooLarge() {
    #expect(value("1e400", .point) == nil)
    #expect(value("€ 1e400", .point) == nil)
  }

  @Test("Currencies are told apart")
  func currencies() {
    let keys = ["$5", "€5", "5 €", "EUR 5"].map { text in withBytes(text) { NumberShape($0)?.currency ?? 0 } }
    #expect(keys[0] != keys[1])
    #expect(keys[1] == keys[2])
    #expect(keys.allSatisfy { $0 != 0 })
  }

  @Test(
    "The sign and the code of a currency are the same currency",
    arguments: [
      ("€5", "5 EUR"), ("$5", "USD 5"), ("US$ 5", "$5"), ("£5", "5 GBP"), ("¥5", "JPY 5"), ("R$ 5", "5 BRL"),
      ("5 zł", "5 PLN"),
    ])
  func signsAndCodes(one: String, other: String) {
    let keys = [one, other].map { text in withBytes(text) { NumberShape($0)?.currency ?? 0 } }
    #expect(keys[0] == keys[1])
    #expect(keys[0] != 0)
  }
}
