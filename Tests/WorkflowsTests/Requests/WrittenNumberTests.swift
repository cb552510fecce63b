import Testing

@testable import Workflows

@Suite("Numbers with marks of another country")
struct WrittenNumberTests {
  @Test(
    "A comma is answered with the number as it has to be written",
    arguments: [
      ("0,05", "write 0.05, with a point"), ("1,5%", "write 1.5%, with a point"),
      ("-2,25", "write -2.25, with a point"),
      ("20,000", "write 20000 for thousands, 20 for decimals"),
      ("1,234", "write 1234 for thousands, 1.2340 for decimals"),
      ("1,250", "write 1250 for thousands, 1.25 for decimals"), ("0,125", "write 0.125, with a point"),
      ("12,125%", "write 12.125%, with a point"), ("1,234.50", "write 1234.50, without commas"),
      ("1,234,567", "write 1234567, without commas"),
    ])
  func commas(text: String, hint: String) {
    #expect(WrittenNumber.withoutComma(text) == hint)
  }

  @Test("Other texts are left alone", arguments: ["", ",", "1", "1.5", "1,", ",5", "a,5", "1,b", "1,,2", "%", "1,%"])
  func others(text: String) {
    #expect(WrittenNumber.withoutComma(text) == nil)
  }

  @Test("Three digits after a point are doubtful, unless nothing but decimals makes sense")
  func points() throws {
    #expect(Amount("20.000")?.doubt("--budget")?.message.hasPrefix("--budget 20.000 was read as 20:") == true)
    #expect(try #require(Amount("1.234")?.doubt("--cost")).hint == "write 1234 for thousands, 1.2340 for decimals")
    for text in ["20", "20.00", "20.0000", "0.125", "2000.125", "20.0e0", "1.2345", "nan", "-inf"] {
      #expect(try #require(Amount(text)).doubt("--budget") == nil, "\(text)")
    }
    #expect(Amount("20,000") == nil && Amount("x") == nil)
  }

  @Test(
    "Amounts as people write them are answered with the number as it has to be written",
    arguments: [
      ("20000€", "write 20000"), ("20 000", "write 20000"), ("$ 99.50", "write 99.50"), ("20k", "write 20000"),
      ("1.5k", "write 1500"), ("1.234,50", "write 1234.50"), ("1.234.567,8 €", "write 1234567.8"),
      ("20.000 €", "write 20000 for thousands, 20 for decimals"), ("60,5", "write 60.5, with a point"),
      ("60,5 €", "write 60.5, with a point"),
    ])
  func amounts(text: String, hint: String) {
    #expect(WrittenNumber.plainly(text) == hint)
  }

  @Test(
    "Texts that are no amount, or are well written, have no answer",
    arguments: ["", "€", "20", "1.2.3", "x", "k", "12,34,5,x"])
  func noAmounts(text: String) {
    #expect(WrittenNumber.plainly(text) == nil)
  }
}
