import Testing

@testable import Tables

@Suite struct DecimalScannerTests {
  /// The value of a text that is a number and nothing else; nil otherwise.
  private func value(_ text: String, mark: DecimalMark = .point) -> Double? {
    withBytes(text) { bytes in
      guard let base = bytes.baseAddress else { return nil }
      let scanned = DecimalScanner().scan(base, mark: mark.byte)
      return scanned.traits != .none && scanned.end == base + bytes.count ? scanned.value : nil
    }
  }

  private func traits(_ text: String) -> NumberTraits {
    withBytes(text) { bytes in
      bytes.baseAddress.map { DecimalScanner().scan($0, mark: UInt8(ascii: ".")).traits } ?? .none
    }
  }

  @Test(
    "Plain numbers are read exactly",
    arguments: [
      "0", "7", "-7", "+7", "12345678", "123456789", "1234567890123456789", "0.5", ".5", "5.", "-0.125", "1e3", "1E-3",
      "1.5e+10", "2.2250738585072014e-308", "4.9e-324", "1e-400", "1.7976931348623157e308", "0.1", "0.3",
      "9007199254740993", "9007199254740992.5", "123456789012345678901234567890", "0.00000000000000000000000001",
      "3.14159265358979323846264338327950288", "00012", "1e22", "1e23", "8.5e64", "1.2345678901234567e-60",
    ])
  func plainNumbers(text: String) {
    #expect(value(text) == Double(text))
  }

  @Test(
    "What is no plain number is none",
    arguments: [
      "", "-", "+", ".", "e5", "1e", "1e+", "inf", "nan", "0x10", "1_000", "1,5", "1 2", "--1", "1e400", "1.2.3",
    ])
  func noNumbers(text: String) {
    #expect(value(text) == nil)
  }

  @Test("A decimal comma is read where the column has one")
  func decimalComma() {
    #expect(value("1234,5", mark: .comma) == 1234.5)
    #expect(value("1234.5", mark: .comma) == nil)
  }

  @Test("Random decimals agree with the standard library")
  func randomDecimals() {
    var random = TestRandom(seed: 1)
    var wrong: [String] = []
    for _ in 0..<60_000 {
      var text = random.next() % 2 == 0 ? "-" : ""
      let digits = String(random.next() >> UInt64.random(in: 0...63, using: &random))
      let point = Int.random(in: 0...digits.count, using: &random)
      text += digits.prefix(point) + "." + digits.dropFirst(point)
      if random.next() % 4 == 0 { text += "e\(Int.random(in: -80...80, using: &random))" }
      if value(text)?.bitPattern != Double(text)?.bitPattern { wrong.append(text) }
    }
    #expect(wrong.isEmpty)
  }

  @Test("The shortest text of a double gives that double again")
  func shortestTexts() {
    var random = TestRandom(seed: 2)
    var wrong: [Double] = []
    for _ in 0..<40_000 {
      let exact = Double.random(in: -1e6...1e6, using: &random)
      if value("\(exact)") != exact { wrong.append(exact) }
    }
    #expect(wrong.isEmpty)
  }

  @Test("Halves between two doubles go to the even one, and a digit more decides")
  func halfwayCases() {
    var random = TestRandom(seed: 3)
    var wrong: [String] = []
    for _ in 0..<20_000 {
      // Odd integers of 54 bits lie halfway between two doubles.
      let halfway = UInt64.random(in: 1 << 53..<1 << 54, using: &random) | 1
      let texts = ["\(halfway)", "\(halfway / 2).5", "\(halfway).0001", "\(halfway - 1).9999"]
      for text in texts + ["\(halfway / 2).4999", "\(halfway / 2).5001"] {
        if value(text) != Double(text) { wrong.append(text) }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test("Traits tell integers, fractions, names and open marks apart")
  func traitsOfNumbers() {
    #expect(traits("12") == [])
    #expect(traits("1234") == [.ungrouped])
    #expect(traits("012") == [.leadingZero])
    #expect(traits("0") == [])
    #expect(traits("-3") == [.signed])
    #expect(traits("1.5") == [.fraction, .certainMark])
    #expect(traits("1.234") == [.fraction, .openMark])
    #expect(traits("0.234") == [.fraction, .certainMark])
    #expect(traits("1234.567") == [.fraction, .certainMark, .ungrouped])
    #expect(traits("1e5") == [.exponent])
    #expect(traits("9007199254740993") == [.beyondExact, .ungrouped])
    #expect(traits("9007199254740992") == [.ungrouped])
  }
}
